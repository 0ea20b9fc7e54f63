package org.huzheng.adapter.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.source.RowTally;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;

/**
 * Rows that are looked at and not published: of what the source holds, or of one file wherever it lies.
 *
 * @param markInterval the adapter's
 * @param file the file; empty for what the source holds
 */
record Sample(Mapping mapping, Duration markInterval, Optional<Path> file) {
    /** Reads as many rows of each table or file pattern at most. */
    void read(long rowsPerOriginMax, Consumer<SourceItem> rows) throws SourceException {
        SourceOpening opening = new SourceOpening(
                mapping.department().code(),
                mapping.origins(),
                Optional.empty(),
                markInterval,
                RowTally.none(),
                mapping.mapped(""));
        if (file.isPresent()) {
            mapping.source().sampleFile(opening, file.get(), rowsPerOriginMax, rows);
        } else {
            mapping.source().sample(opening, rowsPerOriginMax, rows);
        }
    }

    /** Where they were looked for. */
    String place() {
        return file.map(given -> "file " + given).orElseGet(mapping.source()::place);
    }
}
