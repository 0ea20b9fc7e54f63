package org.huzheng.wire;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in Confluent's wire format; configured by {@link RegistrySettings} unless it is given its registry. Takes the place of {@code
 * io.confluent.kafka.serializers.KafkaAvroDeserializer} with {@code specific.avro.reader=true}. A value that can never be read is an {@link
 * UndecodableRecordException}; any {@link SchemaRegistryException} is no fault of the value.
 */
public final class AvroWireDeserializer implements Deserializer<SpecificRecord> {
    /** Optional setting: a collection of schemas of described record types, to be read as {@link DescribedRecord}s. */
    public static final String DESCRIBED_TYPES = "huzheng.described.types";

    private @Nullable AvroWire wire;

    /** To be configured. */
    public AvroWireDeserializer() {}

    /** Ready to use. */
    public AvroWireDeserializer(AvroWire wire) {
        this.wire = wire;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (wire == null) {
            wire = new AvroWire(new HttpSchemaRegistry(RegistrySettings.of(configs)), describedTypes(configs));
        }
    }

    private static List<Schema> describedTypes(Map<String, ?> configs) {
        return configs.get(DESCRIBED_TYPES) instanceof Collection<?> types
                ? types.stream().map(Schema.class::cast).toList()
                : List.of();
    }

    @Override
    public @Nullable SpecificRecord deserialize(String topic, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        if (wire == null) {
            throw new SerializationException("expected the deserializer to be configured before its first use");
        }
        return wire.decode(value);
    }
}
