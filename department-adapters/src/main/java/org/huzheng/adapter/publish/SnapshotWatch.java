package org.huzheng.adapter.publish;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.RecordMapping;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.jspecify.annotations.Nullable;

/**
 * Finds records that were published before and that a snapshot no longer holds: rows deleted while nobody was following the log, between a
 * snapshot broken off and the one that replaced it, or while the log was lost.
 */
final class SnapshotWatch implements AutoCloseable {
    private static final int ABSENT_AT_ONCE = 1_000;

    private final Mapping mapping;
    private final RecordIndex index;
    private boolean watching;
    private boolean anythingBefore;
    private @Nullable Absences absences;

    /**
     * What a snapshot that has ended did not hold.
     *
     * @param unseen records not seen in it
     * @param endedAt version as of which they no longer exist
     */
    private record Absences(UnseenRecords unseen, SourceVersion endedAt) {}

    SnapshotWatch(Mapping mapping, RecordIndex index) {
        this.mapping = mapping;
        this.index = index;
    }

    /** The rows, each of which has been seen once it is asked for; all of them have if the snapshot ends with them. */
    Iterable<PreparedRow> watch(Iterable<PreparedRow> rows, Optional<SourceBatch.Snapshot> snapshot) {
        if (snapshot.isEmpty()) {
            return rows;
        }
        if (!watching) {
            index.forgetSeen();
            anythingBefore = index.hasRecords();
            watching = true;
        }
        if (!anythingBefore) {
            watching = snapshot.get().endedAt().isEmpty();
            return rows;
        }
        List<PreparedRow> all = new ArrayList<>();
        rows.forEach(all::add);
        index.see(all.stream().flatMap(row -> seenIn(row.row()).stream()).toList());
        snapshot.get().endedAt().ifPresent(endedAt -> {
            watching = false;
            absences = new Absences(index.unseen(), endedAt);
        });
        return all;
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
            close();
        }
        return some;
    }

    @Override
    public void close() {
        if (absences != null) {
            absences.unseen().close();
            absences = null;
        }
    }

    /** Also what is refused is there, though not as it should be. */
    private static Optional<RecordReference> seenIn(MappedRow row) {
        return row instanceof MappedRow.Deletion ? Optional.empty() : RecordReference.of(row);
    }

    private Optional<MappedRow.Deletion> absence(RecordReference record, SourceVersion endedAt) {
        Optional<RecordMapping> mapped = mapping.records().stream()
                .filter(each -> each.recordType().equals(record.recordType()))
                .findFirst();
        return mapped.map(each -> new MappedRow.Deletion(
                each,
                new SourceRow(
                        each.from(), "absent from the snapshot", Operation.DELETE, endedAt, Instant.now(), Map.of()),
                record.recordId(),
                endedAt,
                each.deleted()));
    }
}
