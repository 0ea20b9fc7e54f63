package org.huzheng.wire;

import java.util.Arrays;
import java.util.Objects;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of a type of which there is a schema but no generated class. Its values have the Java types a generated class would give them: dates and
 * times of {@code java.time}, decimals as {@code BigDecimal}, header and persons as their own classes. {@code toString()} leaves personal data out.
 */
public final class DescribedRecord implements SpecificRecord {
    private final Schema schema;
    private final @Nullable Object[] values;

    /** An empty record. */
    public DescribedRecord(Schema schema) {
        this.schema = Objects.requireNonNull(schema, "schema");
        this.values = new Object[schema.getFields().size()];
    }

    /** An empty record of the type's generated class if it has one, else a described record. */
    public static SpecificRecord newRecord(Schema type) {
        return AvroBody.newRecord(type);
    }

    @Override
    public Schema getSchema() {
        return schema;
    }

    @Override
    public void put(int position, @Nullable Object value) {
        values[position] = value;
    }

    @Override
    public @Nullable Object get(int position) {
        return values[position];
    }

    /**
     * The value of a field.
     *
     * @throws AvroRuntimeException if the schema has no field of this name
     */
    public @Nullable Object get(String field) {
        Schema.Field found = schema.getField(field);
        if (found == null) {
            throw new AvroRuntimeException(
                    "field: expected one of " + schema.getFullName() + ", found \"" + field + "\"");
        }
        return values[found.pos()];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DescribedRecord that
                && schema.equals(that.schema)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * schema.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Redaction.describe(this);
    }
}
