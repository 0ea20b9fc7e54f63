package org.huzheng.payment;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.decision.CaseFile;
import org.huzheng.decision.Identity;
import org.huzheng.decision.Inquiry;
import org.huzheng.decision.Judge;
import org.huzheng.decision.Judgement;
import org.huzheng.decision.Judgement.AskFurther;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
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
import org.huzheng.household.IdentityLink;
import org.huzheng.household.LifeStatus;
import org.huzheng.household.Resident;
import org.huzheng.medical.MedicalEnrolment;
import org.huzheng.socialsecurity.Contribution;
import org.huzheng.socialsecurity.Enrolment;
import org.huzheng.socialsecurity.EnrolmentStatus;
import org.jspecify.annotations.Nullable;

/** Judges what a person has paid into social insurance. A period in the past is touched by corrections, not by new months. */
public final class PaymentJudge implements Judge<PaymentRequest> {
    private static final String RESIDENT = Resident.getClassSchema().getFullName();
    private static final String CONTRIBUTION = Contribution.getClassSchema().getFullName();
    private static final String ENROLMENT = Enrolment.getClassSchema().getFullName();
    private static final String MEDICAL_ENROLMENT =
            MedicalEnrolment.getClassSchema().getFullName();
    private static final String IDENTITY_LINK = IdentityLink.getClassSchema().getFullName();

    @Override
    public RequestHeader headerOf(PaymentRequest request) {
        return request.getHeader();
    }

    @Override
    public List<Inquiry> firstInquiries(PaymentRequest request) {
        return List.of(inquiry(request, request.getHeader().getApplicantKey()));
    }

    private static Inquiry inquiry(PaymentRequest request, String personKey) {
        LocalDate from = monthOf(request.getFromMonth()).atDay(1);
        LocalDate to = monthOf(request.getToMonth()).atEndOfMonth();
        return new Inquiry(
                personKey,
                List.of(
                        Search.everAmong(Resident.getClassSchema()),
                        Search.everAmong(IdentityLink.getClassSchema()),
                        Search.during(Contribution.getClassSchema(), from, to),
                        Search.onceAmong(Enrolment.getClassSchema()),
                        Search.onceAmong(MedicalEnrolment.getClassSchema())));
    }

    @Override
    public Judgement judge(PaymentRequest request, CaseFile file) {
        Identity person = Identity.of(request.getHeader().getApplicantKey(), file);
        List<String> unheard = person.unheard(file);
        if (!unheard.isEmpty()) {
            return new AskFurther(
                    unheard.stream().map(key -> inquiry(request, key)).toList());
        }
        return obstacle(person).orElseGet(() -> count(request, person));
    }

    @Override
    public SpecificRecord decision(DecisionHeader header, @Nullable SpecificRecord content) {
        return PaymentDecision.newBuilder()
                .setHeader(header)
                .setContent((PaymentContent) content)
                .build();
    }

    /** What stands in the way of saying anything about the person. */
    private static Optional<Verdict> obstacle(Identity person) {
        List<RecordEvent> contradictory =
                person.contradictory(List.of(RESIDENT, IDENTITY_LINK, CONTRIBUTION, ENROLMENT, MEDICAL_ENROLMENT));
        if (!contradictory.isEmpty()) {
            return refusal(
                    Answer.AMBIGUOUS,
                    Rule.CONTRADICTORY_RECORD,
                    person,
                    contradictory,
                    contradictory.get(0).recordType());
        }
        List<RecordEvent> shared = person.sharedByTwo();
        if (!shared.isEmpty()) {
            return refusal(Answer.AMBIGUOUS, Rule.NUMBER_SERVES_TWO, person, shared, IDENTITY_LINK);
        }
        List<Stated<Resident>> entries = person.inForce(RESIDENT, Resident.class);
        if (entries.size() > 1) {
            return refusal(Answer.AMBIGUOUS, Rule.SEVERAL_ENTRIES, person, events(entries), RESIDENT);
        }
        // a register may keep the entry of a deceased in force
        List<Stated<Resident>> living = entries.stream()
                .filter(entry -> entry.body().getLifeStatus() != LifeStatus.DECEASED)
                .toList();
        if (!living.isEmpty()) {
            return Optional.empty();
        }
        List<Stated<Resident>> inactive = entries.isEmpty() ? person.ended(RESIDENT, Resident.class) : entries;
        return inactive.isEmpty()
                ? refusal(Answer.NO_RECORD, Rule.NO_ENTRY, person, List.of(), RESIDENT)
                : refusal(Answer.RECORD_INACTIVE, Rule.ENTRY_ENDED, person, events(inactive), RESIDENT);
    }

    private static Optional<Verdict> refusal(
            Answer answer, Rule rule, Identity person, List<RecordEvent> events, String settledBy) {
        return Optional.of(Verdict.refusal(
                answer, Finding.about(rule, person.key(), events).settledBy(settledBy)));
    }

    private static Verdict count(PaymentRequest request, Identity person) {
        Ledger ledger = Ledger.of(request, person.inForce(CONTRIBUTION, Contribution.class));
        List<RecordEvent> twice = ledger.paidTwice();
        if (!twice.isEmpty()) {
            return refusal(Answer.AMBIGUOUS, Rule.MONTH_PAID_TWICE, person, twice, CONTRIBUTION)
                    .orElseThrow();
        }
        if (ledger.isEmpty()) {
            return refusal(Answer.NO_RECORD, Rule.NO_CONTRIBUTION, person, List.of(), CONTRIBUTION)
                    .orElseThrow();
        }
        Stated<Resident> entry = person.inForce(RESIDENT, Resident.class).get(0);
        List<RecordEvent> evidence = new ArrayList<>(ledger.events());
        evidence.add(entry.event());
        Integer minimum = request.getMinimumMonths();
        if (minimum == null) {
            return granted(request, person, ledger, evidence, Rule.CONTRIBUTIONS_FOUND);
        }
        boolean reached = ledger.kinds().stream().allMatch(kind -> kind.getCreditedMonths() >= minimum);
        return reached
                ? granted(request, person, ledger, evidence, Rule.MONTHS_REACHED)
                : Verdict.refusal(Answer.MISMATCH, Finding.about(Rule.MONTHS_NOT_REACHED, person.key(), evidence));
    }

    private static Verdict granted(
            PaymentRequest request, Identity person, Ledger ledger, List<RecordEvent> evidence, Rule rule) {
        List<Stated<Enrolment>> enrolments = person.inForce(ENROLMENT, Enrolment.class);
        List<Stated<MedicalEnrolment>> medical = person.inForce(MEDICAL_ENROLMENT, MedicalEnrolment.class);
        List<RecordEvent> all = new ArrayList<>(evidence);
        all.addAll(events(enrolments));
        all.addAll(events(medical));
        Optional<Enrolment> active = enrolments.stream()
                .map(Stated::body)
                .filter(enrolment -> enrolment.getStatus() == EnrolmentStatus.ACTIVE)
                .min(Comparator.comparing(Enrolment::getKind));
        Resident resident = person.inForce(RESIDENT, Resident.class).get(0).body();
        PaymentContent content = PaymentContent.newBuilder()
                .setPerson(summary(person.key(), resident))
                .setFromMonth(request.getFromMonth())
                .setToMonth(request.getToMonth())
                .setCurrentEmployer(active.map(Enrolment::getEmployerName).orElse(null))
                .setCurrentRegion(active.map(Enrolment::getRegionCode).orElse(null))
                .setMedicalStatus(medical.stream()
                        .map(stated -> stated.body().getStatus())
                        .min(Comparator.naturalOrder())
                        .orElse(null))
                .setKinds(ledger.kinds().stream()
                        .map(kind -> withStatus(kind, enrolments))
                        .toList())
                .build();
        return Verdict.match(List.of(Finding.about(rule, person.key(), all)), content);
    }

    private static PaidKind withStatus(PaidKind kind, List<Stated<Enrolment>> enrolments) {
        return PaidKind.newBuilder(kind)
                .setStatus(enrolments.stream()
                        .map(Stated::body)
                        .filter(enrolment -> enrolment.getKind() == kind.getKind())
                        .map(Enrolment::getStatus)
                        .min(Comparator.naturalOrder())
                        .orElse(null))
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

    private static <T extends SpecificRecord> List<RecordEvent> events(List<Stated<T>> stated) {
        return stated.stream().map(Stated::event).toList();
    }

    private static YearMonth monthOf(int yearMonth) {
        return YearMonth.of(yearMonth / 100, yearMonth % 100);
    }
}
