package org.huzheng.payment;

import java.time.LocalDate;
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
import org.huzheng.payment.Enrolments.Standing;
import org.huzheng.socialsecurity.EnrolmentStatus;
import org.huzheng.socialsecurity.InsuranceKind;
import org.jspecify.annotations.Nullable;

/**
 * That a person is insured in one kind: an enrolment in force is active.
 *
 * @param kind kind of insurance
 * @param day day asked about, null for what the records say last
 */
public record InsuredClaim(InsuranceKind kind, @Nullable LocalDate day) implements InsuranceClaim {
    @Override
    public Inquiry inquiry(String personKey) {
        List<Search> searches = new ArrayList<>(Registered.SEARCHES);
        searches.add(Search.everAmong(Authority.of(kind).enrolments()));
        return new Inquiry(personKey, searches);
    }

    @Override
    public Verdict verdict(Registered person, CaseFile file, Claim claim) {
        Optional<Verdict> obstacle = person.obstacle(List.of(register())).or(() -> person.departureBy(day));
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        List<Standing> enrolments = Enrolments.of(person.identity()).in(kind);
        List<RecordEvent> active = eventsOf(enrolments, EnrolmentStatus.ACTIVE);
        if (!active.isEmpty()) {
            List<RecordEvent> evidence = new ArrayList<>(active);
            evidence.addAll(person.entryEvents());
            return Verdict.match(List.of(Finding.about(Rule.ENROLMENT_ACTIVE, person.key(), evidence)), claim);
        }
        return leftOpen(person, file, enrolments).orElseGet(() -> notInsured(person, enrolments));
    }

    /** That an enrolment may have been active on the day: it ended or was suspended nobody says when, or its status is not understood. */
    private Optional<Verdict> leftOpen(Registered person, CaseFile file, List<Standing> enrolments) {
        List<RecordEvent> ends = day == null
                ? List.of()
                : OpenEnds.after(
                        day,
                        kind,
                        Registered.of(person.key(), file.ofEveryDay()).identity());
        if (!ends.isEmpty()) {
            return Optional.of(person.refusal(Answer.AMBIGUOUS, Rule.ENROLMENT_END_UNDATED, ends, register()));
        }
        List<RecordEvent> unknown = eventsOf(enrolments, EnrolmentStatus.UNKNOWN);
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(person.refusal(Answer.AMBIGUOUS, Rule.ENROLMENT_STATUS_UNKNOWN, unknown, register()));
    }

    private Verdict notInsured(Registered person, List<Standing> enrolments) {
        List<RecordEvent> inactive = new ArrayList<>();
        enrolments.forEach(enrolment -> inactive.add(enrolment.event()));
        Enrolments.ended(person.identity()).in(kind).forEach(enrolment -> inactive.add(enrolment.event()));
        return inactive.isEmpty()
                ? person.refusal(Answer.NO_RECORD, Rule.NO_ENROLMENT, List.of(), register())
                : person.refusal(Answer.RECORD_INACTIVE, Rule.ENROLMENT_INACTIVE, inactive, register());
    }

    private static List<RecordEvent> eventsOf(List<Standing> enrolments, EnrolmentStatus status) {
        return enrolments.stream()
                .filter(enrolment -> enrolment.status() == status)
                .map(Standing::event)
                .toList();
    }

    private String register() {
        return Authority.of(kind).enrolments().getFullName();
    }
}
