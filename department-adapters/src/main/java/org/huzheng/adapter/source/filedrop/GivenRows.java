package org.huzheng.adapter.source.filedrop;

import java.util.Iterator;
import java.util.List;
import java.util.function.IntPredicate;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.filedrop.format.RawRow;
import org.huzheng.adapter.source.filedrop.format.RefusedFileException;
import org.huzheng.adapter.source.filedrop.format.RowFile;
import org.jspecify.annotations.Nullable;

/** The rows that are handed over of a file that was looked through, in its order. Used by one thread. */
interface GivenRows extends AutoCloseable {
    /** The next row; null after the last. */
    @Nullable
    SourceItem next() throws SourceException;

    @Override
    void close();

    /** Rows that were kept when the file was looked through. */
    static GivenRows kept(List<SourceItem> rows) {
        Iterator<SourceItem> each = rows.iterator();
        return new GivenRows() {
            @Override
            public @Nullable SourceItem next() {
                return each.hasNext() ? each.next() : null;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    /**
     * Rows read from the file.
     *
     * @param given whether the row of a number, from 0, is handed over
     */
    static GivenRows readFrom(DroppedFile file, RowFile rows, IntPredicate given) {
        return new GivenRows() {
            private int number;

            @Override
            public @Nullable SourceItem next() throws SourceException {
                try {
                    for (RawRow row = rows.next(); row != null; row = rows.next()) {
                        if (given.test(number++)) {
                            return row.item();
                        }
                    }
                    return null;
                } catch (RefusedFileException e) {
                    throw new SourceException(
                            "file " + file.path() + ": was looked through before and is another one now: "
                                    + e.getMessage(),
                            e);
                }
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }
}
