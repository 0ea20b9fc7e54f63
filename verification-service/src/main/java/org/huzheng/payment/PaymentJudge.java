package org.huzheng.payment;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.decision.CaseFile;
import org.huzheng.decision.Inquiry;
import org.huzheng.decision.Judge;
import org.huzheng.decision.Judgement;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Rule;
import org.huzheng.decision.Search;
import org.huzheng.dossier.Dossier;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.dossier.RecordState;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.PaidKind;
import org.huzheng.exchange.PaymentContent;
import org.huzheng.exchange.PaymentDecision;
import org.huzheng.exchange.PaymentRequest;
import org.huzheng.exchange.PersonSummary;
import org.huzheng.exchange.RequestHeader;
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

    @Override
    public RequestHeader headerOf(PaymentRequest request) {
        return request.getHeader();
    }

    @Override
    public List<Inquiry> firstInquiries(PaymentRequest request) {
        LocalDate from = monthOf(request.getFromMonth()).atDay(1);
        LocalDate to = monthOf(request.getToMonth()).atEndOfMonth();
        return List.of(new Inquiry(
                request.getHeader().getApplicantKey(),
                List.of(
                        Search.everAmong(Resident.getClassSchema()),
                        Search.during(Contribution.getClassSchema(), from, to),
                        Search.onceAmong(Enrolment.getClassSchema()),
                        Search.onceAmong(MedicalEnrolment.getClassSchema()))));
    }

    @Override
    public Judgement judge(PaymentRequest request, CaseFile file) {
        Dossier dossier = file.dossierOf(request.getHeader().getApplicantKey());
        return obstacle(dossier).orElseGet(() -> count(request, dossier));
    }

    @Override
    public SpecificRecord decision(DecisionHeader header, @Nullable SpecificRecord content) {
        return PaymentDecision.newBuilder()
                .setHeader(header)
                .setContent((PaymentContent) content)
                .build();
    }

    private static Optional<Verdict> obstacle(Dossier dossier) {
        List<RecordEvent> contradictory = new ArrayList<>();
        for (String type : List.of(RESIDENT, CONTRIBUTION, ENROLMENT, MEDICAL_ENROLMENT)) {
            dossier.contradictoryOf(type).stream()
                    .map(RecordState.Contradictory::events)
                    .forEach(contradictory::addAll);
        }
        if (!contradictory.isEmpty()) {
            return refusal(Answer.AMBIGUOUS, Rule.CONTRADICTORY_RECORD, dossier, contradictory, CONTRIBUTION);
        }
        List<Stated<Resident>> entries = dossier.inForce(RESIDENT, Resident.class);
        if (entries.size() > 1) {
            return refusal(Answer.AMBIGUOUS, Rule.SEVERAL_ENTRIES, dossier, events(entries), RESIDENT);
        }
        if (entries.isEmpty()) {
            List<Stated<Resident>> ended = dossier.ended(RESIDENT, Resident.class);
            return ended.isEmpty()
                    ? refusal(Answer.NO_RECORD, Rule.NO_ENTRY, dossier, List.of(), RESIDENT)
                    : refusal(Answer.RECORD_INACTIVE, Rule.ENTRY_ENDED, dossier, events(ended), RESIDENT);
        }
        return Optional.empty();
    }

    private static Optional<Verdict> refusal(
            Answer answer, Rule rule, Dossier dossier, List<RecordEvent> events, String settledBy) {
        return Optional.of(Verdict.refusal(
                answer, Finding.about(rule, dossier.personKey(), events).settledBy(settledBy)));
    }

    private static Verdict count(PaymentRequest request, Dossier dossier) {
        Ledger ledger = Ledger.of(request, dossier.inForce(CONTRIBUTION, Contribution.class));
        List<RecordEvent> twice = ledger.paidTwice();
        if (!twice.isEmpty()) {
            return refusal(Answer.AMBIGUOUS, Rule.MONTH_PAID_TWICE, dossier, twice, CONTRIBUTION)
                    .orElseThrow();
        }
        if (ledger.isEmpty()) {
            return refusal(Answer.NO_RECORD, Rule.NO_CONTRIBUTION, dossier, List.of(), CONTRIBUTION)
                    .orElseThrow();
        }
        Stated<Resident> entry = dossier.inForce(RESIDENT, Resident.class).get(0);
        List<RecordEvent> evidence = new ArrayList<>(ledger.events());
        evidence.add(entry.event());
        Integer minimum = request.getMinimumMonths();
        if (minimum == null) {
            return granted(request, dossier, ledger, evidence, Rule.CONTRIBUTIONS_FOUND);
        }
        boolean reached = ledger.kinds().stream().allMatch(kind -> kind.getCreditedMonths() >= minimum);
        return reached
                ? granted(request, dossier, ledger, evidence, Rule.MONTHS_REACHED)
                : Verdict.refusal(
                        Answer.MISMATCH, Finding.about(Rule.MONTHS_NOT_REACHED, dossier.personKey(), evidence));
    }

    private static Verdict granted(
            PaymentRequest request, Dossier dossier, Ledger ledger, List<RecordEvent> evidence, Rule rule) {
        List<Stated<Enrolment>> enrolments = dossier.inForce(ENROLMENT, Enrolment.class);
        List<Stated<MedicalEnrolment>> medical = dossier.inForce(MEDICAL_ENROLMENT, MedicalEnrolment.class);
        List<RecordEvent> all = new ArrayList<>(evidence);
        all.addAll(events(enrolments));
        all.addAll(events(medical));
        Optional<Enrolment> active = enrolments.stream()
                .map(Stated::body)
                .filter(enrolment -> enrolment.getStatus() == EnrolmentStatus.ACTIVE)
                .min(Comparator.comparing(Enrolment::getKind));
        Resident resident = dossier.inForce(RESIDENT, Resident.class).get(0).body();
        PaymentContent content = PaymentContent.newBuilder()
                .setPerson(summary(dossier.personKey(), resident))
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
        return Verdict.match(List.of(Finding.about(rule, dossier.personKey(), all)), content);
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
