package org.huzheng.decision;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.huzheng.dossier.Dossier;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.dossier.RecordHistory;
import org.huzheng.dossier.RecordState;
import org.huzheng.event.ChangeType;

/**
 * Ends whose day the register does not name. What was written down before a day had ended by then; what was written down on it or later may have ended on
 * any day, so that the record may still have been so.
 */
public final class UndatedEnds {
    private UndatedEnds() {}

    /** Whether an event ends its record without a day. */
    public static boolean isOne(RecordEvent event) {
        return event.header().getChangeType() == ChangeType.ENDED && event.validTo() == null;
    }

    /**
     * What may have been so: the dossier without the undated ends that were written down on a day or later. Records of which one version says two
     * things stay as they are.
     *
     * @param isOne which events are undated ends
     */
    public static Dossier setAside(LocalDate day, Dossier dossier, Predicate<RecordEvent> isOne) {
        return new Dossier(
                dossier.personKey(),
                dossier.histories().stream()
                        .flatMap(history -> setAside(day, history, isOne).stream())
                        .toList());
    }

    private static Optional<RecordHistory> setAside(
            LocalDate day, RecordHistory history, Predicate<RecordEvent> isOne) {
        if (history.state() instanceof RecordState.Contradictory) {
            return Optional.of(history);
        }
        List<RecordEvent> rest = history.versions().stream()
                .filter(version -> !isOne.test(version) || wasWrittenBefore(day, version))
                .toList();
        return rest.isEmpty()
                ? Optional.empty()
                : Optional.of(new RecordHistory(history.recordType(), history.recordId(), rest));
    }

    private static boolean wasWrittenBefore(LocalDate day, RecordEvent event) {
        return event.header()
                .getRecordedAt()
                .atOffset(Registered.CHINA)
                .toLocalDate()
                .isBefore(day);
    }
}
