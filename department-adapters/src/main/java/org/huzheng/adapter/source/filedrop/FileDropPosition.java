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

// Over 300 lines: what is stored and every step of it stand together, as they lie in the exchange.
/**
 * How far the drop directory is read.
 *
 * @param sequence number of the file taken last, from 1; 0 before the first
 * @param taken that file as it was taken
 * @param reached how far it is stored
 * @param dumps for each file pattern the full dump stored last
 * @param completeThrough for each file pattern up to when the files stored say what happened, ISO 8601
 * @param storedDumps for each file pattern the full dumps stored, the last one last; so many as are kept
 * @param refusedDumps for each file pattern the full dump refused last, while none that came later is stored
 */
record FileDropPosition(
        int sequence,
        Taken taken,
        Reached reached,
        Map<String, Dump> dumps,
        Map<String, String> completeThrough,
        Map<String, List<StoredDump>> storedDumps,
        Map<String, RefusedDump> refusedDumps) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STORED_DUMPS = "storedDumps";
    private static final String REFUSED_DUMPS = "refusedDumps";

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
     * @param heldBack why none follow though records are missing; null if none are
     * @param mapping digest of the mapping it was taken with: by another one the same file says something else
     */
    record Taken(
            String file,
            String digest,
            String at,
            long rows,
            long deletions,
            @Nullable HeldBack heldBack,
            String mapping) {
        Taken {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(digest, "digest");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(mapping, "mapping");
        }

        private Taken givenUp() {
            return new Taken(file, "", at, rows, deletions, heldBack, mapping);
        }
    }

    /**
     * Deletions that a full dump does not tell.
     *
     * @param records how many records are missing
     * @param rowsWithoutId how many of its rows do not tell their record: the missing ones may be theirs
     */
    record HeldBack(long records, long rowsWithoutId) {}

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

    /**
     * A full dump that was refused whole.
     *
     * @param file its name
     * @param at when it was refused, ISO 8601
     */
    record RefusedDump(String file, String at) {}

    FileDropPosition {
        Objects.requireNonNull(taken, "taken");
        Objects.requireNonNull(reached, "reached");
        dumps = Map.copyOf(dumps);
        completeThrough = Map.copyOf(completeThrough);
        storedDumps = Map.copyOf(storedDumps);
        refusedDumps = Map.copyOf(refusedDumps);
    }

    static FileDropPosition beginning() {
        return new FileDropPosition(
                0,
                new Taken("", "", "", 0, 0, null, ""),
                new Reached(0, true, RowTally.none()),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }

    static FileDropPosition read(String text) throws SourceException {
        try {
            JsonNode position = JSON.readTree(text);
            if (position instanceof ObjectNode stored) {
                // Stored before they were kept.
                for (String later : List.of(STORED_DUMPS, REFUSED_DUMPS)) {
                    if (!stored.has(later)) {
                        stored.putObject(later);
                    }
                }
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
                sequence + 1,
                next,
                new Reached(0, false, RowTally.none()),
                dumps,
                completeThrough,
                storedDumps,
                refusedDumps);
    }

    FileDropPosition after(long moreRows, boolean last) {
        return reaching(new Reached(reached.rows() + moreRows, last, reached.tally()));
    }

    FileDropPosition with(RowTally newTally) {
        return reaching(new Reached(reached.rows(), reached.finished(), newTally));
    }

    private FileDropPosition reaching(Reached newlyReached) {
        return new FileDropPosition(sequence, taken, newlyReached, dumps, completeThrough, storedDumps, refusedDumps);
    }

    /** The file is given up: the rest of it is not read. */
    FileDropPosition givenUp() {
        return new FileDropPosition(
                sequence,
                taken.givenUp(),
                new Reached(reached.rows(), true, reached.tally()),
                dumps,
                completeThrough,
                storedDumps,
                refusedDumps);
    }

    /** The next full dump is compared with the one taken last, whether or not all of it is stored. */
    FileDropPosition withDump(String pattern) {
        Map<String, Dump> newDumps = new HashMap<>(dumps);
        newDumps.put(pattern, new Dump(sequence, taken.file()));
        return new FileDropPosition(sequence, taken, reached, newDumps, completeThrough, storedDumps, refusedDumps);
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
        return new FileDropPosition(sequence, taken, reached, dumps, completeThrough, newStored, refusedDumps)
                .withoutRefusedDump(pattern)
                .withDump(pattern);
    }

    /** A full dump was refused: what the register holds now is not known until a later one is stored. */
    FileDropPosition withRefusedDump(String pattern, String file, Instant at) {
        Map<String, RefusedDump> newRefused = new HashMap<>(refusedDumps);
        newRefused.put(pattern, new RefusedDump(file, at.toString()));
        return refusing(newRefused);
    }

    /** What the register holds is known again. */
    FileDropPosition withoutRefusedDump(String pattern) {
        Map<String, RefusedDump> newRefused = new HashMap<>(refusedDumps);
        newRefused.remove(pattern);
        return refusing(newRefused);
    }

    private FileDropPosition refusing(Map<String, RefusedDump> newRefused) {
        return new FileDropPosition(sequence, taken, reached, dumps, completeThrough, storedDumps, newRefused);
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
        return new FileDropPosition(sequence, taken, reached, dumps, newThrough, storedDumps, refusedDumps);
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
