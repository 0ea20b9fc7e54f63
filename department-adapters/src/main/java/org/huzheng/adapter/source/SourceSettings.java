package org.huzheng.adapter.source;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    /** How much of what was published may be missing from a snapshot of everything the source holds; asked of sources that hand one over. */
    default DisappearedMax disappearedMax() {
        return DisappearedMax.DEFAULT;
    }

    /** What is asked of the department's system: its quiet hours are about some of it. */
    enum Reads {
        /** Tables, files or services of the register. */
        REGISTER,
        /** Only the log of changes, which the server writes anyhow. */
        LOG,
        /** Nothing: the department's system sends. */
        NOTHING
    }

    /**
     * What an open source reads.
     *
     * @param position where it stands; empty at its beginning
     */
    default Reads reads(Optional<String> position) {
        return Reads.REGISTER;
    }

    /**
     * A full dump that was refused whole: nobody knows what the register holds until a later one is taken.
     *
     * @param origin table or file pattern
     * @param file its name
     * @param at when it was refused
     */
    record RefusedDump(String origin, String file, Instant at) {}

    /**
     * The dumps that were refused and in whose place none was taken yet.
     *
     * @param position where the source stands; empty at its beginning
     * @param origins tables or file patterns of the mapping
     */
    default List<RefusedDump> refusedDumps(Optional<String> position, List<String> origins) {
        return List.of();
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

    /**
     * Hands over the rows of one file in the same way, wherever it lies: one that was archived, say.
     *
     * @param rowsMax how many rows to read at most
     * @throws SourceException if this kind of source reads no files, or the mapping takes none of this name
     */
    default void sampleFile(SourceOpening opening, Path file, long rowsMax, Consumer<SourceItem> rows)
            throws SourceException {
        throw new SourceException("file " + file + ": expected a source of kind file-drop to read it, found " + kind());
    }

    /** Where rows are looked for, in words for people. */
    default String place() {
        return "a source of kind " + kind();
    }
}
