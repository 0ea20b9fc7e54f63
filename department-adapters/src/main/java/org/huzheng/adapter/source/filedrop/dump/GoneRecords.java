package org.huzheng.adapter.source.filedrop.dump;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ids of records that a full dump no longer holds, in their order. */
public final class GoneRecords implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GoneRecords.class);

    private final Path file;
    private final EntryReader reader;

    private GoneRecords(Path file, EntryReader reader) {
        this.file = file;
        this.reader = reader;
    }

    /** Opens the ids a comparison found. */
    public static GoneRecords open(DumpComparison comparison) throws SourceException {
        try {
            return new GoneRecords(comparison.gone(), new EntryReader(comparison.gone()));
        } catch (IOException e) {
            throw unreadable(comparison.gone(), e);
        }
    }

    /** The next record's id, value by value; empty after the last. */
    public Optional<List<String>> next() throws SourceException {
        try {
            return Optional.ofNullable(reader.next()).map(entry -> RecordId.valuesOf(entry.id()));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static SourceException unreadable(Path file, IOException cause) {
        return new SourceException("file " + file + ": expected the ids of records that are gone", cause);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            // Nothing was written: what was read stays read.
            LOG.warn("File could not be closed: file={}", file, e);
        }
    }
}
