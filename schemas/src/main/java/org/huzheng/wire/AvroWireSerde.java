package org.huzheng.wire;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Both directions of the wire format, for Kafka Streams. */
public final class AvroWireSerde implements Serde<SpecificRecord> {
    private final AvroWireSerializer serializer;
    private final AvroWireDeserializer deserializer;

    /** To be configured. */
    public AvroWireSerde() {
        this.serializer = new AvroWireSerializer();
        this.deserializer = new AvroWireDeserializer();
    }

    /** Ready to use. */
    public AvroWireSerde(AvroWire wire) {
        this.serializer = new AvroWireSerializer(wire);
        this.deserializer = new AvroWireDeserializer(wire);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        serializer.configure(configs, isKey);
        deserializer.configure(configs, isKey);
    }

    @Override
    public Serializer<SpecificRecord> serializer() {
        return serializer;
    }

    @Override
    public Deserializer<SpecificRecord> deserializer() {
        return deserializer;
    }
}
