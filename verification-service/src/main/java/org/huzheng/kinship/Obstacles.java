package org.huzheng.kinship;

import java.util.Optional;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Registered;
import org.huzheng.exchange.Answer;

/** What stands in the way of saying anything by a person's records. */
final class Obstacles {
    private Obstacles() {}

    /** For one of the two people asked about, who must have an entry. */
    static Optional<Verdict> ofParty(Person person) {
        Registered registered = new Registered(person.identity());
        return registered.matter(Person.RECORD_TYPES).or(registered::absence);
    }

    /** For somebody between the two: whatever the matter is, it leaves open what the two are. */
    static Optional<Verdict> between(Person person) {
        return new Registered(person.identity())
                .matter(Person.RECORD_TYPES)
                .map(verdict -> new Verdict(Answer.AMBIGUOUS, verdict.findings(), verdict.content()));
    }
}
