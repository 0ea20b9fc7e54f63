package org.huzheng.adapter.source.filedrop.dump;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records of a dump in the order of ids, says of each whether it says something new, and remembers it. Records of the dump before that it passes
 * over are gone.
 */
final class RecordComparison implements AutoCloseable {
    private final LastDump before;
    private final EntryWriter gone;
    private final EntryWriter index;
    private final UnaryOperator<DumpEntry> remembered;
    private final boolean remembersGone;
    private @Nullable DumpEntry old;
    private long lastRecords;
    private long goneRecords;

    /**
     * A comparison that has taken no record yet.
     *
     * @param last what is remembered of the dump before; empty for the first: all of its records are new
     * @param goneFile takes the records that are gone
     * @param index takes what is remembered
     * @param remembered what of each record
     * @param remembersGone whether also records that are gone, since they may be in rows whose id cannot be read
     */
    RecordComparison(
            Optional<Path> last,
            Path goneFile,
            EntryWriter index,
            UnaryOperator<DumpEntry> remembered,
            boolean remembersGone)
            throws IOException {
        this.index = index;
        this.remembered = remembered;
        this.remembersGone = remembersGone;
        this.before = LastDump.open(last);
        boolean opened = false;
        try {
            this.old = before.next();
            this.gone = new EntryWriter(goneFile);
            opened = true;
        } finally {
            if (!opened) {
                before.close();
            }
        }
    }

    /** Takes the next record; whether it says something new. */
    boolean isNew(DumpEntry record) throws IOException {
        int order = passOverBefore(record);
        index.write(remembered.apply(record));
        if (order != 0 || old == null) {
            return true;
        }
        boolean same = old.saysTheSame(record);
        lastRecords += old.hasId() ? 1 : 0;
        old = before.next();
        return !same;
    }

    /** How the next of the dump before stands to it: 0 where it is the same record, else behind it. */
    private int passOverBefore(DumpEntry record) throws IOException {
        while (old != null) {
            int order = DumpEntry.byId(old, record);
            if (order >= 0) {
                return order;
            }
            passOver(old);
        }
        return 1;
    }

    private void passOver(DumpEntry passed) throws IOException {
        if (passed.hasId()) {
            lastRecords++;
            goneRecords++;
            gone.write(passed);
            if (remembersGone) {
                index.write(passed);
            }
        }
        old = before.next();
    }

    /** After the last record. */
    void finish() throws IOException {
        while (old != null) {
            passOver(old);
        }
        gone.finishScratch();
        index.finish();
    }

    /** Records the dump before held, as far as they were passed. */
    long lastRecords() {
        return lastRecords;
    }

    /** Those of them that are gone. */
    long goneRecords() {
        return goneRecords;
    }

    @Override
    public void close() throws IOException {
        try (gone) {
            before.close();
        }
    }
}
