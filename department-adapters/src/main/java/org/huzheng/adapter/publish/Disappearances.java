package org.huzheng.adapter.publish;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.RecordMapping;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.catalogue.Topic;
import org.huzheng.event.ChangeType;

/**
 * Holds what a snapshot lacks against what was published before it began, record type by record type: a table emptied by mistake, a login that may
 * not see every row or a view that changed look as if the records were gone. A snapshot that lacks more than may be gone is refused, and from then
 * on the source is in doubt, over every start, until one is not. While it is, what was published for the first time since counts neither as known, else
 * those that took the place of others would make room for their disappearance, nor as missing, else a register that is mended would lack them.
 */
final class Disappearances {
    private final Mapping mapping;
    private final RecordIndex index;
    private final Transactions transactions;
    private final Progress progress;
    private final Map<Topic, Integer> partitions;
    /** What the disappearance of a record means, by record type. */
    private final Map<String, ChangeType> deleted;

    /** What there was before the snapshot under way, or before the first of those in doubt, by record type. */
    private Map<String, Progress.Doubt> before = Map.of();

    private boolean anyKnown;

    Disappearances(
            Mapping mapping,
            RecordIndex index,
            Transactions transactions,
            Progress progress,
            Map<Topic, Integer> partitions) {
        this.mapping = mapping;
        this.index = index;
        this.transactions = transactions;
        this.progress = progress;
        this.partitions = Map.copyOf(partitions);
        this.deleted = mapping.records().stream()
                .collect(Collectors.toMap(RecordMapping::recordType, RecordMapping::deleted, (first, next) -> first));
    }

    /** Counts what there is before the first row of a snapshot is taken over; no record counts as seen yet. */
    void begin() {
        Map<String, Long> published = count((record, version) -> true);
        Map<String, Long> known = isDoubted() ? count((record, version) -> !isSinceDoubt(record, version)) : published;
        before = new TreeMap<>();
        known.forEach((type, count) -> {
            Progress.Doubt doubt = progress.doubted().get(type);
            before.put(
                    type,
                    doubt == null
                            ? new Progress.Doubt(count, publishedBelow(type))
                            : new Progress.Doubt(Math.min(count, doubt.known()), doubt.publishedBelow()));
        });
        anyKnown = !published.isEmpty();
    }

    private boolean isSinceDoubt(RecordReference record, PublishedVersion version) {
        Progress.Doubt doubt = progress.doubted().get(record.recordType());
        return doubt != null && doubt.precedes(version);
    }

    private Map<Integer, Long> publishedBelow(String recordType) {
        Map<Integer, Long> offsets = new TreeMap<>();
        mapping.records().stream()
                .filter(record -> record.recordType().equals(recordType))
                .map(RecordMapping::topic)
                .distinct()
                .forEach(topic -> {
                    for (int partition = 0; partition < partitions.getOrDefault(topic, 0); partition++) {
                        offsets.put(partition, index.completeBelow(new TopicPartition(topic.name(), partition)));
                    }
                });
        return offsets;
    }

    /** Whether there is any record that could be missing. */
    boolean isAnyKnown() {
        return anyKnown;
    }

    /**
     * Judges what a snapshot that has ended did not hold. Of a record type with rows that do not tell their record nothing will be withdrawn, so that
     * it is judged only where it is in doubt; each of these rows then makes good for one record.
     *
     * @param counts which of the records not seen are taken for gone
     * @param untold how many rows did not tell their record, by record type
     * @throws DisappearedException if that is too much; that the source is in doubt is then committed
     */
    void require(Predicate<RecordReference> counts, Map<String, Long> untold) {
        Map<String, Long> gone = count((record, version) -> {
            boolean told = !untold.containsKey(record.recordType());
            // What is not withdrawn now would be missing from the next snapshot, too, when nobody doubts any more.
            boolean judged =
                    told ? !isSinceDoubt(record, version) : progress.doubted().containsKey(record.recordType());
            return judged && counts.test(record);
        });
        DisappearedMax max = mapping.source().disappearedMax();
        Map<String, String> refusals = new TreeMap<>();
        gone.forEach((type, unseen) -> {
            long missing = unseen - untold.getOrDefault(type, 0L);
            Progress.Doubt there = before.get(type);
            long known = there == null ? 0 : there.known();
            if (max.isExceededBy(missing, known)) {
                refusals.put(
                        type,
                        "at most " + max.percent() + " % of the " + known + " records of " + type + " from "
                                + originsOf(type) + " to be gone, found that " + missing + " were not there");
            }
        });
        if (!refusals.isEmpty()) {
            doubt(refusals.keySet());
            throw new DisappearedException("source of department "
                    + mapping.department().code() + ": expected " + String.join("; and ", refusals.values())
                    + ". None of them is withdrawn, and the feed counts as incomplete. Was a table emptied, may the login no"
                    + " longer see every row, was a view changed? Mend it, and everything is read again. If they are really"
                    + " gone, raise " + DisappearedMax.SETTING + ", start the adapter, and set it back afterwards");
        }
    }

    /** What was in doubt stays so: nothing of this snapshot is believed. */
    private void doubt(Set<String> recordTypes) {
        Map<String, Progress.Doubt> doubted = new TreeMap<>(before);
        doubted.keySet().retainAll(recordTypes);
        doubted.putAll(progress.doubted());
        Progress.Entry entry = Progress.entryOfDoubt(doubted);
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
    private Map<String, Long> count(BiPredicate<RecordReference, PublishedVersion> counts) {
        Map<String, Long> counted = new TreeMap<>();
        try (UnseenRecords unseen = index.unseen()) {
            for (var next = unseen.next(); next.isPresent(); next = unseen.next()) {
                RecordReference record = next.get();
                ChangeType whenGone = deleted.get(record.recordType());
                PublishedVersion version = unseen.version();
                if (whenGone != null && !version.isWithdrawnAs(whenGone) && counts.test(record, version)) {
                    counted.merge(record.recordType(), 1L, Long::sum);
                }
            }
        }
        return counted;
    }
}
