package org.huzheng.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huzheng.decision.CaseFile;
import org.huzheng.decision.Inquiry;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Registered;
import org.huzheng.decision.Rule;
import org.huzheng.decision.Search;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.Claim;
import org.huzheng.socialsecurity.InsuranceKind;

/**
 * That at least so many months of one kind were credited in a period. What was paid stays paid, so it may be asked of the dead too.
 *
 * @param kind kind of insurance
 * @param fromMonth first month, YYYYMM
 * @param toMonth last month, YYYYMM
 * @param minimum at least so many
 * @param continuous whether they must follow one another without a gap
 */
public record MonthsClaim(InsuranceKind kind, int fromMonth, int toMonth, int minimum, boolean continuous)
        implements InsuranceClaim {
    public MonthsClaim {
        if (minimum < 1) {
            throw new IllegalArgumentException("months claimed: expected at least 1, found " + minimum);
        }
    }

    @Override
    public Inquiry inquiry(String personKey) {
        List<Search> searches = new ArrayList<>(Registered.SEARCHES);
        searches.addAll(PaymentJudge.contributionSearches(List.of(kind), fromMonth, toMonth));
        return new Inquiry(personKey, searches);
    }

    @Override
    public Verdict verdict(Registered person, CaseFile file, Claim claim) {
        String register = Authority.of(kind).contributions().getFullName();
        Optional<Verdict> obstacle = person.obstacle(List.of(register));
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        Ledger ledger = Ledger.of(List.of(kind), fromMonth, toMonth, Payment.of(person.identity()));
        if (ledger.isEmpty()) {
            return movedAway(person)
                    .alone(person, List.of(kind))
                    .orElseGet(() -> person.refusal(Answer.NO_RECORD, Rule.NO_CONTRIBUTION, List.of(), register));
        }
        List<RecordEvent> evidence = new ArrayList<>(ledger.events());
        evidence.addAll(person.entryEvents());
        if (isReached(CreditedMonths.of(ledger.of(kind)))) {
            Rule reached = continuous ? Rule.MONTHS_IN_A_ROW_REACHED : Rule.MONTHS_REACHED;
            return Verdict.match(List.of(Finding.about(reached, person.key(), evidence)), claim);
        }
        List<RecordEvent> twice = ledger.paidTwice();
        if (!twice.isEmpty()) {
            // one of the two may belong to another month, so there may be more months than are counted, never fewer
            return person.refusal(Answer.AMBIGUOUS, Rule.MONTH_PAID_TWICE, twice, register);
        }
        Rule missed = continuous ? Rule.MONTHS_IN_A_ROW_NOT_REACHED : Rule.MONTHS_NOT_REACHED;
        return movedAway(person)
                .leavesOpen(person, ledger, List.of(kind), this::isReached)
                .orElseGet(() -> Verdict.refusal(Answer.MISMATCH, Finding.about(missed, person.key(), evidence)));
    }

    private MovedAway movedAway(Registered person) {
        return MovedAway.of(List.of(kind), fromMonth, toMonth, person.identity());
    }

    private boolean isReached(CreditedMonths credited) {
        return (continuous ? credited.longestRun() : credited.count()) >= minimum;
    }
}
