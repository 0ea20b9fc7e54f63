package org.huzheng.claims;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.huzheng.decision.CaseFile;
import org.huzheng.decision.Inquiry;
import org.huzheng.decision.Judgement;
import org.huzheng.decision.Judgement.AskFurther;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Registered;
import org.huzheng.decision.Rule;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.Claim;
import org.huzheng.household.LifeStatus;
import org.huzheng.household.Resident;
import org.jspecify.annotations.Nullable;

/**
 * That a person lives, or lived on a day. An entry that ended otherwise than by death says nothing of it.
 *
 * @param personKey the person
 * @param claim the claim
 * @param day day asked about, null for what the records say last
 */
record Alive(String personKey, Claim claim, @Nullable LocalDate day) implements Predicate {
    private static final String RESIDENT = Resident.getClassSchema().getFullName();

    @Override
    public List<Inquiry> firstInquiries() {
        return List.of(Registered.inquiry(personKey));
    }

    @Override
    public Judgement judge(CaseFile file) {
        Registered person = Registered.of(personKey, file);
        List<Inquiry> unasked = person.unasked(file, Registered::inquiry);
        if (!unasked.isEmpty()) {
            return new AskFurther(unasked);
        }
        return person.obstacle(List.of())
                .or(() -> contradictedDeath(person, file))
                .orElseGet(() -> verdict(person));
    }

    /** A registration restored later contradicts the death on the days before it, too. */
    private Optional<Verdict> contradictedDeath(Registered person, CaseFile file) {
        List<Stated<Resident>> deaths = person.deaths();
        return deaths.isEmpty()
                ? Optional.empty()
                : Registered.of(personKey, file.ofEveryDay()).contradicted(deaths);
    }

    private Verdict verdict(Registered person) {
        List<Stated<Resident>> dead = person.deaths();
        if (dead.isEmpty()) {
            return notDead(person);
        }
        return Optional.ofNullable(day)
                .flatMap(person::undatedDeath)
                .orElseGet(() -> Verdict.refusal(
                        Answer.MISMATCH, Finding.about(Rule.DEATH_RECORDED, person.key(), Registered.events(dead))));
    }

    /** What follows where no entry says that they had died. */
    private Verdict notDead(Registered person) {
        List<RecordEvent> events = person.entryEvents();
        if (person.entries().isEmpty()) {
            return person.refusal(Answer.RECORD_INACTIVE, Rule.ENTRY_ENDED, events, RESIDENT);
        }
        // a status that a newer contract knows and this one does not
        if (person.entries().stream().anyMatch(entry -> entry.body().getLifeStatus() == LifeStatus.UNKNOWN)) {
            return person.refusal(Answer.AMBIGUOUS, Rule.LIFE_STATUS_UNKNOWN, events, RESIDENT);
        }
        return Verdict.match(List.of(Finding.about(Rule.ALIVE_RECORDED, person.key(), events)), claim);
    }
}
