package org.huzheng.adapter.run;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.control.AdapterControl;
import org.huzheng.adapter.control.Order;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.quarantine.MaskedEntry;
import org.huzheng.adapter.quarantine.Quarantine;
import org.huzheng.adapter.quarantine.QuarantineReader;
import org.huzheng.adapter.quarantine.QuarantineReport;
import org.huzheng.adapter.quarantine.Selection;
import org.huzheng.settings.SettingsException;

/**
 * What operators do with the quarantine of an adapter's department, from wherever they are: they look at it themselves; to take rows out of it they
 * give the adapter an order, which alone publishes. Used by one thread.
 */
public final class AdapterQuarantine implements AutoCloseable {
    private final Mapping mapping;
    private final AdapterControl control;
    private final Consumer<String, byte[]> consumer;
    private final Deserializer<SpecificRecord> deserializer;
    private final QuarantineReader reader;
    private final Quarantine quarantine;

    private AdapterQuarantine(
            Mapping mapping,
            AdapterControl control,
            Consumer<String, byte[]> consumer,
            Deserializer<SpecificRecord> deserializer) {
        this.mapping = mapping;
        this.control = control;
        this.consumer = consumer;
        this.deserializer = deserializer;
        this.reader = new QuarantineReader(consumer, deserializer, mapping.department());
        this.quarantine = new Quarantine(reader, mapping.columns());
    }

    /**
     * Opens the quarantine of the configuration's department.
     *
     * @throws AdapterException if the mapping cannot be read or the exchange not be reached
     */
    public static AdapterQuarantine open(AdapterConfiguration configuration) throws AdapterException {
        try {
            Mapping mapping = configuration.readMapping();
            Deserializer<SpecificRecord> deserializer =
                    configuration.exchange().valueDeserializer(mapping.department());
            Consumer<String, byte[]> consumer = configuration.exchange().reader(mapping.department(), "quarantine");
            boolean opened = false;
            try {
                AdapterControl control = AdapterControl.open(configuration.exchange(), mapping.department());
                opened = true;
                return new AdapterQuarantine(mapping, control, consumer, deserializer);
            } finally {
                if (!opened) {
                    consumer.close();
                }
            }
        } catch (SettingsException | KafkaException e) {
            throw new AdapterException(
                    "quarantine of " + configuration.mapping() + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Code of the department. */
    public String department() {
        return mapping.department().code();
    }

    /** Digest of the mapping as the configuration has it now; the adapter may still run with another. */
    public String mappingDigest() {
        return mapping.digest();
    }

    /**
     * Counts entries and shows the oldest, masked.
     *
     * @param shownPerReason how many to show of each reason
     */
    public QuarantineReport report(Selection selection, int shownPerReason) {
        return quarantine.report(selection, shownPerReason);
    }

    /** One entry, masked, also the names of columns that the mapping does not name; nothing if it is not or no longer there. */
    public Optional<MaskedEntry> show(String key) {
        return quarantine.show(key);
    }

    /** Codes of the rules that refused what lies there. */
    public Set<String> rules() {
        return new TreeSet<>(reader.countByRule().keySet());
    }

    /** Record types of the mapping, and of what lies there. */
    public Set<String> recordTypes() {
        Set<String> types = new TreeSet<>(mapping.recordTypes().values());
        report(Selection.all(), 0).reasons().forEach(reason -> types.add(reason.recordType()));
        return types;
    }

    /** Whether an entry of this key lies there. */
    public boolean holds(String key) {
        return !reader.find(Selection.of(Set.of(key)), Long.MAX_VALUE, 1)
                .offsets()
                .isEmpty();
    }

    /** Orders that the entries there are now be taken through the adapter's mapping again. */
    public Order.Replay replay(Selection selection) throws InterruptedException {
        Order.Replay order = Order.replay(selection, reader.end());
        control.give(order);
        return order;
    }

    /** Orders that the entries there are now be erased. */
    public Order.Drop drop(Selection selection) throws InterruptedException {
        Order.Drop order = Order.drop(selection, reader.end());
        control.give(order);
        return order;
    }

    /** Through which the adapter answers. */
    public AdapterControl control() {
        return control;
    }

    @Override
    public void close() {
        try {
            control.close();
        } finally {
            consumer.close();
            deserializer.close();
        }
    }
}
