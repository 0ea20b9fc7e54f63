package org.huzheng.adapter.publish;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.RecordMapping;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds records that were published before and that a snapshot no longer holds: rows deleted while nobody was following the log, between a
 * snapshot broken off and the one that replaced it, or while the log was lost. Of a record type one of whose rows did not tell its record, nothing is
 * found absent: it might be any of them.
 */
final class SnapshotWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotWatch.class);
    private static final int ABSENT_AT_ONCE = 1_000;

    private final Mapping mapping;
    private final RecordIndex index;
    private final Disappearances disappearances;
    /** How many rows did not tell their record, by record type. */
    private final Map<String, Long> untold = new HashMap<>();
    /** Deleted by rows of the batch watched last: what becomes of them is those rows' to say. */
    private final Set<RecordReference> deleted = new HashSet<>();

    private boolean watching;
    private Optional<SourceVersion> began = Optional.empty();
    private Optional<SourceVersion> completedFrom = Optional.empty();
    private @Nullable Absences absences;

    /**
     * What a snapshot that has ended did not hold.
     *
     * @param unseen records not seen in it
     * @param endedAt version as of which they no longer exist
     */
    private record Absences(UnseenRecords unseen, SourceVersion endedAt) {}

    SnapshotWatch(Mapping mapping, RecordIndex index, Disappearances disappearances) {
        this.mapping = mapping;
        this.index = index;
        this.disappearances = disappearances;
    }

    /**
     * The rows, each of which has been seen once it is asked for; all of them have if the snapshot ends with them.
     *
     * @throws DisappearedException if it ends and lacks more than may be gone
     */
    Iterable<PreparedRow> watch(Iterable<PreparedRow> rows, SourceBatch batch) {
        completedFrom = Optional.empty();
        Optional<SourceBatch.Snapshot> snapshot = batch.snapshot();
        if (snapshot.isEmpty()) {
            return rows;
        }
        if (!watching) {
            index.forgetSeen();
            disappearances.begin();
            watching = true;
        }
        began = began.or(() -> batch.items().stream()
                .flatMap(item -> item instanceof SourceRow row ? Stream.of(row.version()) : Stream.empty())
                .min(Comparator.naturalOrder()));
        Iterable<PreparedRow> watched = disappearances.isAnyKnown() ? seen(rows) : rows;
        snapshot.get().endedAt().ifPresent(this::end);
        return watched;
    }

    private List<PreparedRow> seen(Iterable<PreparedRow> rows) {
        List<PreparedRow> all = new ArrayList<>();
        List<RecordReference> found = new ArrayList<>();
        deleted.clear();
        for (PreparedRow prepared : rows) {
            all.add(prepared);
            MappedRow row = prepared.row();
            // Also what is refused is there, though not as it should be.
            if (row instanceof MappedRow.Deletion) {
                RecordReference.of(row).ifPresent(deleted::add);
            } else {
                RecordReference.of(row)
                        .ifPresentOrElse(
                                found::add, () -> untold.merge(((MappedRow.Refused) row).recordType(), 1L, Long::sum));
            }
        }
        index.see(found);
        return all;
    }

    private void end(SourceVersion endedAt) {
        completedFrom = began.or(() -> Optional.of(endedAt));
        if (disappearances.isAnyKnown()) {
            disappearances.require(record -> !deleted.contains(record), untold);
            absences = new Absences(index.unseen(), endedAt);
        }
        untold.keySet()
                .forEach(recordType -> LOG.warn(
                        "Snapshot held rows that do not tell their record: nothing is taken for gone: department={} recordType={}",
                        mapping.department().code(),
                        recordType));
        watching = false;
        began = Optional.empty();
    }

    /** The next of the records found absent, once the snapshot has ended; before that, and after the last of them, none. */
    List<MappedRow.Deletion> nextAbsent() {
        if (absences == null) {
            return List.of();
        }
        List<MappedRow.Deletion> some = new ArrayList<>();
        while (some.size() < ABSENT_AT_ONCE) {
            Optional<RecordReference> record = absences.unseen().next();
            if (record.isEmpty()) {
                break;
            }
            absence(record.get(), absences.endedAt()).ifPresent(some::add);
        }
        if (some.isEmpty()) {
            closeAbsences();
            untold.clear();
        }
        return some;
    }

    /** The first version of the snapshot that was complete with the batch last watched. */
    Optional<SourceVersion> completedFrom() {
        return completedFrom;
    }

    /** A snapshot under way is broken off: it will begin anew. */
    void forget() {
        watching = false;
        began = Optional.empty();
        untold.clear();
        closeAbsences();
    }

    private void closeAbsences() {
        if (absences != null) {
            absences.unseen().close();
            absences = null;
        }
    }

    @Override
    public void close() {
        closeAbsences();
    }

    private Optional<MappedRow.Deletion> absence(RecordReference record, SourceVersion endedAt) {
        Optional<RecordMapping> mapped = mapping.records().stream()
                .filter(each -> each.recordType().equals(record.recordType()))
                .filter(each -> !untold.containsKey(each.recordType()))
                .findFirst();
        return mapped.map(each -> new MappedRow.Deletion(
                each,
                new SourceRow(
                        each.from(), "absent from the snapshot", Operation.DELETE, endedAt, Instant.now(), Map.of()),
                record.recordId(),
                endedAt,
                Optional.empty(),
                each.deleted()));
    }
}
