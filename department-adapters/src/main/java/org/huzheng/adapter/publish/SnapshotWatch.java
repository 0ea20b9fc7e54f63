package org.huzheng.adapter.publish;

import java.time.Instant;
import java.util.Comparator;
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

/**
 * Finds records that were published before and that a snapshot no longer holds: rows deleted while nobody was following the log, between a
 * snapshot broken off and the one that replaced it, or while the log was lost.
 */
final class SnapshotWatch {
    private final Mapping mapping;
    private final Progress progress;
    private @Nullable Set<RecordReference> unseen;
    private Optional<SourceVersion> began = Optional.empty();
    private Optional<SourceVersion> completedFrom = Optional.empty();

    SnapshotWatch(Mapping mapping, Progress progress) {
        this.mapping = mapping;
        this.progress = progress;
    }

    /** The records found absent, once the snapshot has ended; before that, and without a snapshot, none. */
    List<MappedRow.Deletion> watch(List<MappedRow> rows, SourceBatch batch) {
        completedFrom = Optional.empty();
        Optional<SourceBatch.Snapshot> snapshot = batch.snapshot();
        if (snapshot.isEmpty()) {
            return List.of();
        }
        began = began.or(() -> batch.items().stream()
                .flatMap(item -> item instanceof SourceRow row ? Stream.of(row.version()) : Stream.empty())
                .min(Comparator.naturalOrder()));
        Set<RecordReference> left = unseen == null ? progress.records() : unseen;
        unseen = left;
        rows.forEach(row -> referenceOf(row).ifPresent(left::remove));
        Optional<SourceVersion> ended = snapshot.get().endedAt();
        if (ended.isEmpty()) {
            return List.of();
        }
        completedFrom = began.or(() -> ended);
        forget();
        return left.stream()
                .flatMap(record -> absence(record, ended.get()).stream())
                .toList();
    }

    /** The first version of the snapshot that was complete with the batch last watched. */
    Optional<SourceVersion> completedFrom() {
        return completedFrom;
    }

    /** A snapshot under way is broken off: it will begin anew. */
    void forget() {
        unseen = null;
        began = Optional.empty();
    }

    private static Optional<RecordReference> referenceOf(MappedRow row) {
        if (row instanceof MappedRow.Version version) {
            return Optional.of(new RecordReference(version.mapping().recordType(), version.recordId()));
        }
        if (row instanceof MappedRow.Refused refused) {
            // It is there, though not as it should be.
            return refused.recordId().map(id -> new RecordReference(refused.recordType(), id));
        }
        return Optional.empty();
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
