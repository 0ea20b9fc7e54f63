package org.huzheng.adapter.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.huzheng.schema.Unions;

/**
 * What a field of the target schema takes: how a text becomes its value when the mapping names no step, and whether the value fits.
 *
 * @param schema the field's schema, without the null branch
 * @param optional whether the field may be null
 * @param symbols symbols a value may have, other than the default that is refused; empty where it is no enum
 */
record FieldType(Schema schema, boolean optional, List<String> symbols) {
    private static final String DEFAULT_SYMBOL = "UNKNOWN";

    FieldType(Schema schema, boolean optional) {
        this(schema, optional, symbolsOf(schema));
    }

    static FieldType of(Schema declared) {
        return new FieldType(Unions.valueOf(declared), declared.isNullable());
    }

    /** The step that turns a text into this type when the mapping names none; empty where the text itself is the value. */
    Optional<Transform> defaultTransform() {
        if (schema.getLogicalType() instanceof LogicalTypes.Date) {
            return Optional.of(Transforms.ISO_DATE);
        }
        if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            return Optional.of(Transforms.TIMESTAMP);
        }
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal) {
            return Optional.of(Transforms.DECIMAL);
        }
        return switch (schema.getType()) {
            case INT, LONG -> Optional.of(Transforms.INTEGER);
            case BOOLEAN -> Optional.of(Transforms.BOOLEAN);
            default -> Optional.empty();
        };
    }

    /** Java type of the values {@link #fit} takes. */
    Class<?> takes() {
        Optional<Class<?>> byDefault = defaultTransform().map(Transform::yields);
        return byDefault.orElse(String.class);
    }

    /** Whether a step that yields this type can fill the field. */
    boolean accepts(Class<?> yielded) {
        return yielded == takes() || (takes() == Long.class && yielded == Integer.class);
    }

    /** Whether it takes any text. */
    boolean isText() {
        return schema.getType() == Schema.Type.STRING && schema.getLogicalType() == null;
    }

    private static List<String> symbolsOf(Schema schema) {
        return schema.getType() == Schema.Type.ENUM
                ? schema.getEnumSymbols().stream()
                        .filter(symbol -> !symbol.equals(DEFAULT_SYMBOL))
                        .toList()
                : List.of();
    }

    /** The value as a record of the type takes it. */
    Object fit(String field, Object value) throws RejectedValueException {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return Numbers.fitting(field, (BigDecimal) value, decimal.getPrecision(), decimal.getScale());
        }
        if (schema.getLogicalType() != null) {
            return value;
        }
        return switch (schema.getType()) {
            case INT ->
                Math.toIntExact(Numbers.longWithin(
                        field, BigInteger.valueOf(((Number) value).longValue()), Integer.MIN_VALUE, Integer.MAX_VALUE));
            case LONG -> ((Number) value).longValue();
            case BOOLEAN -> value;
            case ENUM -> symbol(field, (String) value);
            default -> Normalizer.normalize((String) value, Normalizer.Form.NFC);
        };
    }

    private Object symbol(String field, String value) throws RejectedValueException {
        if (!symbols.contains(value)) {
            throw new RejectedValueException(Rejection.ofValue(Rule.UNKNOWN_CODE, field, "one of " + symbols, value));
        }
        return SpecificData.get().createEnum(value, schema);
    }
}
