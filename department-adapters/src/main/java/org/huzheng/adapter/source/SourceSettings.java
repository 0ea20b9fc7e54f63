package org.huzheng.adapter.source;

import java.util.function.Consumer;

/** Settings of one kind of source, as the mapping file's {@code source} states them; opens the source. */
public interface SourceSettings {
    /** The kind's name in the mapping file. */
    String kind();

    /**
     * Whether rows carry a version by their position. Rows of a source that has no positions need one of their own: every record mapping must
     * then state a {@code version}.
     */
    default boolean hasPositions() {
        return true;
    }

    /**
     * Opens the source at the stored position, or at its beginning.
     *
     * @throws SourceException if it cannot be reached or is not set up as needed; the message says how to set it up
     */
    Source open(SourceOpening opening) throws SourceException;

    /**
     * Hands over rows as they stand now, leaving no trace at the source: for a dry run of the mapping. A file that is refused as a whole is handed
     * over as one row that cannot be read.
     *
     * @param rowsPerOriginMax how many rows of each table or file to read at most
     */
    void sample(SourceOpening opening, long rowsPerOriginMax, Consumer<SourceItem> rows) throws SourceException;
}
