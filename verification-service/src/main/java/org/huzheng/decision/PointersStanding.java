package org.huzheng.decision;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.huzheng.dossier.Dossier;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.dossier.RecordHistory;
import org.huzheng.dossier.RecordState;
import org.huzheng.exchange.Scope;

/**
 * Which pointers propose whom they name, on days: those in force; those whose end has no day and was written down in the period or later; those of
 * which one version says two things, for the record itself has to be asked.
 */
public final class PointersStanding {
    private PointersStanding() {}

    /** Pointers that stand on a day from the first to the last, each as often as it stands in another version. */
    public static List<RecordEvent> during(LocalDate first, LocalDate last, Dossier pointers) {
        Dossier possible = UndatedEnds.setAside(first, pointers, UndatedEnds::isOne);
        return AsOf.daysOfChange(first, last, List.of(possible)).stream()
                .flatMap(day -> AsOf.on(day, possible).histories().stream())
                .flatMap(PointersStanding::standing)
                .toList();
    }

    /** Whether any stands on a day of the scope; a bound that is null is open. */
    static boolean standsIn(Scope scope, Dossier pointers) {
        LocalDate from = scope.getFromDate();
        LocalDate to = scope.getToDate();
        return !during(from == null ? LocalDate.MIN : from, to == null ? LocalDate.MAX : to, pointers)
                .isEmpty();
    }

    private static Stream<RecordEvent> standing(RecordHistory history) {
        RecordState state = history.state();
        if (state instanceof RecordState.InForce inForce) {
            return Stream.of(inForce.event());
        }
        return state instanceof RecordState.Contradictory contradictory
                ? contradictory.events().stream()
                : Stream.empty();
    }
}
