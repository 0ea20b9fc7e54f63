package org.huzheng.adapter.source.filedrop.dump;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.SourceItem;
import org.jspecify.annotations.Nullable;

/** The rows of a dump that say something new: their numbers, from 0, and while they are few also the rows, so that the dump need not be read again. */
public final class ChangedRows {
    private static final int KEPT_ROWS_MAX = 10_000;
    private static final long KEPT_BYTES_MAX = 4L << 20;

    private final BitSet numbers = new BitSet();
    private @Nullable List<SourceItem> kept;
    private long keptBytes;

    private ChangedRows(@Nullable List<SourceItem> kept) {
        this.kept = kept;
    }

    /** None yet, to be added in the order of the file. */
    static ChangedRows inOrder() {
        return new ChangedRows(new ArrayList<>());
    }

    /** None yet, of which only numbers are known. */
    static ChangedRows byNumber() {
        return new ChangedRows(null);
    }

    void add(RowEntries.Read read) {
        numbers.set(read.entry().row());
        if (kept == null) {
            return;
        }
        keptBytes += read.bytes();
        if (kept.size() == KEPT_ROWS_MAX || keptBytes > KEPT_BYTES_MAX) {
            kept = null;
        } else {
            kept.add(read.row().item());
        }
    }

    void add(List<Integer> rows) {
        rows.forEach(numbers::set);
    }

    /** Whether the row of this number is one of them. */
    public boolean has(int number) {
        return numbers.get(number);
    }

    /** How many they are. */
    public int count() {
        return numbers.cardinality();
    }

    /** The rows themselves, in the order of the file, if they are known. */
    public Optional<List<SourceItem>> kept() {
        return Optional.ofNullable(kept).map(List::copyOf);
    }
}
