package org.huzheng.adapter.source.filedrop;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.filedrop.dump.DumpComparison;
import org.huzheng.adapter.source.filedrop.dump.DumpHistory;
import org.huzheng.adapter.source.filedrop.dump.GoneRecords;
import org.huzheng.adapter.source.filedrop.format.RowOrigin;
import org.jspecify.annotations.Nullable;

/**
 * What one file gives: each of its rows; of a full dump, the rows that say something new, and then a deletion for each record that is gone. Always
 * the same in the same order, so that a number says where to go on.
 */
final class FileReading implements AutoCloseable {
    private final DroppedFile file;
    private final FileStamp stamp;
    private final GivenRows rows;
    private final RowOrigin origin;
    private final Optional<Dump> dump;
    private final long counted;
    private final Instant completeThrough;
    private @Nullable ReadAhead ahead;
    private @Nullable SourceItem next;
    private @Nullable GoneRecords gone;

    /**
     * The file as a full dump.
     *
     * @param history the dumps before it
     * @param comparison it beside the last of them
     * @param stated up to when its manifest says that it holds what happened
     */
    record Dump(DumpHistory history, DumpComparison comparison, Optional<Instant> stated) {}

    FileReading(
            DroppedFile file,
            FileStamp stamp,
            GivenRows rows,
            RowOrigin origin,
            FileInspection.Inspected inspected,
            Instant completeThrough) {
        this.file = file;
        this.stamp = stamp;
        this.rows = rows;
        this.origin = origin;
        this.dump = inspected.dump();
        this.counted = inspected.rows();
        this.completeThrough = completeThrough;
    }

    /** Whether what is read is still what was looked at before. */
    boolean isUnchanged() {
        return stamp.isOf(file.path());
    }

    /** How many rows and deletions it gives altogether. */
    long items() {
        return dump.isEmpty()
                ? counted
                : dump.get().comparison().changed().count()
                        + dump.get().comparison().deletions();
    }

    boolean hasNext() throws SourceException, InterruptedException {
        if (next == null) {
            if (ahead == null) {
                ahead = new ReadAhead(this::advance);
            }
            next = ahead.next();
        }
        return next != null;
    }

    SourceItem next() throws SourceException, InterruptedException {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("file " + file.name() + " has no further row");
        }
        SourceItem item = next;
        next = null;
        return item;
    }

    /** Passes over what is stored already. */
    void skip(long items) throws SourceException, InterruptedException {
        for (long count = 0; count < items && hasNext(); count++) {
            next();
        }
    }

    private @Nullable SourceItem advance() throws SourceException {
        SourceItem row = rows.next();
        if (row != null || dump.isEmpty() || dump.get().comparison().deletions() == 0) {
            return row;
        }
        if (gone == null) {
            gone = GoneRecords.open(dump.get().comparison());
        }
        Optional<List<String>> id = gone.next();
        return id.isEmpty() ? null : deletion(dump.get().history().idColumns(), id.get());
    }

    private SourceItem deletion(List<String> idColumns, List<String> id) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (int column = 0; column < id.size(); column++) {
            columns.put(idColumns.get(column), id.get(column));
        }
        return origin.gone(columns);
    }

    /** After the last row is stored: the next dump is compared with this one. */
    void forgetDumpsBefore(int sequence) throws SourceException {
        if (dump.isPresent()) {
            dump.get().history().keepOnly(sequence);
        }
    }

    /** The position behind its last row, once all of it is stored. */
    FileDropPosition completed(FileDropPosition after) {
        FileDropPosition completed = after.completed(file.pattern(), completeThrough);
        return dump.map(full -> completed.withStoredDump(file.pattern(), full.stated()))
                .orElse(completed);
    }

    @Override
    public void close() {
        if (ahead != null) {
            ahead.close();
        }
        rows.close();
        if (gone != null) {
            gone.close();
        }
    }
}
