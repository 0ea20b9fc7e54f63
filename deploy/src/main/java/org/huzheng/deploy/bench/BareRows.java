package org.huzheng.deploy.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.filedrop.FileDropSettings;
import org.huzheng.adapter.source.filedrop.format.PackedFile;
import org.huzheng.adapter.source.filedrop.format.RawRow;
import org.huzheng.adapter.source.filedrop.format.RefusedFileException;
import org.huzheng.adapter.source.filedrop.format.RowFile;
import org.huzheng.adapter.source.filedrop.format.RowOrigin;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.settings.SettingsException;
import org.jspecify.annotations.Nullable;

/** Rows of a source, merely read. */
final class BareRows {
    /** Rows an adapter takes from a file at a time. */
    private static final int BATCH_ROWS = 4_000;

    private static final Duration POLL = Duration.ofMillis(100);

    private BareRows() {}

    /** The mapping an adapter is run with. */
    static Mapping mappingOf(AdapterConfiguration configuration) throws TrialException {
        try {
            return configuration.readMapping();
        } catch (SettingsException e) {
            throw new TrialException("映射无法读取。", "The mapping cannot be read: " + e.getMessage(), e);
        }
    }

    /** The rows of a file, through the reader of its format. */
    static BareBackfill.Rows ofFile(FileDropSettings settings, Path file) throws SourceException {
        RowFile rows;
        try {
            rows = settings.format()
                    .open(
                            new PackedFile(file, settings.unpackLimits()),
                            settings.encoding(),
                            new RowOrigin(
                                    String.valueOf(file.getFileName()), 1, RowOrigin.Content.CHANGES, Instant.EPOCH));
        } catch (RefusedFileException e) {
            throw new SourceException("file " + file + ": " + e.getMessage(), e);
        }
        return new BareBackfill.Rows() {
            @Override
            public int next() throws SourceException {
                int count = 0;
                while (count < BATCH_ROWS) {
                    RawRow row = nextOf(rows, file);
                    if (row == null) {
                        return count == 0 ? -1 : count;
                    }
                    // decoded, with a name to each value: what a mapping is handed
                    if (row.item().origin().isEmpty()) {
                        throw new SourceException("file " + file + ": expected rows that name it");
                    }
                    count++;
                }
                return count;
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }

    private static @Nullable RawRow nextOf(RowFile rows, Path file) throws SourceException {
        try {
            return rows.next();
        } catch (RefusedFileException e) {
            throw new SourceException("file " + file + ": " + e.getMessage(), e);
        }
    }

    /** The rows of a polled table, in the pages of its first full read. */
    static BareBackfill.Rows ofTable(Mapping mapping) throws SourceException {
        Source source = mapping.source()
                .open(new SourceOpening(
                        mapping.department().code(), mapping.origins(), Optional.empty(), Duration.ofSeconds(1)));
        return new BareBackfill.Rows() {
            private boolean ended;

            @Override
            public int next() throws SourceException, InterruptedException {
                if (ended) {
                    return -1;
                }
                SourceBatch batch = source.poll(POLL);
                ended = batch.snapshot().flatMap(SourceBatch.Snapshot::endedAt).isPresent();
                return batch.items().size();
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }
}
