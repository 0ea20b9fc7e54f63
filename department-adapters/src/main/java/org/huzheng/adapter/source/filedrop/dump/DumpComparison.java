package org.huzheng.adapter.source.filedrop.dump;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A full dump beside the one before it.
 *
 * @param rows rows of the dump
 * @param changed the rows that say something new
 * @param lastRecords records the dump before it held
 * @param goneRecords records of those that this one no longer holds
 * @param rowsWithoutId rows whose id cannot be read; while there are any, nothing is said to be gone: it may be what they hold
 * @param gone file with the ids of the records that are gone
 */
public record DumpComparison(
        long rows, ChangedRows changed, long lastRecords, long goneRecords, long rowsWithoutId, Path gone) {
    public DumpComparison {
        Objects.requireNonNull(changed, "changed");
        Objects.requireNonNull(gone, "gone");
    }

    /** Deletions that follow from it. */
    public long deletions() {
        return rowsWithoutId > 0 ? 0 : goneRecords;
    }
}
