package org.huzheng.dossier;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.huzheng.event.ChangeType;
import org.jspecify.annotations.Nullable;

/**
 * Every version of one record, oldest first. Built the same from any order of events and from any number of duplicates.
 *
 * @param recordType full name of the record's schema
 * @param recordId the department's identifier of the record
 * @param versions distinct versions; two with one version number and different bytes are both kept
 */
public record RecordHistory(String recordType, String recordId, List<RecordEvent> versions) {
    public RecordHistory {
        versions = List.copyOf(versions);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("record " + recordType + ": expected at least one version, found none");
        }
    }

    static RecordHistory of(String recordType, String recordId, Collection<RecordEvent> events) {
        TreeSet<RecordEvent> ordered = new TreeSet<>(RecordEvent.BY_VERSION);
        ordered.addAll(events);
        List<RecordEvent> distinct = new ArrayList<>();
        for (RecordEvent event : ordered) {
            if (distinct.stream().noneMatch(event::repeats)) {
                distinct.add(event);
            }
        }
        return new RecordHistory(recordType, recordId, distinct);
    }

    /** What the record says now. */
    public RecordState state() {
        RecordEvent last = versions.get(versions.size() - 1);
        List<RecordEvent> newest =
                versions.stream().filter(last::isSameVersionAs).toList();
        if (newest.size() > 1) {
            return new RecordState.Contradictory(newest);
        }
        return switch (last.header().getChangeType()) {
            case CORRECTED -> isCorrectedEnd(last) ? new RecordState.Ended(last) : new RecordState.InForce(last);
            case CREATED, REINSTATED -> new RecordState.InForce(last);
            case ENDED -> new RecordState.Ended(last);
            case ANNULLED -> new RecordState.Annulled(last);
            case UNKNOWN ->
                throw new IllegalStateException("event " + last.header().getEventId()
                        + ": expected a known change type, found UNKNOWN, which is refused before it is folded");
        };
    }

    /** Whether a version ends the record, or corrects an end and still names a last day. */
    public boolean isEnd(RecordEvent version) {
        return switch (version.header().getChangeType()) {
            case ENDED -> true;
            case CORRECTED -> isCorrectedEnd(version);
            case CREATED, REINSTATED, ANNULLED, UNKNOWN -> false;
        };
    }

    private boolean isCorrectedEnd(RecordEvent correction) {
        if (correction.validTo() == null) {
            return false;
        }
        for (int i = versions.indexOf(correction); i >= 0; i--) {
            ChangeType change = versions.get(i).header().getChangeType();
            if (change != ChangeType.CORRECTED) {
                return change == ChangeType.ENDED;
            }
        }
        return false;
    }

    /**
     * Versions that were once true and no longer are, oldest first: a later version begins later in the world. What a later version
     * corrects or annuls was never true and is not among them.
     */
    public List<RecordEvent> former() {
        List<RecordEvent> former = new ArrayList<>();
        for (int i = 0; i < versions.size() - 1; i++) {
            RecordEvent version = versions.get(i);
            if (standsAtItsTime(version) && isSucceededBy(version, versions.subList(i + 1, versions.size()))) {
                former.add(version);
            }
        }
        return List.copyOf(former);
    }

    /**
     * Last day on which a version was so: what it says itself, else the day before the next one that stands begins; null while it lasts or when the
     * register does not say.
     */
    public @Nullable LocalDate lastDayOf(RecordEvent version) {
        if (version.validTo() != null) {
            return version.validTo();
        }
        for (RecordEvent next : versions.subList(versions.indexOf(version) + 1, versions.size())) {
            LocalDate nextFrom = next.validFrom();
            if (standsAtItsTime(next) && nextFrom != null) {
                return nextFrom.minusDays(1);
            }
            if (next.header().getChangeType() == ChangeType.ENDED) {
                return next.validTo();
            }
        }
        return null;
    }

    private static boolean standsAtItsTime(RecordEvent version) {
        return switch (version.header().getChangeType()) {
            case CREATED, CORRECTED, REINSTATED -> true;
            case ENDED, ANNULLED, UNKNOWN -> false;
        };
    }

    private static boolean isSucceededBy(RecordEvent version, List<RecordEvent> later) {
        return later.stream().allMatch(next -> switch (next.header().getChangeType()) {
            case ANNULLED, UNKNOWN -> false;
            case ENDED -> true;
            case CREATED, CORRECTED, REINSTATED -> next.beginsAfter(version);
        });
    }
}
