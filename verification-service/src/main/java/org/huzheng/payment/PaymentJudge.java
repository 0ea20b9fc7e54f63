package org.huzheng.payment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.decision.CaseFile;
import org.huzheng.decision.Inquiry;
import org.huzheng.decision.Judge;
import org.huzheng.decision.Judgement;
import org.huzheng.decision.Judgement.AskFurther;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Registered;
import org.huzheng.decision.Rule;
import org.huzheng.decision.Search;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.PaidKind;
import org.huzheng.exchange.PaymentContent;
import org.huzheng.exchange.PaymentDecision;
import org.huzheng.exchange.PaymentRequest;
import org.huzheng.exchange.PersonSummary;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.household.Resident;
import org.huzheng.payment.Enrolments.Standing;
import org.huzheng.socialsecurity.InsuranceKind;
import org.jspecify.annotations.Nullable;

/**
 * Judges what a person has paid into social insurance, and names the employer and the status of the day. A certificate is touched by corrections, not by new months, nor by a move, another employer or a death
 * since; to somebody who is no longer entered none is issued.
 */
public final class PaymentJudge implements Judge<PaymentRequest> {
    @Override
    public RequestHeader headerOf(PaymentRequest request) {
        return request.getHeader();
    }

    @Override
    public List<Inquiry> firstInquiries(PaymentRequest request) {
        return List.of(inquiry(request, request.getHeader().getApplicantKey()));
    }

    private static Inquiry inquiry(PaymentRequest request, String personKey) {
        List<Search> searches = new ArrayList<>(Registered.SEARCHES);
        searches.addAll(contributionSearches(request.getKinds(), request.getFromMonth(), request.getToMonth()));
        // a certificate of one kind names the present employer and the status of the medical insurance too
        for (Authority authority : Authority.values()) {
            searches.add(Search.everAmong(authority.enrolments()));
        }
        return new Inquiry(personKey, searches);
    }

    /** What has to be searched for payments of these kinds in a period: the registers that keep them, and no other. */
    static List<Search> contributionSearches(List<InsuranceKind> kinds, int fromMonth, int toMonth) {
        LocalDate from = MonthNumbers.monthOf(fromMonth).atDay(1);
        LocalDate to = MonthNumbers.monthOf(toMonth).atEndOfMonth();
        List<Search> searches = new ArrayList<>();
        for (Authority authority : Authority.values()) {
            if (authority.keepsAnyOf(kinds)) {
                searches.add(Search.during(authority.contributions(), from, to));
            }
        }
        return searches;
    }

    @Override
    public Judgement judge(PaymentRequest request, CaseFile file) {
        // what is printed as present is that of the day, not what has been written down of days to come
        CaseFile ofTheDay = request.getHeader().getAsOf() == null ? file.on(file.requestedOn()) : file;
        Registered person = Registered.of(request.getHeader().getApplicantKey(), ofTheDay);
        List<Inquiry> unasked = person.unasked(file, key -> inquiry(request, key));
        if (!unasked.isEmpty()) {
            return new AskFurther(unasked);
        }
        return person.obstacle(registers())
                .or(person::departure)
                .or(() -> death(Registered.of(request.getHeader().getApplicantKey(), file)))
                .orElseGet(() -> count(request, person));
    }

    /** That they had died or left by a day; of a death that nobody dates it is not certain. */
    private static Optional<Verdict> departedBy(LocalDate day, Registered person) {
        return person.undatedDeath(day).isPresent() ? Optional.empty() : person.departure();
    }

    /** That they have died by now: as of the last day that the register names they lived, yet none is issued to them on it. */
    private static Optional<Verdict> death(Registered person) {
        return person.deaths().isEmpty() ? Optional.empty() : person.departure();
    }

    @Override
    public Stream<Verdict> asCertified(PaymentRequest request, CaseFile file, LocalDate day) {
        return file.readings(day).map(then -> {
            Registered person = Registered.of(request.getHeader().getApplicantKey(), then);
            return person.obstacle(registers())
                    .or(() -> departedBy(day, person))
                    .orElseGet(() -> count(request, person));
        });
    }

    @Override
    public SpecificRecord decision(PaymentRequest request, DecisionHeader header, @Nullable SpecificRecord content) {
        return PaymentDecision.newBuilder()
                .setHeader(header)
                .setContent((PaymentContent) content)
                .build();
    }

    private static List<String> registers() {
        List<String> types = new ArrayList<>();
        for (Authority authority : Authority.values()) {
            types.add(authority.contributions().getFullName());
            types.add(authority.enrolments().getFullName());
        }
        return types;
    }

    private static Verdict count(PaymentRequest request, Registered person) {
        Ledger ledger = Ledger.of(
                request.getKinds(), request.getFromMonth(), request.getToMonth(), Payment.of(person.identity()));
        List<RecordEvent> twice = ledger.paidTwice();
        if (!twice.isEmpty()) {
            return person.refusal(
                    Answer.AMBIGUOUS, Rule.MONTH_PAID_TWICE, twice, twice.get(0).recordType());
        }
        Optional<Verdict> movedAway = movedAway(request, person)
                .alone(
                        person,
                        request.getKinds().stream()
                                .filter(kind -> ledger.of(kind).isEmpty())
                                .toList());
        if (movedAway.isPresent()) {
            return movedAway.get();
        }
        if (ledger.isEmpty()) {
            return nothing(request, person);
        }
        List<RecordEvent> evidence = new ArrayList<>(ledger.events());
        evidence.add(person.speaking().event());
        Integer minimum = request.getMinimumMonths();
        return minimum == null
                ? granted(request, person, ledger, evidence, Rule.CONTRIBUTIONS_FOUND)
                : reaching(minimum, request, person, ledger, evidence);
    }

    private static Verdict reaching(
            int minimum, PaymentRequest request, Registered person, Ledger ledger, List<RecordEvent> evidence) {
        List<InsuranceKind> missed = ledger.kinds().stream()
                .filter(kind -> kind.getCreditedMonths() < minimum)
                .map(PaidKind::getKind)
                .toList();
        return missed.isEmpty()
                ? granted(request, person, ledger, evidence, Rule.MONTHS_REACHED)
                : movedAway(request, person)
                        .leavesOpen(person, ledger, missed, months -> months.count() >= minimum)
                        .orElseGet(() -> Verdict.refusal(
                                Answer.MISMATCH, Finding.about(Rule.MONTHS_NOT_REACHED, person.key(), evidence)));
    }

    private static MovedAway movedAway(PaymentRequest request, Registered person) {
        return MovedAway.of(request.getKinds(), request.getFromMonth(), request.getToMonth(), person.identity());
    }

    private static Verdict nothing(PaymentRequest request, Registered person) {
        String first = Authority.of(request.getKinds().get(0)).contributions().getFullName();
        return person.refusal(Answer.NO_RECORD, Rule.NO_CONTRIBUTION, List.of(), first);
    }

    private static Verdict granted(
            PaymentRequest request, Registered person, Ledger ledger, List<RecordEvent> evidence, Rule rule) {
        Enrolments enrolments = Enrolments.of(person.identity());
        List<RecordEvent> all = new ArrayList<>(evidence);
        all.addAll(enrolments.events());
        all.addAll(missing(request.getKinds(), enrolments, Enrolments.ended(person.identity())));
        PaymentContent content = PaymentContent.newBuilder()
                .setPerson(summary(person.key(), person.speaking().body()))
                .setFromMonth(request.getFromMonth())
                .setToMonth(request.getToMonth())
                .setCurrentEmployer(enrolments.currentEmployers())
                .setCurrentRegion(enrolments.currentRegions())
                .setMedicalStatus(enrolments.medicalStatus().orElse(null))
                .setKinds(ledger.kinds().stream()
                        .map(kind -> withStatus(kind, enrolments))
                        .toList())
                .build();
        return Verdict.match(List.of(Finding.about(rule, person.key(), all)), content);
    }

    /**
     * On what it rests that something is not printed: the ended enrolments of the kinds asked for, and of medical insurance, in which none is in force; and where no employer is
     * printed, those of all kinds.
     */
    private static List<RecordEvent> missing(List<InsuranceKind> kinds, Enrolments inForce, Enrolments ended) {
        Stream<RecordEvent> statuses = Stream.concat(kinds.stream(), Stream.of(InsuranceKind.MEDICAL))
                .filter(kind -> inForce.in(kind).isEmpty())
                .flatMap(kind -> ended.in(kind).stream())
                .map(Standing::event);
        Stream<RecordEvent> employers =
                inForce.currentEmployers() == null ? ended.social().stream().map(Stated::event) : Stream.empty();
        return Stream.concat(statuses, employers).distinct().toList();
    }

    private static PaidKind withStatus(PaidKind kind, Enrolments enrolments) {
        return PaidKind.newBuilder(kind)
                .setStatus(enrolments.statusIn(kind.getKind()).orElse(null))
                .build();
    }

    private static PersonSummary summary(String personKey, Resident resident) {
        return PersonSummary.newBuilder()
                .setPersonKey(personKey)
                .setName(resident.getName())
                .setSex(resident.getSex())
                .setBirthDate(resident.getBirthDate())
                .setIdentityNumber(resident.getIdentityNumber())
                .build();
    }
}
