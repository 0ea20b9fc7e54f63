package org.huzheng.adapter.publish;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.RecordMapping;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.event.ChangeType;

/**
 * Holds what a snapshot lacks against what was published before it began, record type by record type: a table emptied by mistake, a login that may
 * not see every row or a view that changed look as if the records were gone. A snapshot that lacks more than may be gone is refused, and from then
 * on the source is in doubt, over every start, until one is not. While it is, records that snapshots in doubt brought are not counted as known: else
 * those that took the place of others would make room for their disappearance.
 */
final class Disappearances {
    private final Mapping mapping;
    private final RecordIndex index;
    private final Transactions transactions;
    private final Progress progress;
    /** What the disappearance of a record means, by record type. */
    private final Map<String, ChangeType> deleted;

    private Map<String, Long> known = Map.of();

    Disappearances(Mapping mapping, RecordIndex index, Transactions transactions, Progress progress) {
        this.mapping = mapping;
        this.index = index;
        this.transactions = transactions;
        this.progress = progress;
        this.deleted = mapping.records().stream()
                .collect(Collectors.toMap(RecordMapping::recordType, RecordMapping::deleted, (first, next) -> first));
    }

    /** Counts what there is before the first row of a snapshot is taken over; no record counts as seen yet. */
    void begin() {
        Map<String, Long> counted = count(record -> true);
        progress.doubted()
                .forEach((type, before) -> counted.computeIfPresent(type, (same, now) -> Math.min(now, before)));
        known = counted;
    }

    /** Whether there is any record that could be missing. */
    boolean isAnyKnown() {
        return !known.isEmpty();
    }

    /**
     * Judges what a snapshot that has ended did not hold.
     *
     * @param counts which of the records not seen are taken for gone
     * @throws DisappearedException if that is too much; that the source is in doubt is then committed
     */
    void require(Predicate<RecordReference> counts) {
        Map<String, Long> gone = count(counts);
        DisappearedMax max = mapping.source().disappearedMax();
        List<String> refusals = new ArrayList<>();
        gone.forEach((type, missing) -> {
            long before = known.getOrDefault(type, 0L);
            if (max.isExceededBy(missing, before)) {
                refusals.add("at most " + max.percent() + " % of the " + before + " records of " + type + " from "
                        + originsOf(type) + " to be gone, found that " + missing + " were not there");
            }
        });
        if (!refusals.isEmpty()) {
            doubt();
            throw new DisappearedException("source of department "
                    + mapping.department().code() + ": expected " + String.join("; and ", refusals)
                    + ". None of them is withdrawn, and the feed counts as incomplete. Was a table emptied, may the login no"
                    + " longer see every row, was a view changed? Mend it, and everything is read again. If they are really"
                    + " gone, raise " + DisappearedMax.SETTING + ", start the adapter, and set it back afterwards");
        }
    }

    private void doubt() {
        Progress.Entry entry = Progress.entryOfDoubt(known);
        Transmission transmission = transactions.begin();
        transmission.sendProgress(entry);
        transmission.commit();
        progress.read(entry);
    }

    /** Whether a snapshot was refused and none has been believed since. */
    boolean isDoubted() {
        return !progress.doubted().isEmpty();
    }

    /** That a snapshot is believed, to be committed with its end, where one before it was not. */
    Optional<Progress.Entry> belief() {
        return isDoubted() ? Optional.of(Progress.entryOfDoubt(Map.of())) : Optional.empty();
    }

    private String originsOf(String recordType) {
        return mapping.records().stream()
                .filter(record -> record.recordType().equals(recordType))
                .map(RecordMapping::from)
                .collect(Collectors.joining(", "));
    }

    /** How many records were not seen that are published and not withdrawn, by record type. */
    private Map<String, Long> count(Predicate<RecordReference> counts) {
        Map<String, Long> counted = new HashMap<>();
        try (UnseenRecords unseen = index.unseen()) {
            for (var next = unseen.next(); next.isPresent(); next = unseen.next()) {
                RecordReference record = next.get();
                ChangeType whenGone = deleted.get(record.recordType());
                if (whenGone != null && !unseen.version().isWithdrawnAs(whenGone) && counts.test(record)) {
                    counted.merge(record.recordType(), 1L, Long::sum);
                }
            }
        }
        return new TreeMap<>(counted);
    }
}
