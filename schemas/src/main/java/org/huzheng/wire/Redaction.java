package org.huzheng.wire;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * The text form of a record, with personal data left out: what {@code toString()} of every class generated from our schemas and of every described
 * record returns, so that logging one cannot leak. Fields are personal when the schema tags them {@code "confluent:tags": ["PII"]}.
 */
public final class Redaction {
    private static final String TAGS = "confluent:tags";
    private static final String PERSONAL = "PII";
    private static final String REDACTED = "redacted";

    private Redaction() {}

    /** The record's name and fields; personal values as {@code redacted}, bytes as their count. */
    public static String describe(IndexedRecord record) {
        StringJoiner fields = new StringJoiner(", ", record.getSchema().getName() + "[", "]");
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            fields.add(field.name() + "=" + (value != null && isPersonal(field) ? REDACTED : describeValue(value)));
        }
        return fields.toString();
    }

    /** Whether the schema tags the field as personal data. */
    public static boolean isPersonal(Schema.Field field) {
        return field.getObjectProp(TAGS) instanceof Collection<?> tags && tags.contains(PERSONAL);
    }

    private static String describeValue(@Nullable Object value) {
        if (value instanceof ByteBuffer bytes) {
            return bytes.remaining() + " bytes";
        }
        if (value instanceof IndexedRecord record) {
            return describe(record);
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(Redaction::describeValue).toList().toString();
        }
        if (value instanceof Map<?, ?> entries) {
            return entries.size() + " entries";
        }
        return String.valueOf(value);
    }
}
