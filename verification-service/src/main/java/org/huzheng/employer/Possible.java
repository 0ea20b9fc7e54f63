package org.huzheng.employer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.huzheng.decision.Identity;
import org.huzheng.decision.UndatedEnds;
import org.huzheng.dossier.Dossier;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.dossier.RecordHistory;
import org.huzheng.dossier.RecordState;
import org.huzheng.medical.MedicalEnrolment;
import org.huzheng.socialsecurity.Enrolment;

/**
 * What a person's enrolments may have been where they leave it open: ended on a day the register does not name, with a status that is not understood here, or
 * published in one version with two contents.
 */
final class Possible {
    private Possible() {}

    /** What they were at most: ends without a day that were written down in the month or later are set aside, and what is not understood may insure. */
    static Coverage coverage(Identity person, EmployerMonth asked) {
        return Coverage.atMost(withoutUndatedEnds(person, asked), asked);
    }

    /** Whether somebody may have been insured in a kind in which what is said does not insure them. */
    static boolean leavesOpen(Coverage said, Coverage possible, EmployerMonth asked) {
        return asked.kinds().stream().anyMatch(kind -> possible.isInsuredIn(kind) && !said.isInsuredIn(kind));
    }

    /** The ends without a day that leave open whether an enrolment insured; none where only statuses do. */
    static List<RecordEvent> undatedEnds(Identity person, EmployerMonth asked) {
        List<RecordEvent> ends = new ArrayList<>();
        for (RecordHistory history : enrolmentsOf(person, asked)) {
            Identity alone = with(person, history);
            if (leavesOpen(Coverage.of(alone, asked), coverage(alone, asked), asked)) {
                ends.addAll(UndatedEnds.since(asked.firstDay(), history, Possible::isUndatedEnd));
            }
        }
        return ends;
    }

    /** Versions with several contents of enrolments that would insure the person if one of them were right. */
    static List<RecordEvent> contradictory(Identity person, EmployerMonth asked) {
        List<RecordEvent> events = new ArrayList<>();
        for (RecordHistory history : enrolmentsOf(person, asked)) {
            if (history.state() instanceof RecordState.Contradictory contradictory
                    && contradictory.events().stream()
                            .map(variant -> with(person, history, contradictory.events(), variant))
                            .anyMatch(alone -> coverage(alone, asked).isInsured())) {
                events.addAll(contradictory.events());
            }
        }
        return events;
    }

    private static List<RecordHistory> enrolmentsOf(Identity person, EmployerMonth asked) {
        List<String> registers =
                asked.registers().stream().map(Schema::getFullName).toList();
        return person.dossiers().stream()
                .flatMap(dossier -> dossier.histories().stream())
                .filter(history -> registers.contains(history.recordType()))
                .toList();
    }

    private static Identity withoutUndatedEnds(Identity person, EmployerMonth asked) {
        return new Identity(
                person.key(),
                person.keys(),
                person.dossiers().stream()
                        .map(dossier -> UndatedEnds.setAside(asked.firstDay(), dossier, Possible::isUndatedEnd))
                        .toList());
    }

    private static boolean isUndatedEnd(RecordHistory history, RecordEvent version) {
        return isEnrolment(version) && UndatedEnds.isOne(history, version);
    }

    private static boolean isEnrolment(RecordEvent event) {
        return event.body() instanceof Enrolment || event.body() instanceof MedicalEnrolment;
    }

    /** The person with one record only. */
    private static Identity with(Identity person, RecordHistory history) {
        return new Identity(person.key(), person.keys(), List.of(new Dossier(person.key(), List.of(history))));
    }

    /** The person with one record only, as if one of the contents of its last version were right. */
    private static Identity with(
            Identity person, RecordHistory history, List<RecordEvent> variants, RecordEvent variant) {
        List<RecordEvent> versions = Stream.concat(
                        history.versions().stream().filter(version -> !variants.contains(version)), Stream.of(variant))
                .toList();
        return with(person, new RecordHistory(history.recordType(), history.recordId(), versions));
    }
}
