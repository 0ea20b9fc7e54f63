package org.huzheng.employer;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.huzheng.decision.AsOf;
import org.huzheng.dossier.Dossier;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.dossier.RecordHistory;
import org.huzheng.dossier.RecordState;
import org.huzheng.exchange.Pointer;
import org.huzheng.socialsecurity.InsuranceKind;

/**
 * People whom the pointers at an employer's key propose to ask.
 *
 * @param heard keys of everybody of whom a pointer was heard
 * @param people keys of those among them whom a pointer of a kind asked for names on a day of the month
 */
record Proposed(SortedSet<String> heard, SortedSet<String> people) {
    private static final String POINTER = Pointer.getClassSchema().getFullName();

    static Proposed of(Dossier pointers, EmployerMonth asked) {
        SortedSet<String> heard = new TreeSet<>();
        pointers.recordsOf(POINTER).stream()
                .flatMap(history -> history.versions().stream())
                .forEach(event -> heard.add(pointerOf(event).getSourceKey()));
        SortedSet<String> people = new TreeSet<>();
        asked.days()
                .map(day -> AsOf.on(day, pointers))
                .flatMap(then -> then.recordsOf(POINTER).stream())
                .flatMap(Proposed::standing)
                .map(Proposed::pointerOf)
                .filter(pointer -> asked.kinds().stream().anyMatch(kind -> mayBe(pointer, kind)))
                .forEach(pointer -> people.add(pointer.getSourceKey()));
        return new Proposed(heard, people);
    }

    /** What a pointer says, also where its versions contradict each other: then the enrolment itself has to be asked. */
    private static Stream<RecordEvent> standing(RecordHistory history) {
        RecordState state = history.state();
        if (state instanceof RecordState.InForce inForce) {
            return Stream.of(inForce.event());
        }
        return state instanceof RecordState.Contradictory contradictory
                ? contradictory.events().stream()
                : Stream.empty();
    }

    /** Maternity goes with medical insurance. */
    private static boolean mayBe(Pointer pointer, InsuranceKind kind) {
        return pointer.getKind() == kind
                || (kind == InsuranceKind.MATERNITY && pointer.getKind() == InsuranceKind.MEDICAL);
    }

    private static Pointer pointerOf(RecordEvent event) {
        return (Pointer) event.body();
    }
}
