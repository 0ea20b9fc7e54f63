package org.huzheng.adapter.source.filedrop.dump;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record's id as bytes: of each column that makes it, how many bytes of UTF-8 follow (16 bits, big-endian), and these. Their order, compared as unsigned bytes, is that of
 * the first column, then of the second; in a column a shorter value comes before a longer one, so that numbers without leading zeros stand in their own order. A dump
 * that is written in the order of its key, of numbers or of texts of one length, thus has its rows in this order already.
 */
final class RecordId {
    /** Begins what stands in for the id of a row without one, behind all that are: no column is so long. */
    static final byte NONE = (byte) 0xFF;

    /** Longest id: an entry fits into the buffer of its reader and its writer. */
    static final int BYTES_MAX = 60_000;

    private RecordId() {}

    /** The id; null if it is longer than {@link #BYTES_MAX}. */
    static byte @Nullable [] of(List<String> values) {
        byte[][] columns = new byte[values.size()][];
        int length = 0;
        for (int column = 0; column < columns.length; column++) {
            columns[column] = values.get(column).getBytes(StandardCharsets.UTF_8);
            length += Short.BYTES + columns[column].length;
            if (length > BYTES_MAX) {
                return null;
            }
        }
        ByteBuffer id = ByteBuffer.allocate(length);
        for (byte[] column : columns) {
            id.putShort((short) column.length).put(column);
        }
        return id.array();
    }

    /** What stands in for the id of a row without one. */
    static byte[] none(long high, long low) {
        return ByteBuffer.allocate(1 + 2 * Long.BYTES)
                .put(NONE)
                .putLong(high)
                .putLong(low)
                .array();
    }

    /** The values of the columns. */
    static List<String> valuesOf(byte[] id) {
        List<String> values = new ArrayList<>();
        ByteBuffer columns = ByteBuffer.wrap(id);
        while (columns.hasRemaining()) {
            int length = Short.toUnsignedInt(columns.getShort());
            values.add(new String(id, columns.position(), length, StandardCharsets.UTF_8));
            columns.position(columns.position() + length);
        }
        return values;
    }
}
