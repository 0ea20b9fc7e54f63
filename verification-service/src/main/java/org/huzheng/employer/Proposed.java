package org.huzheng.employer;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.huzheng.decision.PointersHeard;
import org.huzheng.decision.PointersStanding;
import org.huzheng.dossier.Dossier;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Pointer;
import org.huzheng.socialsecurity.InsuranceKind;

/**
 * People whom the pointers at an employer's key propose to ask.
 *
 * @param areTooMany whether pointers were heard of more people than could be asked, or more pointers than an answer holds
 * @param people keys of those whom a pointer of a kind asked for names on a day of the month
 */
record Proposed(boolean areTooMany, NavigableSet<String> people) {
    private static final String POINTER = Pointer.getClassSchema().getFullName();

    static Proposed of(Dossier pointers, EmployerMonth asked) {
        List<RecordEvent> heard = pointers.recordsOf(POINTER).stream()
                .flatMap(history -> history.versions().stream())
                .toList();
        int people = (int) heard.stream()
                .map(event -> pointerOf(event).getSourceKey())
                .distinct()
                .count();
        NavigableSet<String> proposed = new TreeSet<>();
        PointersStanding.during(
                        asked.firstDay(),
                        asked.month().atEndOfMonth(),
                        new Dossier(pointers.personKey(), pointers.recordsOf(POINTER)))
                .stream()
                .map(Proposed::pointerOf)
                .filter(pointer -> asked.kinds().stream().anyMatch(kind -> mayBe(pointer, kind)))
                .forEach(pointer -> proposed.add(pointer.getSourceKey()));
        return new Proposed(PointersHeard.areTooMany(people, heard.size()), proposed);
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
