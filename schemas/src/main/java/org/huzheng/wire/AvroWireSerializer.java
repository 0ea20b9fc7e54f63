package org.huzheng.wire;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records in Confluent's wire format; configured by {@link RegistrySettings} unless it is given its registry. Takes the place of {@code
 * io.confluent.kafka.serializers.KafkaAvroSerializer} with {@code TopicRecordNameStrategy} and without auto-registration.
 */
public final class AvroWireSerializer implements Serializer<SpecificRecord> {
    private @Nullable AvroWire wire;

    /** To be configured. */
    public AvroWireSerializer() {}

    /** Ready to use. */
    public AvroWireSerializer(AvroWire wire) {
        this.wire = wire;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (wire == null) {
            wire = new AvroWire(new HttpSchemaRegistry(RegistrySettings.of(configs)));
        }
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable SpecificRecord record) {
        if (record == null) {
            return null;
        }
        if (wire == null) {
            throw new SerializationException("expected the serializer to be configured before its first use");
        }
        return wire.encode(topic, record);
    }
}
