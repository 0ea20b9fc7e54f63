package org.huzheng.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huzheng.decision.Inquiry;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Registered;
import org.huzheng.decision.Rule;
import org.huzheng.decision.Search;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.Claim;
import org.huzheng.payment.Enrolments.Standing;
import org.huzheng.socialsecurity.EnrolmentStatus;
import org.huzheng.socialsecurity.InsuranceKind;

/**
 * That a person is insured in one kind: an enrolment in force is active.
 *
 * @param kind kind of insurance
 */
public record InsuredClaim(InsuranceKind kind) implements InsuranceClaim {
    @Override
    public Inquiry inquiry(String personKey) {
        List<Search> searches = new ArrayList<>(Registered.SEARCHES);
        searches.add(Search.everAmong(Authority.of(kind).enrolments()));
        return new Inquiry(personKey, searches);
    }

    @Override
    public Verdict verdict(Registered person, Claim claim) {
        String register = Authority.of(kind).enrolments().getFullName();
        Optional<Verdict> obstacle = person.obstacle(List.of(register)).or(person::departure);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        List<Standing> enrolments = Enrolments.of(person.identity()).in(kind);
        List<RecordEvent> active = enrolments.stream()
                .filter(enrolment -> enrolment.status() == EnrolmentStatus.ACTIVE)
                .map(Standing::event)
                .toList();
        if (!active.isEmpty()) {
            List<RecordEvent> evidence = new ArrayList<>(active);
            evidence.addAll(person.entryEvents());
            return Verdict.match(List.of(Finding.about(Rule.ENROLMENT_ACTIVE, person.key(), evidence)), claim);
        }
        List<RecordEvent> unknown = enrolments.stream()
                .filter(enrolment -> enrolment.status() == EnrolmentStatus.UNKNOWN)
                .map(Standing::event)
                .toList();
        if (!unknown.isEmpty()) {
            return person.refusal(Answer.AMBIGUOUS, Rule.ENROLMENT_STATUS_UNKNOWN, unknown, register);
        }
        List<RecordEvent> inactive = new ArrayList<>();
        enrolments.forEach(enrolment -> inactive.add(enrolment.event()));
        Enrolments.ended(person.identity()).in(kind).forEach(enrolment -> inactive.add(enrolment.event()));
        return inactive.isEmpty()
                ? person.refusal(Answer.NO_RECORD, Rule.NO_ENROLMENT, List.of(), register)
                : person.refusal(Answer.RECORD_INACTIVE, Rule.ENROLMENT_INACTIVE, inactive, register);
    }
}
