package org.huzheng.employer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
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

/**
 * A person of whom everything was heard, and what their enrolments say.
 *
 * @param person the person
 * @param coverage what their enrolments say of the employer and the month
 */
record Insured(Registered person, Coverage coverage) {
    private static final String RESIDENT = Resident.getClassSchema().getFullName();
    private static final String IDENTITY_LINK = IdentityLink.getClassSchema().getFullName();
    private static final Comparator<Stated<Resident>> BY_RECORDING = Comparator.comparing(
                    (Stated<Resident> entry) -> entry.event().header().getRecordedAt())
            .thenComparing(entry -> entry.event().header().getEventId());

    static Insured of(Registered person, EmployerMonth asked) {
        return new Insured(person, Coverage.of(person.identity(), asked));
    }

    /** What leaves open whether this person belongs on the list, or who they are; of somebody whom no enrolment puts there nothing does. */
    Optional<Verdict> matter(EmployerMonth asked) {
        List<String> registers =
                asked.registers().stream().map(Schema::getFullName).toList();
        List<RecordEvent> contradictory = person.identity().contradictory(registers);
        if (!contradictory.isEmpty()) {
            return Optional.of(person.refusal(
                    Answer.AMBIGUOUS,
                    Rule.CONTRADICTORY_RECORD,
                    contradictory,
                    contradictory.get(0).recordType()));
        }
        if (!coverage.isInsured()) {
            return Optional.empty();
        }
        return person.matter(List.of(RESIDENT, IDENTITY_LINK))
                .or(person::absence)
                .or(() -> undatedDeath(asked.firstDay()));
    }

    private Optional<Verdict> undatedDeath(LocalDate firstDay) {
        List<Stated<Resident>> deaths = deathsBefore(firstDay);
        return !deaths.isEmpty() && mayHaveLivedOn(firstDay, deaths)
                ? Optional.of(person.refusal(Answer.AMBIGUOUS, Rule.DEATH_UNDATED, Registered.events(deaths), RESIDENT))
                : Optional.empty();
    }

    /** Whether they were insured and lived: an enrolment that outlives its holder insures nobody. */
    boolean isOnTheList(EmployerMonth asked) {
        List<Stated<Resident>> deaths = deathsBefore(asked.firstDay());
        return coverage.isInsured() && (deaths.isEmpty() || mayHaveLivedOn(asked.firstDay(), deaths));
    }

    private List<Stated<Resident>> deathsBefore(LocalDate firstDay) {
        return onDay(firstDay).deaths();
    }

    private boolean mayHaveLivedOn(LocalDate firstDay, List<Stated<Resident>> deaths) {
        Registered then = onDay(firstDay);
        return deaths.stream().allMatch(death -> then.mayHaveLivedOn(firstDay, death));
    }

    private Registered onDay(LocalDate day) {
        return new Registered(person.identity().on(day));
    }

    /** The enrolments and the entry that names the person. */
    List<RecordEvent> events() {
        List<RecordEvent> events = new ArrayList<>(coverage.events());
        events.add(entry().event());
        return events;
    }

    InsuredPerson said() {
        Resident entry = entry().body();
        return new InsuredPerson(
                PersonSummary.newBuilder()
                        .setPersonKey(person.key())
                        .setName(entry.getName())
                        .setSex(entry.getSex())
                        .setBirthDate(entry.getBirthDate())
                        .setIdentityNumber(entry.getIdentityNumber())
                        .build(),
                coverage.kinds());
    }

    /** The entry in force or, where there is none, the one recorded last of those that have ended. */
    private Stated<Resident> entry() {
        return Stream.concat(
                        person.entries().stream(),
                        person.endedEntries().stream().sorted(BY_RECORDING.reversed()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a person without an entry is not listed"));
    }
}
