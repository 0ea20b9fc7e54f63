package org.huzheng.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huzheng.exchange.CertificateAction.ISSUE;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.catalogue.Topics;
import org.huzheng.certificate.CertificateNumber;
import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.KinshipDecision;
import org.huzheng.exchange.Locator;
import org.huzheng.presentation.ClaimDescription;
import org.huzheng.presentation.CredentialTemplate;
import org.huzheng.presentation.Disclosure;
import org.huzheng.presentation.EmployerInsuranceCredential;
import org.huzheng.presentation.KinshipCredential;
import org.huzheng.presentation.PaymentCredential;
import org.huzheng.presentation.SdJwt;
import org.huzheng.wire.RecordDigest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a decision that grants is issued as. */
class IssuanceTopologyTest {
    private static final String REQUEST = "request-1";

    private final Path state;

    @AutoClose
    private final DrivenIssuance issuance;

    IssuanceTopologyTest(@TempDir Path state) {
        this.state = state;
        issuance = new DrivenIssuance(state.resolve("first"));
    }

    @Test
    void shouldIssueOneCertificateWhenTheDecisionGrants() {
        // When
        issuance.decide(SampleDecisions.kinship(REQUEST, 1, ISSUE, 1));

        // Then
        Certificate issued = issuance.onlyCertificate();
        assertThat(CertificateNumber.parse(issued.getNumber()))
                .isEqualTo(CertificateNumber.of("KINSHIP", "11110000000000000N", REQUEST, 1));
        assertThat(issued.getIssuedAt()).isEqualTo(SampleDecisions.DECIDED_AT);
        assertThat(issued.getExpiresAt()).isEqualTo(Instant.parse("2027-11-23T08:00:00Z"));
        assertThat(issued.getDecision()).isEqualTo(new Locator(Topics.DECISIONS.name(), 0, 0L));
        assertThat(issued.getStatusList()).isEqualTo("0-0");
        assertThat(issued.getPreviousNumber()).isNull();
        assertThat(issuance.statusChanges().isEmpty()).isTrue();
    }

    @Test
    void shouldCiteTheDecisionByTheDigestOfItsBytes() {
        // Given
        KinshipDecision decision = SampleDecisions.kinship(REQUEST, 1, ISSUE, 1);
        byte[] bytes = new TestWire().encoder().serialize(Topics.DECISIONS.name(), decision);

        // When
        issuance.decide(decision);

        // Then
        assertThat(RecordDigest.of(issuance.onlyCertificate().getDecisionDigest()))
                .isEqualTo(RecordDigest.sha256(bytes));
    }

    @Test
    void shouldSayTheSameOfPeopleOnlyInDisclosures() {
        // When
        issuance.decide(SampleDecisions.kinship(REQUEST, 1, ISSUE, 1));

        // Then
        SdJwt credential = SdJwt.parse(issuance.onlyCertificate().getCredential());
        assertThat(credential.token().isSignedBy(DrivenIssuance.KEY.publicJwk()))
                .isTrue();
        assertThat(credential.token().payload())
                .containsEntry("vct", "https://issuer.example/v1/credential-types/kinship")
                .containsEntry("purpose", "school-enrolment")
                .containsEntry("registers", List.of("household.resident"))
                .containsEntry("since", "2016-06-01")
                .containsEntry("relation", Map.of("code", "MOTHER", "zh", "母亲", "en", "mother"))
                .containsEntry("inverse_relation", Map.of("code", "SON", "zh", "儿子", "en", "son"));
        assertThat(credential.token().payload().toString()).doesNotContain("王𬱖㛃", "1986", "110105");
        assertThat(disclosed(credential))
                .containsEntry("applicant_name", "王𬱖㛃")
                .containsEntry("applicant_identity_number", "110***********0047")
                .containsEntry("relative_birth_date", "2016-05-06")
                .containsEntry("relative_sex", "1");
    }

    @Test
    void shouldSignWithTheKeyOfTheDayItWasDecided() {
        // Given
        KinshipDecision later = SampleDecisions.kinship("request-2", 1, ISSUE, 1);
        later.getHeader().setDecidedAt(DrivenIssuance.NEXT_KEY.signsFrom());

        // When
        issuance.decide(later);

        // Then
        assertThat(SdJwt.parse(issuance.onlyCertificate().getCredential())
                        .token()
                        .isSignedBy(DrivenIssuance.NEXT_KEY.publicJwk()))
                .isTrue();
    }

    @Test
    void shouldKeepPeriodAskedAndMonthsCreditedApart() {
        // When
        issuance.decide(SampleDecisions.payment(REQUEST));

        // Then
        Certificate issued = issuance.onlyCertificate();
        assertThat(issued.getExpiresAt()).isEqualTo(Instant.parse("2027-05-23T08:00:00Z"));
        SdJwt credential = SdJwt.parse(issued.getCredential());
        assertThat(credential.token().payload())
                .containsEntry("period_asked", Map.of("from", "2025-01", "to", "2025-12"))
                .containsEntry(
                        "insurance",
                        List.of(Map.of(
                                "kind",
                                "PENSION",
                                "zh",
                                "养老保险",
                                "status",
                                "ACTIVE",
                                "credited_months",
                                1,
                                "first_credited",
                                "2025-01",
                                "last_credited",
                                "2025-01",
                                "longest_run",
                                1)));
        assertThat(disclosed(credential))
                .containsEntry("totals", List.of(Map.of("kind", "PENSION", "personal", "649.84")));
    }

    @Test
    void shouldShowHowManyAreInsuredAndLeaveTheNamesToTheHolder() {
        // When
        issuance.decide(SampleDecisions.employerInsurance(REQUEST));

        // Then
        SdJwt credential = SdJwt.parse(issuance.onlyCertificate().getCredential());
        assertThat(credential.token().payload())
                .containsEntry("employer_code", "91350100M000100Y43")
                .containsEntry("month", "2025-01")
                .containsEntry("insurance", List.of(Map.of("kind", "PENSION", "zh", "养老保险", "people", 1)))
                .doesNotContainKeys("employer_name", "insured");
        assertThat(disclosed(credential))
                .containsEntry("employer_name", "示例有限公司")
                .containsEntry(
                        "insured",
                        List.of(Map.of(
                                "name",
                                "王𬱖㛃",
                                "identity_number",
                                "110***********0047",
                                "kinds",
                                List.of(Map.of("kind", "PENSION", "status", "ACTIVE", "region", "110105")))));
    }

    @Test
    void shouldDescribeEveryClaimItWrites() {
        // When
        issuance.decide(SampleDecisions.kinship(REQUEST, 1, ISSUE, 1));
        issuance.decide(SampleDecisions.payment("request-2"));
        issuance.decide(SampleDecisions.employerInsurance("request-3"));

        // Then
        assertThat(undescribed(new KinshipCredential(), issuance.certificates().readValue()))
                .isEmpty();
        assertThat(undescribed(new PaymentCredential(), issuance.certificates().readValue()))
                .isEmpty();
        assertThat(undescribed(
                        new EmployerInsuranceCredential(),
                        issuance.certificates().readValue()))
                .isEmpty();
    }

    @Test
    void shouldIssueTheSameButForTheSignatureWhenActingAgain() {
        // Given
        KinshipDecision decision = SampleDecisions.kinship(REQUEST, 1, ISSUE, 1);
        issuance.decide(decision);
        Certificate first = issuance.onlyCertificate();

        // When
        Certificate second;
        try (DrivenIssuance again = new DrivenIssuance(state.resolve("second"))) {
            again.decide(decision);
            second = again.onlyCertificate();
        }

        // Then
        SdJwt once = SdJwt.parse(first.getCredential());
        SdJwt again = SdJwt.parse(second.getCredential());
        assertThat(again.token().payload()).isEqualTo(once.token().payload());
        assertThat(again.disclosures().stream().map(Disclosure::encoded))
                .containsExactlyElementsOf(
                        once.disclosures().stream().map(Disclosure::encoded).toList());
        second.setCredential(first.getCredential());
        assertThat(second).isEqualTo(first);
    }

    @Test
    void shouldIssueNothingWhenTheDecisionRefuses() {
        // When
        issuance.decide(SampleDecisions.refusal(REQUEST));

        // Then
        assertThat(issuance.certificates().isEmpty()).isTrue();
        assertThat(issuance.statusChanges().isEmpty()).isTrue();
    }

    private static Map<String, Object> disclosed(SdJwt credential) {
        return credential.disclosures().stream()
                .collect(Collectors.toMap(disclosure -> disclosure.name().orElseThrow(), Disclosure::value));
    }

    private static List<String> undescribed(CredentialTemplate template, SpecificRecord certificate) {
        SdJwt credential = SdJwt.parse(((Certificate) certificate).getCredential());
        List<String> selective = template.claims().stream()
                .filter(ClaimDescription::selective)
                .map(ClaimDescription::name)
                .toList();
        return disclosed(credential).keySet().stream()
                .filter(name -> !selective.contains(name))
                .toList();
    }
}
