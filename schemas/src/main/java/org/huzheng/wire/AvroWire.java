package org.huzheng.wire;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Values in Confluent's wire format: a zero byte, the schema's id in four bytes, the record in Avro's binary form. Subjects are named as
 * {@code TopicRecordNameStrategy} does, {@code <topic>-<full name>}, and are never registered from here. Safe for use by many threads.
 */
public final class AvroWire {
    private static final byte MAGIC = 0;
    private static final int HEADER_BYTES = 5;
    private static final byte[] NO_HEADER = {};

    private final SchemaRegistry registry;
    private final Map<String, Schema> described;
    private final Map<Integer, Reading> readings = new ConcurrentHashMap<>();
    private final Map<Written, byte[]> headers = new ConcurrentHashMap<>();

    /** What begins with the same header. */
    private record Written(String topic, Schema schema) {}

    private record Reading(
            Schema writer, Class<? extends SpecificRecord> type, DatumReader<SpecificRecord> reader, boolean ofToday) {}

    public AvroWire(SchemaRegistry registry) {
        this(registry, List.of());
    }

    /**
     * Reads described types too.
     *
     * @param described schemas of record types as they are now; those that have a generated class are read as that all the same
     */
    public AvroWire(SchemaRegistry registry, Collection<Schema> described) {
        this.registry = registry;
        this.described = described.stream()
                .filter(type -> !TrustedClasses.isOurs(type.getFullName()))
                .collect(Collectors.toUnmodifiableMap(Schema::getFullName, schema -> schema));
    }

    /** The registry values are resolved by. */
    public SchemaRegistry registry() {
        return registry;
    }

    /**
     * The value for a record on a topic.
     *
     * @throws UnknownSchemaException if the record's schema is not registered for the topic
     * @throws UnencodableRecordException if the record's own schema does not allow it
     */
    public byte[] encode(String topic, SpecificRecord record) {
        return AvroBody.encode(headers.computeIfAbsent(new Written(topic, record.getSchema()), this::headerOf), record);
    }

    private byte[] headerOf(Written written) {
        int id = registry.idOf(subjectOf(written.topic(), written.schema()), written.schema());
        return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(id).array();
    }

    /**
     * The record a value holds, as its type is now: fields the writer did not know have their defaults.
     *
     * @throws UndecodableRecordException if the value is malformed, or the registry says that it does not know its schema
     * @throws SchemaRegistryException if the registry could not be asked: the value may still be good
     */
    public SpecificRecord decode(byte[] value) {
        Reading reading = reading(schemaIdOf(value));
        return AvroBody.decode(reading.type().getName(), value, HEADER_BYTES, reading.reader());
    }

    /**
     * The record a value holds, which must be of one type.
     *
     * @throws UndecodableRecordException also if it is of another type
     */
    public <T extends SpecificRecord> T decode(byte[] value, Class<T> type) {
        Reading reading = reading(schemaIdOf(value));
        if (reading.type() != type) {
            throw new UndecodableRecordException("expected a " + type.getName() + ", found a "
                    + reading.type().getName());
        }
        return type.cast(AvroBody.decode(type.getName(), value, HEADER_BYTES, reading.reader()));
    }

    /**
     * The value this record would have been for whoever wrote another value: under that value's schema, without the fields it did not have yet. So
     * what is computed today can be compared, byte for byte, with what an earlier release stored.
     *
     * @throws UndecodableRecordException if the other value's schema cannot be resolved, or is not of the record's type
     */
    public byte[] encodeLike(byte[] value, SpecificRecord record) {
        int id = schemaIdOf(value);
        Reading reading = reading(id);
        if (reading.type() != record.getClass()) {
            throw new UndecodableRecordException(
                    "expected a " + record.getClass().getName() + ", found a "
                            + reading.type().getName());
        }
        byte[] header = ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(id).array();
        return reading.ofToday()
                ? AvroBody.encode(header, record)
                : AvroBody.encodeAs(reading.writer(), header, record);
    }

    /**
     * The id of the schema a value was written with.
     *
     * @throws UndecodableRecordException if the value does not start as the wire format does
     */
    public static int schemaIdOf(byte[] value) {
        if (value.length < HEADER_BYTES) {
            throw new UndecodableRecordException("expected at least 5 bytes, found " + value.length);
        }
        if (value[0] != MAGIC) {
            throw new UndecodableRecordException("expected the first byte 0, found " + (value[0] & 0xFF));
        }
        return ByteBuffer.wrap(value).getInt(1);
    }

    /** The subject a type is registered under for a topic. */
    public static String subjectOf(String topic, Schema schema) {
        return topic + "-" + schema.getFullName();
    }

    /**
     * The record in Avro's binary form alone: the same bytes whatever id the registry gave the schema, as long as the schema is the same. Entries
     * of a map stand in the map's own order.
     *
     * @throws UnencodableRecordException if the record's own schema does not allow it
     */
    public static byte[] body(SpecificRecord record) {
        return AvroBody.encode(NO_HEADER, record);
    }

    /**
     * Reads what {@link #body} wrote with the same schema.
     *
     * @throws UndecodableRecordException if the bytes hold anything else
     */
    public static <T extends SpecificRecord> T fromBody(byte[] body, Class<T> type) {
        return type.cast(AvroBody.decode(type.getName(), body, 0, AvroBody.readerOf(type)));
    }

    private Reading reading(int id) {
        Reading known = readings.get(id);
        if (known != null) {
            return known;
        }
        Reading reading = newReading(id);
        readings.putIfAbsent(id, reading);
        return reading;
    }

    private Reading newReading(int id) {
        Schema writer;
        try {
            writer = registry.schemaById(id);
        } catch (UnknownSchemaException e) {
            throw new UndecodableRecordException("expected a schema the registry knows, found id " + id, e);
        }
        Schema today = described.get(writer.getFullName());
        if (today != null) {
            return new Reading(writer, DescribedRecord.class, AvroBody.readerOf(writer, today), writer.equals(today));
        }
        Class<? extends SpecificRecord> type = classOf(writer);
        long generated =
                SchemaNormalization.parsingFingerprint64(SpecificData.get().getSchema(type));
        return new Reading(
                writer,
                type,
                AvroBody.readerOf(writer, type),
                SchemaNormalization.parsingFingerprint64(writer) == generated);
    }

    private static Class<? extends SpecificRecord> classOf(Schema writer) {
        String name = writer.getFullName();
        if (writer.getType() == Schema.Type.RECORD && TrustedClasses.isOurs(name)) {
            try {
                return Class.forName(name, false, AvroWire.class.getClassLoader())
                        .asSubclass(SpecificRecord.class);
            } catch (ClassNotFoundException | ClassCastException e) {
                throw new UndecodableRecordException("expected a record type of this version, found " + name, e);
            }
        }
        throw new UndecodableRecordException("expected a record type of the exchange, found " + name);
    }
}
