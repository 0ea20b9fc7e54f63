package org.huzheng.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.huzheng.decision.PartialAnswers.OwnEvent;
import org.huzheng.decision.RecordDecoder;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.event.EventHeader;
import org.huzheng.exchange.Locator;
import org.huzheng.wire.RecordDigest;

/** One person's own records in the dossier store. */
public final class OwnRecords {
    private static final BytesSerializer PREFIX = new BytesSerializer();

    private final ReadOnlyKeyValueStore<Bytes, byte[]> dossiers;
    private final RecordDecoder decoder;

    /**
     * @param dossiers the store {@link Stores#DOSSIERS} of the partition
     * @param decoder decodes the value bytes it holds
     */
    public OwnRecords(ReadOnlyKeyValueStore<Bytes, byte[]> dossiers, RecordDecoder decoder) {
        this.dossiers = dossiers;
        this.decoder = decoder;
    }

    /**
     * Puts an event into its person's dossier. The row is its own, so nothing is read before.
     *
     * @param dossiers the store {@link Stores#DOSSIERS} of the partition
     * @param offset where it lies on the topic
     * @param appendedAt when it was appended, milliseconds
     * @param value its value bytes
     */
    public static void put(
            KeyValueStore<Bytes, byte[]> dossiers,
            String personKey,
            String topic,
            EventHeader header,
            long offset,
            long appendedAt,
            byte[] value) {
        dossiers.put(DossierKey.of(personKey, topic, header, offset, appendedAt), value);
    }

    /** Every event of a person on one topic. */
    public List<OwnEvent> of(String personKey, String topic, int partition) {
        return scan(DossierKey.records(personKey, topic), personKey, topic, partition);
    }

    /** Every version of one record of a person. */
    List<OwnEvent> versions(String personKey, String topic, int partition, String recordId) {
        return scan(DossierKey.versions(personKey, topic, recordId), personKey, topic, partition);
    }

    /** Events on one topic in the order of their record ids, as long as they are wanted. */
    void each(String personKey, String topic, int partition, Predicate<OwnEvent> wantsMore) {
        scan(DossierKey.records(personKey, topic), personKey, topic, partition, wantsMore);
    }

    private List<OwnEvent> scan(Bytes prefix, String personKey, String topic, int partition) {
        List<OwnEvent> events = new ArrayList<>();
        scan(prefix, personKey, topic, partition, events::add);
        return events;
    }

    private void scan(Bytes prefix, String personKey, String topic, int partition, Predicate<OwnEvent> wantsMore) {
        int recordIdAt = DossierKey.records(personKey, topic).get().length;
        try (KeyValueIterator<Bytes, byte[]> rows = dossiers.prefixScan(prefix, PREFIX)) {
            while (rows.hasNext()) {
                var row = rows.next();
                DossierKey.check(row.key, recordIdAt);
                SpecificRecord body = decoder.decode(row.value);
                Locator locator = new Locator(topic, partition, DossierKey.offsetOf(row.key));
                OwnEvent event = new OwnEvent(
                        RecordEvent.of(locator, RecordDigest.sha256(row.value), body),
                        row.value,
                        DossierKey.appendedAtOf(row.key));
                if (!wantsMore.test(event)) {
                    return;
                }
            }
        }
    }
}
