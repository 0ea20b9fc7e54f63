package org.huzheng.payment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.huzheng.decision.AsOf;
import org.huzheng.decision.Identity;
import org.huzheng.decision.UndatedEnds;
import org.huzheng.dossier.Dossier;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.dossier.RecordHistory;
import org.huzheng.socialsecurity.InsuranceKind;

/** Ends of enrolments that leave open whether they were active on a day: the register does not name theirs. */
final class OpenEnds {
    private OpenEnds() {}

    /**
     * The ends without a day that were written down after a day on which an enrolment of a kind may have been active but for them. What was written down on the
     * day itself had ended by then.
     *
     * @param person with their records of every day
     */
    static List<RecordEvent> after(LocalDate day, InsuranceKind kind, Identity person) {
        String register = Authority.of(kind).enrolments().getFullName();
        LocalDate next = day.plusDays(1);
        List<RecordEvent> ends = new ArrayList<>();
        for (Dossier dossier : person.dossiers()) {
            for (RecordHistory enrolment : dossier.recordsOf(register)) {
                Dossier alone = new Dossier(dossier.personKey(), List.of(enrolment));
                Dossier possible = AsOf.on(day, UndatedEnds.setAside(next, alone, UndatedEnds::isOne));
                if (mayBeActive(new Identity(person.key(), person.keys(), List.of(possible)), kind)) {
                    ends.addAll(UndatedEnds.since(next, enrolment, UndatedEnds::isOne));
                }
            }
        }
        return ends;
    }

    private static boolean mayBeActive(Identity person, InsuranceKind kind) {
        return Enrolments.of(person).in(kind).stream().anyMatch(enrolment -> switch (enrolment.status()) {
            case ACTIVE, UNKNOWN -> true;
            case SUSPENDED, ENDED -> false;
        });
    }
}
