package org.huzheng.topology;

import java.io.IOException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * State that only the topology reads, in Avro's single-object encoding: it names its schema by fingerprint and needs no registry. A state of
 * another version of the schema is refused; stores are rebuilt from their changelog only by the version that wrote it.
 */
final class StateSerde<T extends SpecificRecord> implements Serde<T> {
    private final String name;
    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    StateSerde(Class<T> type) {
        SpecificData data = SpecificData.getForClass(type);
        name = type.getSimpleName();
        encoder = new BinaryMessageEncoder<>(data, data.getSchema(type));
        decoder = new BinaryMessageDecoder<>(data, data.getSchema(type));
    }

    @Override
    public Serializer<T> serializer() {
        return (topic, state) -> encode(state);
    }

    @Override
    public Deserializer<T> deserializer() {
        return (topic, bytes) -> decode(bytes);
    }

    private byte @Nullable [] encode(@Nullable T state) {
        if (state == null) {
            return null;
        }
        try {
            var buffer = encoder.encode(state);
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new SerializationException("state " + name + " cannot be written", e);
        }
    }

    private @Nullable T decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return decoder.decode(bytes);
        } catch (IOException e) {
            throw new SerializationException("state " + name + " cannot be read", e);
        }
    }
}
