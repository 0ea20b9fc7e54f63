package org.huzheng.wire;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.ChangeType;
import org.huzheng.event.EventHeader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the value bytes beside the decoded value. Refuses what its reader could make nothing of: a tombstone, a type that the catalogue does not
 * allow on the topic, and a record event whose change type an older schema cannot name, which must not be folded as something else.
 */
public final class ReceivedDeserializer implements Deserializer<Received> {
    private static final Map<String, Topic> TOPICS =
            Topics.all().stream().collect(Collectors.toUnmodifiableMap(Topic::name, Function.identity()));

    private final Deserializer<?> decoder;

    /** Decodes with the given deserializer, which must yield generated Avro classes; configured and closed with this one. */
    public ReceivedDeserializer(Deserializer<?> decoder) {
        this.decoder = decoder;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        decoder.configure(configs, isKey);
    }

    @Override
    public Received deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new UndecodableRecordException(
                    "expected a record of the exchange on " + topic + ", found a tombstone");
        }
        Object decoded = decoder.deserialize(topic, bytes);
        if (!(decoded instanceof SpecificRecord record)) {
            throw new UndecodableRecordException("expected a record of the exchange on " + topic + ", found "
                    + (decoded == null ? "nothing" : decoded.getClass().getName()));
        }
        refuseForeignType(topic, record);
        refuseUnknownChange(topic, record);
        return new Received(bytes, record);
    }

    @Override
    public void close() {
        decoder.close();
    }

    private static void refuseForeignType(String topic, SpecificRecord record) {
        String type = record.getSchema().getFullName();
        Topic declared = TOPICS.get(topic);
        if (declared != null && !declared.allows(type)) {
            throw new UndecodableRecordException("expected on " + topic + " one of "
                    + declared.schemas().stream().map(Schema::getFullName).toList() + ", found " + type);
        }
    }

    private static void refuseUnknownChange(String topic, SpecificRecord record) {
        Schema.Field field = record.getSchema().getField("header");
        if (field != null
                && record.get(field.pos()) instanceof EventHeader header
                && header.getChangeType() == ChangeType.UNKNOWN) {
            throw new UndecodableRecordException("expected a change type this version knows on " + topic
                    + ", found a newer one in event " + header.getEventId());
        }
    }
}
