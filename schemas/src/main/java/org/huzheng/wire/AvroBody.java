package org.huzheng.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Avro's binary form of records, with encoders and decoders kept for each thread. */
final class AvroBody {
    private static final int FIRST_BUFFER_BYTES = 1_024;
    private static final int LARGEST_KEPT_BUFFER_BYTES = 1 << 20;
    private static final ThreadLocal<Coders> CODERS = ThreadLocal.withInitial(Coders::new);
    private static final Map<Object, DatumWriter<SpecificRecord>> WRITERS = new ConcurrentHashMap<>();

    private static final Map<Class<?>, DatumReader<SpecificRecord>> READERS = new ConcurrentHashMap<>();
    private static final SpecificData RECORDS = new ExchangeRecords();

    static {
        TrustedClasses.install();
    }

    private static final class Coders {
        private ByteArrayOutputStream buffer = new ByteArrayOutputStream(FIRST_BUFFER_BYTES);
        private @Nullable BinaryEncoder encoder;
        private @Nullable BinaryDecoder decoder;
    }

    private AvroBody() {}

    /**
     * The record in Avro's binary form behind a header.
     *
     * @throws UnencodableRecordException if its schema does not allow it
     */
    static byte[] encode(byte[] header, SpecificRecord record) {
        Coders coders = CODERS.get();
        ByteArrayOutputStream buffer = coders.buffer;
        buffer.reset();
        buffer.writeBytes(header);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(buffer, coders.encoder);
        coders.encoder = encoder;
        try {
            // A described type has no class of its own to tell it by.
            Object type = record instanceof DescribedRecord ? record.getSchema() : record.getClass();
            WRITERS.computeIfAbsent(type, unknown -> newWriter(record)).write(record, encoder);
            encoder.flush();
        } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
            // Avro's messages repeat the value at fault, so they go no further; the type of the error does.
            coders.encoder = null;
            throw new UnencodableRecordException(
                    "expected a valid " + record.getSchema().getFullName() + ", found one that "
                            + e.getClass().getSimpleName() + " refuses");
        }
        byte[] bytes = buffer.toByteArray();
        if (bytes.length > LARGEST_KEPT_BUFFER_BYTES) {
            coders.buffer = new ByteArrayOutputStream(FIRST_BUFFER_BYTES);
        }
        return bytes;
    }

    /** The record behind a header as an older schema of its type wrote it: without what that schema did not have. */
    static byte[] encodeAs(Schema older, byte[] header, SpecificRecord record) {
        byte[] body = encode(new byte[0], record);
        ByteArrayOutputStream buffer = new ByteArrayOutputStream(header.length + body.length);
        buffer.writeBytes(header);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(buffer, null);
        try {
            Object asOlder = new GenericDatumReader<>(record.getSchema(), older)
                    .read(null, DecoderFactory.get().binaryDecoder(body, null));
            new GenericDatumWriter<>(older).write(asOlder, encoder);
            encoder.flush();
            return buffer.toByteArray();
        } catch (IOException | AvroRuntimeException e) {
            throw new UnencodableRecordException(
                    "expected a " + record.getSchema().getFullName()
                            + " that an older schema can hold, found one that "
                            + e.getClass().getSimpleName() + " refuses");
        }
    }

    /**
     * Reads one record from its binary form, which must end where the record does.
     *
     * @throws UndecodableRecordException if the bytes hold anything else
     */
    static SpecificRecord decode(String typeName, byte[] bytes, int offset, DatumReader<SpecificRecord> reader) {
        Coders coders = CODERS.get();
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, coders.decoder);
        coders.decoder = decoder;
        try {
            SpecificRecord record = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new UndecodableRecordException(
                        "expected the value to end with its " + typeName + ", found more bytes");
            }
            return record;
        } catch (UndecodableRecordException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Damaged bytes make Avro throw nearly anything. Its messages may repeat the value, so they go no further.
            throw new UndecodableRecordException("expected a " + typeName + ", found bytes that "
                    + e.getClass().getSimpleName() + " refuses");
        }
    }

    /** A reader of what one schema wrote, yielding the generated class of the schema's name as it is now. */
    static DatumReader<SpecificRecord> readerOf(Schema writer, Class<? extends SpecificRecord> type) {
        return new SpecificDatumReader<>(writer, RECORDS.getSchema(type), RECORDS);
    }

    /** A reader of what one schema of a described type wrote, yielding records of another. */
    static DatumReader<SpecificRecord> readerOf(Schema writer, Schema today) {
        return new SpecificDatumReader<>(writer, today, RECORDS);
    }

    /** An empty record: of the generated class where the type has one. */
    static SpecificRecord newRecord(Schema type) {
        return (SpecificRecord) RECORDS.newRecord(null, type);
    }

    /** A reader of what the generated class itself wrote. */
    static DatumReader<SpecificRecord> readerOf(Class<? extends SpecificRecord> type) {
        return READERS.computeIfAbsent(type, key -> readerOf(RECORDS.getSchema(type), type));
    }

    private static DatumWriter<SpecificRecord> newWriter(SpecificRecord record) {
        SpecificData data = record instanceof DescribedRecord ? RECORDS : SpecificData.getForClass(record.getClass());
        return new SpecificDatumWriter<>(record.getSchema(), data);
    }
}
