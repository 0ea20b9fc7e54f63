package org.huzheng.kinship;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Rule;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Answer;
import org.huzheng.household.Resident;

/** What stands in the way of saying anything by a person's records. */
final class Obstacles {
    private Obstacles() {}

    /** For one of the two people asked about, who must have an entry. */
    static Optional<Verdict> ofParty(Person person) {
        Optional<Verdict> obstacle = ofAnybody(person);
        if (obstacle.isPresent() || person.entry().isPresent()) {
            return obstacle;
        }
        return refusal(Answer.NO_RECORD, Rule.NO_ENTRY, person, List.of(), Person.RESIDENT);
    }

    /** For anybody whose records an answer would rest on. */
    static Optional<Verdict> ofAnybody(Person person) {
        List<RecordEvent> contradictory = person.contradictory();
        if (!contradictory.isEmpty()) {
            return refusal(
                    Answer.AMBIGUOUS,
                    Rule.CONTRADICTORY_RECORD,
                    person,
                    contradictory,
                    contradictory.get(0).recordType());
        }
        List<RecordEvent> shared = person.identity().sharedByTwo();
        if (!shared.isEmpty()) {
            return refusal(
                    Answer.AMBIGUOUS,
                    Rule.NUMBER_SERVES_TWO,
                    person,
                    Stream.concat(shared.stream(), events(person.entries()).stream())
                            .toList(),
                    Person.IDENTITY_LINK);
        }
        List<RecordEvent> fraud = person.identity().obtainedByFraud();
        if (!fraud.isEmpty()) {
            return refusal(Answer.RECORD_INACTIVE, Rule.NUMBER_OBTAINED_BY_FRAUD, person, fraud, Person.IDENTITY_LINK);
        }
        return person.entries().size() > 1
                ? refusal(Answer.AMBIGUOUS, Rule.SEVERAL_ENTRIES, person, events(person.entries()), Person.RESIDENT)
                : Optional.empty();
    }

    /** For somebody between the two: whatever the matter is, it leaves open what the two are. */
    static Optional<Verdict> between(Person person) {
        return ofAnybody(person).map(verdict -> new Verdict(Answer.AMBIGUOUS, verdict.findings(), verdict.content()));
    }

    private static Optional<Verdict> refusal(
            Answer answer, Rule rule, Person person, Collection<RecordEvent> events, String settledBy) {
        return Optional.of(Verdict.refusal(
                answer, Finding.about(rule, person.key(), events).settledBy(settledBy)));
    }

    private static List<RecordEvent> events(List<Stated<Resident>> entries) {
        return entries.stream().map(Stated::event).toList();
    }
}
