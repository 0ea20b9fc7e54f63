package org.huzheng.employer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huzheng.decision.Contradictions;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Registered;
import org.huzheng.decision.Rule;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.InsuredPerson;
import org.huzheng.exchange.PersonSummary;
import org.huzheng.household.IdentityLink;
import org.huzheng.household.Resident;
import org.huzheng.payment.Enrolments.Standing;
import org.huzheng.socialsecurity.EnrolmentStatus;

/**
 * A person of whom everything was heard, and what their enrolments say.
 *
 * @param person the person
 * @param coverage what their enrolments say of the employer and the month
 * @param possible what they were at most, where an end has no day or a status is not understood
 */
record Insured(Registered person, Coverage coverage, Coverage possible) {
    private static final String RESIDENT = Resident.getClassSchema().getFullName();
    private static final String IDENTITY_LINK = IdentityLink.getClassSchema().getFullName();

    static Insured of(Registered person, EmployerMonth asked) {
        return new Insured(person, Coverage.of(person.identity(), asked), Possible.coverage(person.identity(), asked));
    }

    /**
     * What leaves open whether this person belongs on the list, or who they are, with their enrolments, so that the agent can settle it; of somebody whom no
     * enrolment puts there nothing does. Where records contradict each other these are cited and no other.
     */
    List<Finding> matter(EmployerMonth asked) {
        return matterOf(asked).stream()
                .flatMap(verdict -> verdict.findings().stream())
                .map(finding -> Contradictions.isOne(finding.rule()) ? finding : finding.citing(possible.events()))
                .toList();
    }

    private Optional<Verdict> matterOf(EmployerMonth asked) {
        List<RecordEvent> contradictory = Possible.contradictory(person.identity(), asked);
        if (!contradictory.isEmpty()) {
            return Optional.of(person.refusal(
                    Answer.AMBIGUOUS,
                    Rule.CONTRADICTORY_RECORD,
                    contradictory,
                    contradictory.get(0).recordType()));
        }
        return possible.firstDay().flatMap(firstDay -> person.matter(List.of(RESIDENT, IDENTITY_LINK))
                .or(person::absence)
                .or(() -> person.contradicted(deathsBefore(firstDay)))
                .or(() -> onDay(firstDay).undatedDeath(firstDay))
                .or(() -> openEnrolment(firstDay, asked)));
    }

    private Optional<Verdict> openEnrolment(LocalDate firstDay, EmployerMonth asked) {
        if (!Possible.leavesOpen(coverage, possible, asked) || !livedOn(firstDay)) {
            return Optional.empty();
        }
        List<RecordEvent> ends = Possible.undatedEnds(person.identity(), asked);
        return Optional.of(
                ends.isEmpty()
                        ? unknownStatus()
                        : person.refusal(
                                Answer.AMBIGUOUS,
                                Rule.ENROLMENT_END_UNDATED,
                                ends,
                                ends.get(0).recordType()));
    }

    private Verdict unknownStatus() {
        List<RecordEvent> unknown = possible.enrolments().stream()
                .filter(enrolment -> enrolment.status() == EnrolmentStatus.UNKNOWN)
                .map(Standing::event)
                .toList();
        return person.refusal(
                Answer.AMBIGUOUS,
                Rule.ENROLMENT_STATUS_UNKNOWN,
                unknown,
                unknown.get(0).recordType());
    }

    /** Whether they were insured and lived when that began: an enrolment that outlives its holder, or begins after their death, insures nobody. */
    boolean isOnTheList() {
        return coverage.firstDay().filter(this::livedOn).isPresent();
    }

    private boolean livedOn(LocalDate day) {
        List<Stated<Resident>> deaths = deathsBefore(day);
        return deaths.isEmpty() || mayHaveLivedOn(day, deaths);
    }

    private List<Stated<Resident>> deathsBefore(LocalDate day) {
        return onDay(day).deaths();
    }

    private boolean mayHaveLivedOn(LocalDate day, List<Stated<Resident>> deaths) {
        Registered then = onDay(day);
        return deaths.stream().allMatch(death -> then.mayHaveLivedOn(day, death));
    }

    private Registered onDay(LocalDate day) {
        return new Registered(person.identity().on(day));
    }

    /** The enrolments and the entry that names the person. */
    List<RecordEvent> events() {
        List<RecordEvent> events = new ArrayList<>(coverage.events());
        events.add(person.speaking().event());
        return events;
    }

    InsuredPerson said() {
        Stated<Resident> stated = person.speaking();
        Resident entry = stated.body();
        return new InsuredPerson(
                PersonSummary.newBuilder()
                        // the key of the number shown, not of a former one by which they were proposed
                        .setPersonKey(person.identity().keyOf(stated.event()))
                        .setName(entry.getName())
                        .setSex(entry.getSex())
                        .setBirthDate(entry.getBirthDate())
                        .setIdentityNumber(entry.getIdentityNumber())
                        .build(),
                coverage.kinds());
    }
}
