package org.huzheng.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.huzheng.api.RequestIntake.Accepted;
import org.huzheng.api.RequestIntake.Terms;
import org.huzheng.exchange.EmployerInsuranceRequest;
import org.huzheng.exchange.RequestBasis;
import org.huzheng.exchange.RequestForm;
import org.huzheng.identity.EmployerKey;
import org.huzheng.identity.PersonKeyDerivation;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.identity.UnifiedSocialCreditCode;
import org.huzheng.socialsecurity.InsuranceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIntakeTest {
    private static final Asker OFFICE = new Asker(
            "office",
            Set.of("certificate:kinship", "verification:kinship", "verification:alive", "purpose:school-enrolment"));
    private static final EmployerKey EMPLOYER =
            new EmployerKey(UnifiedSocialCreditCode.withCheckCharacter("91110105MA0000000"));
    private static final Asker AGENT = new Asker(
            "agent",
            Set.of("certificate:employer-insurance", "verification:employer-insurance", "purpose:school-enrolment"),
            Optional.empty(),
            Set.of(EMPLOYER));

    /** The first of June in China. */
    private static final InstantSource NOW = InstantSource.fixed(Instant.parse("2026-05-31T17:00:00Z"));

    private final RequestIntake intake = newIntake();

    @Test
    void shouldNeverShareAnIdBetweenTwoPeopleUnderOneKey() {
        // Given
        Accepted one = read(RequestForm.CERTIFICATE, body(1));

        // When
        Accepted other = read(RequestForm.CERTIFICATE, body(3));

        // Then
        assertThat(other.header().getApplicantKey()).isNotEqualTo(one.header().getApplicantKey());
        assertThat(other.header().getRequestId()).isNotEqualTo(one.header().getRequestId());
        assertThat(other.idBeginning()).isEqualTo(one.idBeginning());
        assertThat(one.header().getRequestId()).startsWith(one.idBeginning());
    }

    @Test
    void shouldNameTheSameRequestTheSameInEveryInstance() {
        // When
        Accepted elsewhere =
                newIntake().read(RequestForm.CERTIFICATE, body(1).replace(",", " , "), OFFICE, Optional.of("key-1"));

        // Then
        assertThat(elsewhere.header())
                .isEqualTo(read(RequestForm.CERTIFICATE, body(1)).header());
    }

    @Test
    void shouldTellACertificateFromAVerification() {
        assertThat(read(RequestForm.VERIFICATION, body(1)).header().getRequestId())
                .isNotEqualTo(read(RequestForm.CERTIFICATE, body(1)).header().getRequestId());
    }

    @Test
    void shouldAskAClaimOfTodayInChinaWhereNoDayIsNamed() {
        // When
        Accepted claim = claim("");

        // Then
        assertThat(claim.header().getAsOf()).isEqualTo(LocalDate.of(2026, 6, 1));
        assertThat(claim.header().getKnownAt()).isNull();
    }

    @Test
    void shouldAskAClaimOfTheDayAndTimeItNames() {
        // When
        Accepted claim = claim(",\"asOf\":\"2010-02-28\",\"knownAt\":\"2026-01-31T08:00:00.0009Z\"");

        // Then
        assertThat(claim.header().getAsOf()).isEqualTo(LocalDate.of(2010, 2, 28));
        assertThat(claim.header().getKnownAt()).isEqualTo(Instant.parse("2026-01-31T08:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldTellAClaimFromTheSameClaimInABatchOfAnotherLength(int claims) {
        // Given
        Accepted first = claimOfBatch(2);

        // When
        Accepted other = claimOfBatch(claims);

        // Then
        assertThat(other.idBeginning()).isEqualTo(first.idBeginning());
        assertThat(other.header().getRequestId())
                .isNotEqualTo(first.header().getRequestId())
                .startsWith(first.idBeginning());
        assertThat(claimOfBatch(2).header()).isEqualTo(first.header());
    }

    @Test
    void shouldKeyARequestAboutAnEmployerByItsCode() {
        // When
        Accepted accepted =
                ask(RequestForm.CERTIFICATE, ofEmployer(code().toLowerCase(Locale.ROOT), "2026-06", ""), AGENT);

        // Then
        assertThat(accepted.header().getApplicantKey()).isEqualTo("employer:" + code());
        EmployerInsuranceRequest request = (EmployerInsuranceRequest) accepted.record();
        assertThat(request.getEmployerCode()).isEqualTo(code());
        assertThat(request.getMonth()).isEqualTo(202606);
        assertThat(request.getKinds()).containsExactly(InsuranceKind.PENSION, InsuranceKind.MEDICAL);
    }

    @ParameterizedTest
    @EnumSource(
            value = RequestForm.class,
            names = {"CERTIFICATE", "VERIFICATION"})
    void shouldRefuseWhoIsNoAgentOfTheEmployer(RequestForm form) {
        // Given
        Asker another = new Asker(
                "agent of another",
                AGENT.scopes(),
                Optional.empty(),
                Set.of(new EmployerKey(UnifiedSocialCreditCode.withCheckCharacter("91110105MA1111111"))));

        // When
        ProblemException refusal = catchThrowableOfType(
                ProblemException.class, () -> ask(form, ofEmployer(code(), "2026-01", ""), another));

        // Then
        assertThat(refusal.problem().status()).isEqualTo(403);
        assertThat(refusal.problem().expected()).isEqualTo("claim employers with " + code());
    }

    @Test
    void shouldRefuseAnAgentWithoutTheScope() {
        // Given
        Asker unscoped = new Asker("agent", Set.of("purpose:school-enrolment"), Optional.empty(), AGENT.employers());

        // When
        ProblemException refusal = catchThrowableOfType(
                ProblemException.class,
                () -> ask(RequestForm.CERTIFICATE, ofEmployer(code(), "2026-01", ""), unscoped));

        // Then
        assertThat(refusal.problem().expected()).isEqualTo("scope certificate:employer-insurance");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07, '', /month",
        "2026-01, ',\"asOf\":\"2026-01-02\"', /asOf",
        "2026-01, ',\"applicant\":{\"identityNumber\":\"11010519491231002X\"}', /applicant"
    })
    void shouldRefuseAMonthThatHasNotComeADayAndAPerson(String month, String more, String pointer) {
        // When
        ProblemException refusal = catchThrowableOfType(
                ProblemException.class, () -> ask(RequestForm.VERIFICATION, ofEmployer(code(), month, more), AGENT));

        // Then
        assertThat(refusal.problem().status()).isEqualTo(400);
        assertThat(refusal.problem().pointer()).isEqualTo(pointer);
    }

    @Test
    void shouldRefuseAnEmployerThatHasNoCreditCodeWithoutRepeatingIt() {
        // When
        ProblemException refusal = catchThrowableOfType(
                ProblemException.class,
                () -> ask(RequestForm.CERTIFICATE, ofEmployer("11010519491231002X", "2026-01", ""), AGENT));

        // Then
        assertThat(refusal.problem().pointer()).isEqualTo("/employerCode");
        assertThat(refusal.problem().detailEn()).doesNotContain("11010519491231002X");
    }

    private Accepted ask(RequestForm form, String body, Asker asker) {
        return intake.read(form, body, asker, Optional.empty());
    }

    private static String code() {
        return EMPLOYER.code().value();
    }

    private static String ofEmployer(String code, String month, String more) {
        return """
            {"type":"employer-insurance","purpose":"school-enrolment","basis":{"kind":"STATUTE"},
             "employerCode":"%s","month":"%s","kinds":["MEDICAL","PENSION","MEDICAL"]%s}\
            """.formatted(code, month, more);
    }

    private Accepted claimOfBatch(int claims) {
        String applicant =
                ResidentIdentityNumber.of("110105", LocalDate.of(1988, 6, 2), 1).value();
        JsonBody claim = JsonBody.parse("""
            {"type":"alive","applicant":{"identityNumber":"%s"}}""".formatted(applicant));
        Terms terms = new Terms("school-enrolment", RequestBasis.STATUTE, null);
        return intake.readOfBatch(terms, claim, OFFICE, Batch.named(OFFICE, "key-1", claims), 0);
    }

    private Accepted claim(String times) {
        String applicant =
                ResidentIdentityNumber.of("110105", LocalDate.of(1988, 6, 2), 1).value();
        return intake.read(RequestForm.VERIFICATION, """
            {"type":"alive","purpose":"school-enrolment","basis":{"kind":"STATUTE"},"applicant":{"identityNumber":"%s"}%s}\
            """.formatted(applicant, times), OFFICE, Optional.empty());
    }

    private Accepted read(RequestForm form, String body) {
        return intake.read(form, body, OFFICE, Optional.of("key-1"));
    }

    private static RequestIntake newIntake() {
        return new RequestIntake(
                List.of(new KinshipIntake(), new ClaimIntakes().alive(), new EmployerInsuranceIntake(NOW)),
                new People(new PersonKeyDerivation(new byte[32])),
                new BodyDigest(new byte[32]),
                NOW);
    }

    private static String body(int sequence) {
        String applicant = ResidentIdentityNumber.of("110105", LocalDate.of(1988, 6, 2), sequence)
                .value();
        String relative = ResidentIdentityNumber.of("110105", LocalDate.of(2015, 3, 1), 11)
                .value();
        return """
            {"type":"kinship","purpose":"school-enrolment","basis":{"kind":"CONSENT"},
             "applicant":{"identityNumber":"%s"},"relative":{"identityNumber":"%s"}}\
            """.formatted(applicant, relative);
    }
}
