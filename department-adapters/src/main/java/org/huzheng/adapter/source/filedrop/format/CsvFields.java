package org.huzheng.adapter.source.filedrop.format;

import java.util.Arrays;

/** The fields of one record, not decoded. */
final class CsvFields {
    /** Ends each field; not the separator, which may be part of a quoted value. */
    static final byte END = 0;

    private final long line;
    private final byte[] bytes;
    private final int[] ends;

    /**
     * A record.
     *
     * @param line the line in which it begins, from 1
     * @param bytes field after field, each with {@link #END} behind it; not copied: there are as many as rows
     * @param ends of each field, where its end stands; not copied
     */
    CsvFields(long line, byte[] bytes, int[] ends) {
        this.line = line;
        this.bytes = bytes;
        this.ends = ends;
    }

    long line() {
        return line;
    }

    byte[] bytes() {
        return bytes;
    }

    int count() {
        return ends.length;
    }

    /** Where a field begins. */
    int begin(int field) {
        return field == 0 ? 0 : ends[field - 1] + 1;
    }

    /** Where the {@link #END} of a field stands. */
    int end(int field) {
        return ends[field];
    }

    /** The record with a separator between its fields. */
    byte[] joinedBy(char separator) {
        byte[] joined = Arrays.copyOf(bytes, bytes.length - 1);
        for (int field = 0; field < ends.length - 1; field++) {
            joined[ends[field]] = (byte) separator;
        }
        return joined;
    }
}
