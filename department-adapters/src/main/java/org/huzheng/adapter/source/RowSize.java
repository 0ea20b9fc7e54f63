package org.huzheng.adapter.source;

import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * How large what becomes of a row may be: an event, or an entry of the quarantine that quotes one of its values beside them, has to fit into one
 * message of the brokers.
 */
public final class RowSize {
    /** Characters of a row; with one value quoted once more and three bytes a character, less than the 8 MiB of a message. */
    public static final int LARGEST = 1 << 20;

    private RowSize() {}

    /** Characters of all values and bytes of what could not be decoded. */
    public static long of(RefusedRow row) {
        return of(row.values().values()) + row.rawBytes().map(raw -> raw.length).orElse(0);
    }

    /** Characters of all texts in a record. */
    public static long of(IndexedRecord record) {
        long length = 0;
        for (Schema.Field field : record.getSchema().getFields()) {
            length += ofValue(record.get(field.pos()));
        }
        return length;
    }

    private static long ofValue(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            return text.length();
        }
        if (value instanceof IndexedRecord nested) {
            return of(nested);
        }
        long length = 0;
        if (value instanceof Iterable<?> list) {
            for (Object each : list) {
                length += ofValue(each);
            }
        }
        return length;
    }

    private static long of(Iterable<? extends String> values) {
        long length = 0;
        for (String value : values) {
            length += value == null ? 0 : value.length();
        }
        return length;
    }
}
