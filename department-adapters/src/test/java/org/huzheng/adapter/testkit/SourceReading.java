package org.huzheng.adapter.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.RowTally;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.UnreadableRow;

/**
 * Reads a source the way the runtime does: polls, keeps the position of what is committed, opens anew from it. Knows what it was handed over
 * over all openings.
 */
public final class SourceReading implements AutoCloseable {
    /** How long anything may take before the test fails. */
    public static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration MARK_INTERVAL = Duration.ofMillis(200);

    private final SourceSystem system;
    private Optional<String> position = Optional.empty();
    private Source source;
    private final List<SourceItem> items = new ArrayList<>();
    private final Map<String, SourceRow> last = new LinkedHashMap<>();
    private final Map<String, Operation> removed = new LinkedHashMap<>();
    private final Map<String, RegisterRow> inSnapshot = new LinkedHashMap<>();
    private final List<String> contradictions = new ArrayList<>();
    private Optional<Instant> committedBefore = Optional.empty();
    private int fresh;

    private SourceReading(SourceSystem system, Source source) {
        this.system = system;
        this.source = source;
    }

    /** Opens the source at its beginning. */
    public static SourceReading begin(SourceSystem system) throws SourceException {
        return new SourceReading(system, system.settings().open(opening(system, Optional.empty())));
    }

    /** Puts rows into the system, opens the source at its beginning and reads all that is there. */
    public static SourceReading of(SourceSystem system, RegisterRow... rows) throws Exception {
        system.put(rows);
        SourceReading reading = begin(system);
        reading.readUntilHolds(rows);
        reading.readUntilNow();
        return reading;
    }

    /** How a source of this system is opened at a position. */
    public static SourceOpening opening(SourceSystem system, Optional<String> position) {
        return opening(system, position, false);
    }

    private static SourceOpening opening(SourceSystem system, Optional<String> position, boolean doubted) {
        Map<String, List<String>> ids =
                system.origins().stream().collect(Collectors.toMap(origin -> origin, origin -> List.of("id")));
        SourceOpening.Mapped mapped = new SourceOpening.Mapped("contract", ids, Map.of(), "contract");
        return new SourceOpening(
                "contract",
                system.origins(),
                position,
                MARK_INTERVAL,
                RowTally.none(),
                mapped,
                doubted,
                InstantSource.system());
    }

    /** Closes the source and opens it at the position stored last, as after a crash. */
    public void reopen() throws SourceException {
        reopen(false);
    }

    /** The same while what the source held is not believed. */
    public void reopenInDoubt() throws SourceException {
        reopen(true);
    }

    private void reopen(boolean doubted) throws SourceException {
        source.close();
        inSnapshot.clear();
        source = system.settings().open(opening(system, position, doubted));
    }

    /** The next batch, not committed and not counted. */
    public SourceBatch poll() throws SourceException, InterruptedException {
        return source.poll(POLL);
    }

    /** Counts a batch as published, stores its position and tells the source. */
    public void commit(SourceBatch batch) throws SourceException {
        batch.items().forEach(this::take);
        if (batch.snapshot().isPresent()) {
            batch.items().stream()
                    .filter(SourceRow.class::isInstance)
                    .map(item -> RegisterRow.of((SourceRow) item))
                    .forEach(row -> inSnapshot.put(row.id(), row));
            if (batch.snapshot().get().endedAt().isPresent()) {
                last.keySet().stream()
                        .filter(id -> !inSnapshot.containsKey(id))
                        .forEach(id -> removed.put(id, Operation.DELETE));
                inSnapshot.clear();
            }
        }
        position = batch.position().or(() -> position);
        committedBefore = batch.committedBefore().or(() -> committedBefore);
        source.committed(
                batch, batch.items().stream().map(SourceReading::outcomeOf).toList());
    }

    private static RowOutcome outcomeOf(SourceItem item) {
        return item instanceof UnreadableRow unreadable
                ? new RowOutcome.Quarantined(unreadable.rejection())
                : new RowOutcome.Published();
    }

    /** Polls and commits until something holds; a test fails that waits in vain. */
    public void readUntil(String what, BooleanSupplier holds) throws SourceException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("waited " + PATIENCE + " for " + what + "; handed over so far: " + items
                        + ", up to " + committedBefore);
            }
            commit(poll());
        }
    }

    /** Polls and commits until these rows are what the source handed over last of each. */
    public void readUntilHolds(RegisterRow... rows) throws SourceException, InterruptedException {
        readUntil("rows of ids " + List.of(rows).stream().map(RegisterRow::id).toList(), () -> List.of(rows).stream()
                .allMatch(row -> row.equals(lastOf(row.id()).orElse(null))));
    }

    /** Polls and commits until the source says that everything committed before now is handed over. */
    public void readUntilNow() throws SourceException, InterruptedException {
        Instant now = Instant.now();
        readUntil(
                "the word that everything before now is handed over",
                () -> committedBefore.filter(time -> !time.isBefore(now)).isPresent());
    }

    private void take(SourceItem item) {
        items.add(item);
        if (!(item instanceof SourceRow row)) {
            return;
        }
        if (row.operation() == Operation.DELETE) {
            removed.put(String.valueOf(row.values().get("id")), Operation.DELETE);
            return;
        }
        String id = RegisterRow.of(row).id();
        removed.remove(id);
        SourceRow known = last.get(id);
        boolean sameContent = known != null && RegisterRow.of(known).equals(RegisterRow.of(row));
        if (known != null && system.versionOf(row).compareTo(system.versionOf(known)) <= 0) {
            // Read twice: the exchange would take it for the version it knows.
            if (system.versionOf(row).equals(system.versionOf(known)) && !sameContent) {
                contradictions.add(row + " has another content than before under the same version");
            }
            return;
        }
        if (!sameContent) {
            fresh++;
        }
        last.put(id, row);
    }

    /** What was handed over last of a record. */
    public Optional<RegisterRow> lastOf(String id) {
        return Optional.ofNullable(last.get(id)).map(RegisterRow::of);
    }

    /** The version handed over last of a record, as its row. */
    public Optional<SourceRow> lastRowOf(String id) {
        return Optional.ofNullable(last.get(id));
    }

    /** Whether the source said last of a record that it was removed. */
    public boolean saysRemoved(String id) {
        return removed.containsKey(id);
    }

    /** How many versions the exchange would have published: handed over with a higher version and another content. */
    public int versionsPublished() {
        return fresh;
    }

    /** Everything handed over and committed, in order. */
    public List<SourceItem> items() {
        return List.copyOf(items);
    }

    /** The rows that could not be read. */
    public List<UnreadableRow> unreadable() {
        return items.stream()
                .filter(UnreadableRow.class::isInstance)
                .map(UnreadableRow.class::cast)
                .toList();
    }

    /** Rows that contradict one another; always to be empty. */
    public List<String> contradictions() {
        return List.copyOf(contradictions);
    }

    /** Up to when the source said last that everything is handed over. */
    public Optional<Instant> committedBefore() {
        return committedBefore;
    }

    @Override
    public void close() {
        source.close();
    }
}
