package org.huzheng.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Makes a record of any generated type with every field filled at random; texts that the schema tags as personal hold {@link #PERSONAL}. */
public final class AnyRecord {
    /** Stands in every personal text. */
    public static final String PERSONAL = "王𬱖㛃11010519491231002X";
    /** Stands in every other text. */
    static final String PUBLIC = "public";

    private final Random random;

    /** The same seed makes the same records. */
    public AnyRecord(long seed) {
        this.random = new Random(seed);
    }

    SpecificRecord of(Class<? extends SpecificRecord> type) {
        return of(SpecificData.get().getSchema(type));
    }

    /** A record of this type. */
    public SpecificRecord of(Schema type) {
        return record(type, false);
    }

    private SpecificRecord record(Schema schema, boolean personal) {
        SpecificRecord record =
                (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.schema(), personal || Redaction.isPersonal(field)));
        }
        return record;
    }

    private @Nullable Object value(Schema schema, boolean personal) {
        return switch (schema.getType()) {
            case RECORD -> record(schema, personal);
            case UNION ->
                random.nextInt(4) == 0 ? null : value(schema.getTypes().get(1), personal);
            case ENUM -> {
                List<String> symbols = schema.getEnumSymbols();
                yield SpecificData.get().createEnum(symbols.get(random.nextInt(symbols.size())), schema);
            }
            case ARRAY -> List.of(value(schema.getElementType(), personal), value(schema.getElementType(), personal));
            case MAP -> Map.of(personal ? PERSONAL : PUBLIC, value(schema.getValueType(), personal));
            case STRING -> (personal ? PERSONAL : PUBLIC) + random.nextInt();
            case BYTES -> bytes(schema);
            case INT ->
                schema.getLogicalType() == LogicalTypes.date()
                        ? LocalDate.ofEpochDay(random.nextInt(30_000))
                        : (Object) random.nextInt();
            case LONG ->
                schema.getLogicalType() == LogicalTypes.timestampMillis()
                        ? Instant.ofEpochMilli(random.nextInt())
                        : (Object) random.nextLong();
            case BOOLEAN -> random.nextBoolean();
            default -> throw new IllegalStateException("expected a type our schemas use, found " + schema);
        };
    }

    private Object bytes(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return new BigDecimal(BigInteger.valueOf(random.nextInt()), decimal.getScale());
        }
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
