package org.huzheng.adapter.source.filedrop.format;

import java.util.List;
import org.huzheng.adapter.source.SourceException;
import org.jspecify.annotations.Nullable;

/** A file open for reading, row by row in its own order: read twice, it gives the same rows. Used by one thread. */
public sealed interface RowFile extends AutoCloseable permits CsvRows, FixedWidthRows, XlsxRows {
    /**
     * The next row; null after the last.
     *
     * @throws RefusedFileException if what follows cannot be told apart into rows: nobody knows then how many are missing
     */
    @Nullable
    RawRow next() throws SourceException, RefusedFileException;

    /** Names of its columns, in their order: known also where it holds no row. */
    List<String> columns();

    /** The heading of every column in its place; empty for a column without one. */
    default List<String> headings() {
        return columns();
    }

    /** What gives the bytes of a row their meaning: the names of its columns. */
    String layout();

    @Override
    void close();
}
