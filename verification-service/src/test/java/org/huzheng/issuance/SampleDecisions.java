package org.huzheng.issuance;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.huzheng.event.Sex;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.CertificateAction;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.EmployerInsuranceContent;
import org.huzheng.exchange.EmployerInsuranceDecision;
import org.huzheng.exchange.InsuredKind;
import org.huzheng.exchange.InsuredPerson;
import org.huzheng.exchange.InsuredTotal;
import org.huzheng.exchange.KinshipContent;
import org.huzheng.exchange.KinshipDecision;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.PaidKind;
import org.huzheng.exchange.PaidMonth;
import org.huzheng.exchange.PaymentContent;
import org.huzheng.exchange.PaymentDecision;
import org.huzheng.exchange.PersonSummary;
import org.huzheng.exchange.Reason;
import org.huzheng.exchange.Relation;
import org.huzheng.exchange.RelationBasis;
import org.huzheng.exchange.RequestForm;
import org.huzheng.socialsecurity.Arrival;
import org.huzheng.socialsecurity.EnrolmentStatus;
import org.huzheng.socialsecurity.InsuranceKind;
import org.huzheng.socialsecurity.PaymentManner;

/** Decisions about synthetic people, for tests of what follows from them. */
public final class SampleDecisions {
    /** When every sample was decided, unless said otherwise. */
    public static final Instant DECIDED_AT = Instant.parse("2026-11-23T08:00:00Z");

    /** The applicant's person key. */
    public static final String APPLICANT = "AAAAAAAAAAAAAAAAAAAAAA";

    private static final String RELATIVE = "BBBBBBBBBBBBBBBBBBBBBA";

    private SampleDecisions() {}

    /** A kinship decision that grants when the action issues. */
    public static KinshipDecision kinship(String requestId, int judgement, CertificateAction action, int version) {
        boolean grants = action != CertificateAction.SUSPEND && action != CertificateAction.REVOKE && version > 0;
        DecisionHeader header = header(requestId, judgement, action, version)
                .setAnswer(grants ? Answer.MATCH : Answer.MISMATCH)
                .setReasons(List.of(reason(grants ? "relation-stated" : "another-stated")))
                .build();
        return new KinshipDecision(header, grants ? motherAndChild() : null);
    }

    /** A refusal. */
    public static KinshipDecision refusal(String requestId) {
        return kinship(requestId, 1, CertificateAction.NONE, 0);
    }

    /** A payment decision that grants. */
    public static PaymentDecision payment(String requestId) {
        DecisionHeader header = header(requestId, 1, CertificateAction.ISSUE, 1)
                .setAnswer(Answer.MATCH)
                .setReasons(List.of(reason("contributions-found")))
                .build();
        return new PaymentDecision(header, twoMonths());
    }

    /** A decision about an employer that grants. */
    public static EmployerInsuranceDecision employerInsurance(String requestId) {
        DecisionHeader header = header(requestId, 1, CertificateAction.ISSUE, 1)
                .setAnswer(Answer.MATCH)
                .setReasons(List.of(reason("insured-people-found")))
                .build();
        return new EmployerInsuranceDecision(header, onePerson());
    }

    /** The head of a decision, to be filled. */
    public static DecisionHeader.Builder header(
            String requestId, int judgement, CertificateAction action, int version) {
        return DecisionHeader.newBuilder()
                .setDecisionId(requestId + "/" + judgement)
                .setRequestId(requestId)
                .setJudgement(judgement)
                .setApplicantKey(APPLICANT)
                .setForm(RequestForm.CERTIFICATE)
                .setAsker("school-office")
                .setPurpose("school-enrolment")
                .setBodyDigest("00")
                .setRequest(new Locator("exchange.requests", 0, 7L))
                .setRequestedAt(DECIDED_AT.minusSeconds(1))
                .setDecidedAt(DECIDED_AT.plusSeconds(judgement - 1L))
                .setRuleVersion("2026.11")
                .setAction(action)
                .setCertificateVersion(version)
                .setAnswers(List.of())
                .setScopes(List.of())
                .setEvidence(List.of());
    }

    private static Reason reason(String rule) {
        return new Reason(rule, null, List.of(), null);
    }

    private static KinshipContent motherAndChild() {
        return KinshipContent.newBuilder()
                .setApplicant(new PersonSummary(
                        APPLICANT, "王𬱖㛃", Sex.FEMALE, LocalDate.of(1986, 3, 4), "110105198603040047"))
                .setRelative(
                        new PersonSummary(RELATIVE, "李小明", Sex.MALE, LocalDate.of(2016, 5, 6), "110105201605060017"))
                .setRelation(Relation.MOTHER)
                .setInverse(Relation.SON)
                .setBases(List.of(RelationBasis.STATED))
                .setRegisters(List.of("org.huzheng.household.Resident"))
                .setSince(LocalDate.of(2016, 6, 1))
                .build();
    }

    private static PaymentContent twoMonths() {
        PaidMonth month = PaidMonth.newBuilder()
                .setMonth(202501)
                .setEmployerName("示例有限公司")
                .setBase(new BigDecimal("8123.00"))
                .setPersonalAmount(new BigDecimal("649.84"))
                .setEmployerAmount(null)
                .setArrival(Arrival.CREDITED)
                .setManner(PaymentManner.REGULAR)
                .setRegionCode("110105")
                .build();
        PaidKind pension = PaidKind.newBuilder()
                .setKind(InsuranceKind.PENSION)
                .setStatus(EnrolmentStatus.ACTIVE)
                .setCreditedMonths(1)
                .setFirstCredited(202501)
                .setLastCredited(202501)
                .setLongestRun(1)
                .setPersonalTotal(new BigDecimal("649.84"))
                .setEmployerTotal(null)
                .setMonths(List.of(month))
                .build();
        return PaymentContent.newBuilder()
                .setPerson(payer())
                .setFromMonth(202501)
                .setToMonth(202512)
                .setCurrentEmployer("示例有限公司")
                .setCurrentRegion("110105")
                .setMedicalStatus(EnrolmentStatus.ACTIVE)
                .setKinds(List.of(pension))
                .build();
    }

    private static PersonSummary payer() {
        return new PersonSummary(APPLICANT, "王𬱖㛃", Sex.FEMALE, LocalDate.of(1986, 3, 4), "110105198603040047");
    }

    private static EmployerInsuranceContent onePerson() {
        return EmployerInsuranceContent.newBuilder()
                .setEmployerCode("91350100M000100Y43")
                .setEmployerName("示例有限公司")
                .setMonth(202501)
                .setKinds(List.of(InsuranceKind.PENSION))
                .setInsured(List.of(new InsuredPerson(
                        payer(), List.of(new InsuredKind(InsuranceKind.PENSION, EnrolmentStatus.ACTIVE, "110105")))))
                .setTotals(List.of(new InsuredTotal(InsuranceKind.PENSION, 1)))
                .build();
    }
}
