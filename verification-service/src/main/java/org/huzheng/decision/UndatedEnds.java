package org.huzheng.decision;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.huzheng.dossier.Dossier;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.dossier.RecordHistory;
import org.huzheng.dossier.RecordState;
import org.huzheng.event.ChangeType;
import org.huzheng.medical.MedicalEnrolment;
import org.huzheng.socialsecurity.Enrolment;
import org.huzheng.socialsecurity.EnrolmentStatus;

/**
 * Ends whose day the register does not name. What was written down before a day had ended by then; what was written down on it or later may have ended on
 * any day, so that the record may still have been so.
 */
public final class UndatedEnds {
    private UndatedEnds() {}

    /**
     * Whether a version ends its record, or an enrolment's being active, without a day: an end, or a correction by which an enrolment is no longer active since no
     * later day than that from which it was. A register may write a suspension so, which corrects the status and nothing else.
     */
    public static boolean isOne(RecordHistory history, RecordEvent version) {
        if (version.validTo() != null && !wasToEndThenAnyway(version, history)) {
            return false;
        }
        return switch (version.header().getChangeType()) {
            case ENDED -> true;
            case CORRECTED ->
                statusIn(version)
                        .filter(status -> status == EnrolmentStatus.ENDED
                                || (status != EnrolmentStatus.ACTIVE && wasActiveFromThen(version, history)))
                        .isPresent();
            case CREATED, ANNULLED, REINSTATED, UNKNOWN -> false;
        };
    }

    /** Whether an earlier version was active and began no earlier: a later day would be the day on which that ended. */
    private static boolean wasActiveFromThen(RecordEvent version, RecordHistory history) {
        return history.versions().stream()
                .takeWhile(earlier -> !earlier.equals(version))
                .anyMatch(earlier -> earlier.header().getChangeType() != ChangeType.ANNULLED
                        && statusIn(earlier).equals(Optional.of(EnrolmentStatus.ACTIVE))
                        && !version.beginsAfter(earlier));
    }

    /** Whether it corrects the status of an enrolment whose last day had been known while it was active: that day does not say when the status changed. */
    static boolean wasToEndThenAnyway(RecordEvent version, RecordHistory history) {
        return version.header().getChangeType() == ChangeType.CORRECTED
                && version.validTo() != null
                && statusIn(version).isPresent()
                && history.versions().stream()
                        .takeWhile(earlier -> !earlier.header()
                                .getEventId()
                                .equals(version.header().getEventId()))
                        .anyMatch(earlier -> version.validTo().equals(earlier.validTo())
                                && statusIn(earlier).equals(Optional.of(EnrolmentStatus.ACTIVE)));
    }

    /** Empty where the record is no enrolment. */
    private static Optional<EnrolmentStatus> statusIn(RecordEvent event) {
        if (event.body() instanceof Enrolment enrolment) {
            return Optional.of(enrolment.getStatus());
        }
        return event.body() instanceof MedicalEnrolment medical ? Optional.of(medical.getStatus()) : Optional.empty();
    }

    /**
     * What may have been so: the dossier without the undated ends that were written down on a day or later. Records of which one version says two
     * things stay as they are.
     *
     * @param isOne which versions of which records are undated ends
     */
    public static Dossier setAside(LocalDate day, Dossier dossier, BiPredicate<RecordHistory, RecordEvent> isOne) {
        return new Dossier(
                dossier.personKey(),
                dossier.histories().stream()
                        .flatMap(history -> setAside(day, history, isOne).stream())
                        .toList());
    }

    /** The undated ends of a record that were written down on a day or later, oldest first. */
    public static List<RecordEvent> since(
            LocalDate day, RecordHistory history, BiPredicate<RecordHistory, RecordEvent> isOne) {
        return history.versions().stream()
                .filter(version -> isOne.test(history, version)
                        && !Registered.dayOfWriting(version).isBefore(day))
                .toList();
    }

    private static Optional<RecordHistory> setAside(
            LocalDate day, RecordHistory history, BiPredicate<RecordHistory, RecordEvent> isOne) {
        if (history.state() instanceof RecordState.Contradictory) {
            return Optional.of(history);
        }
        List<RecordEvent> ends = since(day, history, isOne);
        List<RecordEvent> rest = history.versions().stream()
                .filter(version -> !ends.contains(version))
                .toList();
        return rest.isEmpty()
                ? Optional.empty()
                : Optional.of(new RecordHistory(history.recordType(), history.recordId(), rest));
    }
}
