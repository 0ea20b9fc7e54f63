package org.huzheng.adapter.source;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * A department's own system, open for reading. Used by one thread. A row is handed over again after a crash unless the position after it
 * was stored: the reader deduplicates by record version.
 */
public interface Source extends AutoCloseable {
    /**
     * The next rows, waiting for them no longer than the time given.
     *
     * @throws SourceException if the source cannot be read; it is then closed and may be opened anew from the stored position
     */
    SourceBatch poll(Duration timeout) throws SourceException, InterruptedException;

    /**
     * Rows and position of this batch, the one polled last, are published and stored: the source may let go of them (confirm the log,
     * archive the file, answer the caller).
     *
     * @param outcomes what became of each of the batch's items, in their order
     */
    void committed(SourceBatch batch, List<RowOutcome> outcomes) throws SourceException;

    /**
     * How many rows are still to come of what is being read as a whole: a snapshot, a full read, a file. An estimate; 0 when nothing of the
     * kind is being read, empty when it is not known.
     */
    default OptionalLong rowsLeft() {
        return OptionalLong.empty();
    }

    /** Stops reading. Rows not committed are handed over again when the source is opened next. */
    @Override
    void close();
}
