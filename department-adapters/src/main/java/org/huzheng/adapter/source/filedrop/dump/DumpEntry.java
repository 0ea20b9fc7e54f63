package org.huzheng.adapter.source.filedrop.dump;

import java.util.Arrays;

/** What is remembered of one row, or of all rows of one record. */
final class DumpEntry {
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final byte[] id;
    private final long high;
    private final long low;
    private final int row;

    /**
     * An entry.
     *
     * @param id the record's id, or what stands in for it, see {@link RecordId}. Not copied: there are as many as rows
     * @param high first half of a digest of what the row says
     * @param low second half
     * @param row the row's number in its file, from 0
     */
    DumpEntry(byte[] id, long high, long low, int row) {
        this.id = id;
        this.high = high;
        this.low = low;
        this.row = row;
    }

    byte[] id() {
        return id;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    int row() {
        return row;
    }

    boolean hasId() {
        return id[0] != RecordId.NONE;
    }

    boolean isOfSameRecord(DumpEntry other) {
        return Arrays.equals(id, other.id);
    }

    boolean saysTheSame(DumpEntry other) {
        return high == other.high && low == other.low;
    }

    /** This and a further row of the same record as one, in this order. */
    DumpEntry with(DumpEntry further) {
        return new DumpEntry(
                id, Long.rotateLeft(high, 17) * MIX ^ further.high, Long.rotateLeft(low, 31) * MIX ^ further.low, row);
    }

    /** That the record is there, and nothing of what it says: no row says the same. */
    DumpEntry inDoubt() {
        return new DumpEntry(id, 0, 0, row);
    }

    static int byId(DumpEntry one, DumpEntry other) {
        return Arrays.compareUnsigned(one.id, other.id);
    }
}
