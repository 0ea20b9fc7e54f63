package org.huzheng.payment;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.huzheng.decision.Identity;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Registered;
import org.huzheng.decision.Rule;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Answer;
import org.huzheng.socialsecurity.InsuranceKind;

/**
 * Months whose records ended: they moved to another place with their person (关系转出). They were credited, and the place that took them over need not be
 * connected, so that nobody here can say whether they count.
 *
 * @param ledger their rows
 */
record MovedAway(Ledger ledger) {
    static MovedAway of(List<InsuranceKind> kinds, int fromMonth, int toMonth, Identity person) {
        return new MovedAway(Ledger.of(kinds, fromMonth, toMonth, Payment.ended(person)));
    }

    /**
     * What follows where no row of some kinds is in force: theirs are recorded, and no longer here.
     *
     * @param kinds kinds of which none is
     */
    Optional<Verdict> alone(Registered person, List<InsuranceKind> kinds) {
        List<RecordEvent> events = kinds.stream()
                .flatMap(kind -> ledger.of(kind).stream())
                .map(Payment::event)
                .toList();
        return events.isEmpty() ? Optional.empty() : Optional.of(refusal(person, Answer.RECORD_INACTIVE, events));
    }

    /**
     * That the rows in force do not reach in some kinds what is claimed, and with these would.
     *
     * @param missed kinds in which they do not, at least one
     */
    Optional<Verdict> leavesOpen(
            Registered person, Ledger inForce, List<InsuranceKind> missed, Predicate<CreditedMonths> isReached) {
        boolean reached = missed.stream()
                .allMatch(kind -> isReached.test(
                        CreditedMonths.of(Stream.concat(inForce.of(kind).stream(), ledger.of(kind).stream())
                                .toList())));
        return reached
                ? Optional.of(refusal(
                        person,
                        Answer.AMBIGUOUS,
                        missed.stream()
                                .flatMap(kind -> ledger.of(kind).stream())
                                .filter(Payment::isCredited)
                                .map(Payment::event)
                                .toList()))
                : Optional.empty();
    }

    private static Verdict refusal(Registered person, Answer answer, List<RecordEvent> events) {
        return person.refusal(
                answer, Rule.MONTHS_MOVED_AWAY, events, events.get(0).recordType());
    }
}
