package org.huzheng.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
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
 * Records in Avro's single-object encoding (Avro specification, "Single-object encoding"), for state that one application keeps for itself: it names
 * its schema by fingerprint and needs no registry. What another version of the schema wrote is refused. Safe for use by many threads.
 */
public final class SingleObjectSerde<T extends SpecificRecord> implements Serde<T> {
    static {
        TrustedClasses.install();
    }

    private final String name;
    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    /** For records of one generated class. */
    public SingleObjectSerde(Class<T> type) {
        SpecificData data = SpecificData.getForClass(type);
        name = type.getSimpleName();
        encoder = new BinaryMessageEncoder<>(data, data.getSchema(type));
        decoder = new BinaryMessageDecoder<>(data, data.getSchema(type));
    }

    /** The bytes of a record. */
    public byte[] encode(T record) {
        try {
            ByteBuffer buffer = encoder.encode(record);
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException | AvroRuntimeException e) {
            // Avro's message may repeat a value, so only its type goes further.
            throw new SerializationException("expected a valid " + name + ", found one that "
                    + e.getClass().getSimpleName() + " refuses");
        }
    }

    /**
     * The record in the bytes.
     *
     * @throws SerializationException if they hold anything else
     */
    public T decode(byte[] bytes) {
        try {
            return decoder.decode(bytes);
        } catch (IOException | AvroRuntimeException e) {
            throw new SerializationException("expected a " + name + " in single-object encoding, found bytes that "
                    + e.getClass().getSimpleName() + " refuses");
        }
    }

    @Override
    public Serializer<T> serializer() {
        return (topic, record) -> record == null ? null : encode(record);
    }

    @Override
    public Deserializer<T> deserializer() {
        return new Deserializer<>() {
            @Override
            public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
                return bytes == null ? null : decode(bytes);
            }
        };
    }
}
