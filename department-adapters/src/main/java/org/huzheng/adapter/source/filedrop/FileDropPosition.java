package org.huzheng.adapter.source.filedrop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.huzheng.adapter.source.RowTally;
import org.huzheng.adapter.source.SourceException;
import org.jspecify.annotations.Nullable;

/**
 * How far the drop directory is read.
 *
 * @param sequence number of the file taken last, from 1; 0 before the first
 * @param file its name
 * @param digest SHA-256 of its bytes, hex: a file of the same name and other content is another file. Empty once the file was given up: if it comes
 *     back it is read from its beginning
 * @param rows how many of its rows, and of the deletions that follow from it, are stored
 * @param finished whether all are
 * @param takenAt when it was taken, ISO 8601
 * @param fileRows rows in the file, as far as they are counted
 * @param deletions deletions that follow from it
 * @param tally what became of what is stored, but for the batch that was stored with this position
 * @param dumps for each file pattern the full dump stored last
 * @param completeThrough for each file pattern up to when the files stored say what happened, ISO 8601
 * @param mapping digest of the mapping it was taken with: by another one the same file says something else
 */
record FileDropPosition(
        int sequence,
        String file,
        String digest,
        long rows,
        boolean finished,
        String takenAt,
        long fileRows,
        long deletions,
        RowTally tally,
        Map<String, Dump> dumps,
        Map<String, String> completeThrough,
        String mapping) {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /**
     * A full dump.
     *
     * @param sequence its number
     * @param file its name
     */
    record Dump(int sequence, String file) {}

    FileDropPosition(
            int sequence,
            String file,
            String digest,
            long rows,
            boolean finished,
            @Nullable String takenAt,
            long fileRows,
            long deletions,
            @Nullable RowTally tally,
            @Nullable Map<String, Dump> dumps,
            @Nullable Map<String, String> completeThrough,
            @Nullable String mapping) {
        this.sequence = sequence;
        this.file = Objects.requireNonNull(file, "file");
        this.digest = Objects.requireNonNull(digest, "digest");
        this.rows = rows;
        this.finished = finished;
        // Positions that were stored before there were receipts have none of these.
        this.takenAt = takenAt == null ? "" : takenAt;
        this.fileRows = fileRows;
        this.deletions = deletions;
        this.tally = tally == null ? RowTally.none() : tally;
        this.dumps = dumps == null ? Map.of() : Map.copyOf(dumps);
        this.completeThrough = completeThrough == null ? Map.of() : Map.copyOf(completeThrough);
        this.mapping = mapping == null ? "" : mapping;
    }

    static FileDropPosition beginning() {
        return new FileDropPosition(0, "", "", 0, true, "", 0, 0, RowTally.none(), Map.of(), Map.of(), "");
    }

    static FileDropPosition read(String text) throws SourceException {
        try {
            return JSON.readValue(text, FileDropPosition.class);
        } catch (JsonProcessingException | NullPointerException e) {
            throw new SourceException("stored position of the file drop: expected a JSON object of one", e);
        }
    }

    String write() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("position of the file drop: expected to be JSON", e);
        }
    }

    /** Whether all that a file of this name and content says by this mapping is stored. */
    boolean hasSettled(String name, String content, String takenWith) {
        return finished && isOf(name, content) && mapping.equals(takenWith);
    }

    boolean isOf(String name, String content) {
        return file.equals(name) && digest.equals(content);
    }

    /** Before the first row of the next file. */
    FileDropPosition taking(
            String name, String content, String at, FileInspection.Inspected inspected, String takenWith) {
        return new FileDropPosition(
                sequence + 1,
                name,
                content,
                0,
                false,
                at,
                inspected.rows(),
                inspected.deletions(),
                RowTally.none(),
                dumps,
                completeThrough,
                takenWith);
    }

    FileDropPosition after(long moreRows, boolean last) {
        return new FileDropPosition(
                sequence,
                file,
                digest,
                rows + moreRows,
                last,
                takenAt,
                Math.max(fileRows, rows + moreRows - deletions),
                deletions,
                tally,
                dumps,
                completeThrough,
                mapping);
    }

    FileDropPosition with(RowTally newTally) {
        return new FileDropPosition(
                sequence,
                file,
                digest,
                rows,
                finished,
                takenAt,
                fileRows,
                deletions,
                newTally,
                dumps,
                completeThrough,
                mapping);
    }

    FileDropPosition withDump(String pattern) {
        Map<String, Dump> newDumps = new HashMap<>(dumps);
        newDumps.put(pattern, new Dump(sequence, file));
        return new FileDropPosition(
                sequence,
                file,
                digest,
                rows,
                finished,
                takenAt,
                fileRows,
                deletions,
                tally,
                newDumps,
                completeThrough,
                mapping);
    }

    /** The file is given up: the rest of it is not read. */
    FileDropPosition givenUp() {
        return new FileDropPosition(
                sequence, file, "", rows, true, takenAt, fileRows, deletions, tally, dumps, completeThrough, mapping);
    }

    /** Once all of a file is stored that says what happened up to this time: what was known before stays known. */
    FileDropPosition completed(String pattern, Instant through) {
        Map<String, String> newThrough = new HashMap<>(completeThrough);
        newThrough.merge(
                pattern,
                through.toString(),
                (one, other) -> Instant.parse(one).isAfter(Instant.parse(other)) ? one : other);
        return new FileDropPosition(
                sequence,
                file,
                digest,
                rows,
                finished,
                takenAt,
                fileRows,
                deletions,
                tally,
                dumps,
                newThrough,
                mapping);
    }

    /** Up to when the files of all these patterns say what happened; empty as long as one of them never came. */
    Optional<Instant> completeThrough(List<String> patterns) {
        return completeThrough.keySet().containsAll(patterns)
                ? completeThrough.entrySet().stream()
                        .filter(known -> patterns.contains(known.getKey()))
                        .map(known -> Instant.parse(known.getValue()))
                        .min(Comparator.naturalOrder())
                : Optional.empty();
    }

    Optional<Dump> lastDump(String pattern) {
        return Optional.ofNullable(dumps.get(pattern));
    }
}
