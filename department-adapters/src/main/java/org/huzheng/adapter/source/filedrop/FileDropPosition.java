package org.huzheng.adapter.source.filedrop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
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
 * @param taken that file as it was taken
 * @param reached how far it is stored
 * @param dumps for each file pattern the full dump stored last
 * @param completeThrough for each file pattern up to when the files stored say what happened, ISO 8601
 * @param storedDumps for each file pattern the full dumps stored, the last one last; so many as are kept
 */
record FileDropPosition(
        int sequence,
        Taken taken,
        Reached reached,
        Map<String, Dump> dumps,
        Map<String, String> completeThrough,
        Map<String, List<StoredDump>> storedDumps) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STORED_DUMPS = "storedDumps";

    /** A quarter of a year of one every night; each is told again with every batch that is stored. */
    private static final int STORED_DUMPS_KEPT = 100;

    /**
     * A file as it was taken.
     *
     * @param file its name
     * @param digest SHA-256 of its bytes, hex: a file of the same name and other content is another file. Empty once it was given up: if it comes
     *     back it is read from its beginning
     * @param at when it was taken, ISO 8601
     * @param rows rows in it
     * @param deletions deletions that follow from it
     * @param mapping digest of the mapping it was taken with: by another one the same file says something else
     */
    record Taken(String file, String digest, String at, long rows, long deletions, String mapping) {
        Taken {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(digest, "digest");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(mapping, "mapping");
        }

        private Taken givenUp() {
            return new Taken(file, "", at, rows, deletions, mapping);
        }
    }

    /**
     * How far a file is stored.
     *
     * @param rows how many of its rows, and of the deletions that follow from it, are
     * @param finished whether all are, or no more will be
     * @param tally what became of them, but for the batch that was stored with this position
     */
    record Reached(long rows, boolean finished, RowTally tally) {
        Reached {
            Objects.requireNonNull(tally, "tally");
        }
    }

    /**
     * A full dump.
     *
     * @param sequence its number
     * @param file its name
     */
    record Dump(int sequence, String file) {}

    /**
     * A full dump of which every row is stored.
     *
     * @param sequence its number
     * @param digest the beginning of its SHA-256, enough to tell a hundred files apart
     * @param stated up to when its manifest said that it holds what happened, ISO 8601; null if none said so
     */
    record StoredDump(int sequence, String digest, @Nullable String stated) {
        private static final int DIGITS = 16;

        private static StoredDump of(int sequence, String sha256, Optional<Instant> stated) {
            return new StoredDump(
                    sequence,
                    sha256.substring(0, DIGITS),
                    stated.map(Instant::toString).orElse(null));
        }

        private boolean isOf(String sha256) {
            return sha256.startsWith(digest);
        }
    }

    FileDropPosition {
        Objects.requireNonNull(taken, "taken");
        Objects.requireNonNull(reached, "reached");
        dumps = Map.copyOf(dumps);
        completeThrough = Map.copyOf(completeThrough);
        storedDumps = Map.copyOf(storedDumps);
    }

    static FileDropPosition beginning() {
        return new FileDropPosition(
                0,
                new Taken("", "", "", 0, 0, ""),
                new Reached(0, true, RowTally.none()),
                Map.of(),
                Map.of(),
                Map.of());
    }

    static FileDropPosition read(String text) throws SourceException {
        try {
            JsonNode position = JSON.readTree(text);
            if (position instanceof ObjectNode earlier && !earlier.has(STORED_DUMPS)) {
                // Stored before they were kept.
                earlier.putObject(STORED_DUMPS);
            }
            return JSON.treeToValue(position, FileDropPosition.class);
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
        return reached.finished() && isOf(name, content) && taken.mapping().equals(takenWith);
    }

    boolean isOf(String name, String content) {
        return taken.file().equals(name) && taken.digest().equals(content);
    }

    /** Before the first row of the next file. */
    FileDropPosition taking(Taken next) {
        return new FileDropPosition(
                sequence + 1, next, new Reached(0, false, RowTally.none()), dumps, completeThrough, storedDumps);
    }

    FileDropPosition after(long moreRows, boolean last) {
        return reaching(new Reached(reached.rows() + moreRows, last, reached.tally()));
    }

    FileDropPosition with(RowTally newTally) {
        return reaching(new Reached(reached.rows(), reached.finished(), newTally));
    }

    private FileDropPosition reaching(Reached newlyReached) {
        return new FileDropPosition(sequence, taken, newlyReached, dumps, completeThrough, storedDumps);
    }

    /** The file is given up: the rest of it is not read. */
    FileDropPosition givenUp() {
        return new FileDropPosition(
                sequence,
                taken.givenUp(),
                new Reached(reached.rows(), true, reached.tally()),
                dumps,
                completeThrough,
                storedDumps);
    }

    /** The next full dump is compared with the one taken last, whether or not all of it is stored. */
    FileDropPosition withDump(String pattern) {
        Map<String, Dump> newDumps = new HashMap<>(dumps);
        newDumps.put(pattern, new Dump(sequence, taken.file()));
        return new FileDropPosition(sequence, taken, reached, newDumps, completeThrough, storedDumps);
    }

    /**
     * The same once all of it is stored: what says the same as an older one is an older one from now on.
     *
     * @param stated up to when its manifest says that it holds what happened
     */
    FileDropPosition withStoredDump(String pattern, Optional<Instant> stated) {
        List<StoredDump> stored = new ArrayList<>(storedDumpsOf(pattern));
        stored.removeIf(dump -> dump.isOf(taken.digest()));
        stored.add(StoredDump.of(sequence, taken.digest(), stated));
        Map<String, List<StoredDump>> newStored = new HashMap<>(storedDumps);
        newStored.put(
                pattern, List.copyOf(stored.subList(Math.max(0, stored.size() - STORED_DUMPS_KEPT), stored.size())));
        return new FileDropPosition(sequence, taken, reached, dumps, completeThrough, newStored).withDump(pattern);
    }

    private List<StoredDump> storedDumpsOf(String pattern) {
        return storedDumps.getOrDefault(pattern, List.of());
    }

    /** The full dump of this content that was stored, unless it is the last one stored, and as far back as is kept. */
    Optional<StoredDump> dumpBeforeTheLast(String pattern, String content) {
        List<StoredDump> stored = storedDumpsOf(pattern);
        return stored.stream()
                .limit(Math.max(0, stored.size() - 1))
                .filter(dump -> dump.isOf(content))
                .findFirst();
    }

    /** The latest time that a manifest of the full dumps stored stated. */
    Optional<Instant> statedThrough(String pattern) {
        return storedDumpsOf(pattern).stream()
                .flatMap(dump -> Optional.ofNullable(dump.stated()).stream())
                .map(Instant::parse)
                .max(Comparator.naturalOrder());
    }

    /** Whether the full dump stored last was of this content. */
    boolean isLastDump(String pattern, String content) {
        List<StoredDump> stored = storedDumpsOf(pattern);
        return !stored.isEmpty() && stored.get(stored.size() - 1).isOf(content);
    }

    /** Once all of a file is stored that says what happened up to this time: what was known before stays known. */
    FileDropPosition completed(String pattern, Instant through) {
        Map<String, String> newThrough = new HashMap<>(completeThrough);
        newThrough.merge(
                pattern,
                through.toString(),
                (one, other) -> Instant.parse(one).isAfter(Instant.parse(other)) ? one : other);
        return new FileDropPosition(sequence, taken, reached, dumps, newThrough, storedDumps);
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
