package org.huzheng.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.huzheng.exchange.CertificateAction.ISSUE;
import static org.huzheng.exchange.CertificateAction.REINSTATE;
import static org.huzheng.exchange.CertificateAction.REVOKE;
import static org.huzheng.exchange.CertificateAction.SUPERSEDE;
import static org.huzheng.exchange.CertificateAction.SUSPEND;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.huzheng.catalogue.Topics;
import org.huzheng.certificate.CertificateNumber;
import org.huzheng.certificates.KnownCertificateTypes;
import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.CertificateAction;
import org.huzheng.exchange.CertificateStatus;
import org.huzheng.exchange.KinshipDecision;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.StatusChange;
import org.huzheng.identity.UnifiedSocialCreditCode;
import org.huzheng.presentation.ClaimDescription;
import org.huzheng.presentation.CredentialTemplate;
import org.huzheng.presentation.Disclosure;
import org.huzheng.presentation.KinshipCredential;
import org.huzheng.presentation.PaymentCredential;
import org.huzheng.presentation.SdJwt;
import org.huzheng.presentation.SdJwtIssuer;
import org.huzheng.signing.IssuerKey;
import org.huzheng.signing.TestKeys;
import org.huzheng.wire.RecordDigest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuanceTopologyTest {
    private static final String REQUEST = "request-1";
    private static final IssuerKey KEY = TestKeys.fresh();
    private static final Issuer ISSUER =
            new Issuer("https://issuer.example", "示例市政务服务局", new UnifiedSocialCreditCode("11110000000000000N"));

    private final TestWire wire = new TestWire();

    @TempDir
    private Path state;

    private TopologyTestDriver driver;
    private TestInputTopic<String, SpecificRecord> decisions;
    private TestOutputTopic<String, SpecificRecord> certificates;
    private TestOutputTopic<String, SpecificRecord> statusChanges;

    @BeforeEach
    void start() {
        driver = newDriver(state.resolve("first"));
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldIssueOneCertificateWhenTheDecisionGrants() {
        // When
        decide(SampleDecisions.kinship(REQUEST, 1, ISSUE, 1));

        // Then
        Certificate issued = onlyCertificate();
        assertThat(CertificateNumber.parse(issued.getNumber()))
                .isEqualTo(CertificateNumber.of("KINSHIP", "11110000000000000N", REQUEST, 1));
        assertThat(issued.getIssuedAt()).isEqualTo(SampleDecisions.DECIDED_AT);
        assertThat(issued.getExpiresAt()).isEqualTo(Instant.parse("2027-11-23T08:00:00Z"));
        assertThat(issued.getDecision()).isEqualTo(new Locator(Topics.DECISIONS.name(), 0, 0L));
        assertThat(issued.getStatusList()).isEqualTo("0-0");
        assertThat(issued.getPreviousNumber()).isNull();
        assertThat(statusChanges.isEmpty()).isTrue();
    }

    @Test
    void shouldCiteTheDecisionByTheDigestOfItsBytes() {
        // Given
        KinshipDecision decision = SampleDecisions.kinship(REQUEST, 1, ISSUE, 1);
        byte[] bytes = wire.encoder().serialize(Topics.DECISIONS.name(), decision);

        // When
        decide(decision);

        // Then
        assertThat(RecordDigest.of(onlyCertificate().getDecisionDigest())).isEqualTo(RecordDigest.sha256(bytes));
    }

    @Test
    void shouldSayTheSameOfPeopleOnlyInDisclosures() {
        // When
        decide(SampleDecisions.kinship(REQUEST, 1, ISSUE, 1));

        // Then
        SdJwt credential = SdJwt.parse(onlyCertificate().getCredential());
        assertThat(credential.token().isSignedBy(KEY.publicJwk())).isTrue();
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
    void shouldKeepPeriodAskedAndMonthsCreditedApart() {
        // When
        decide(SampleDecisions.payment(REQUEST));

        // Then
        Certificate issued = onlyCertificate();
        assertThat(issued.getExpiresAt()).isEqualTo(Instant.parse("2027-05-23T08:00:00Z"));
        SdJwt credential = SdJwt.parse(issued.getCredential());
        assertThat(credential.token().payload())
                .containsEntry("period_asked", Map.of("from", "2025-01", "to", "2025-12"))
                .containsEntry(
                        "insurance",
                        List.of(Map.of("kind", "PENSION", "zh", "养老保险", "status", "ACTIVE", "credited_months", 1)));
        assertThat(disclosed(credential))
                .containsEntry("totals", List.of(Map.of("kind", "PENSION", "personal", "649.84")));
    }

    @Test
    void shouldDescribeEveryClaimItWrites() {
        // When
        decide(SampleDecisions.kinship(REQUEST, 1, ISSUE, 1));
        decide(SampleDecisions.payment("request-2"));

        // Then
        assertThat(undescribed(new KinshipCredential(), certificates.readValue()))
                .isEmpty();
        assertThat(undescribed(new PaymentCredential(), certificates.readValue()))
                .isEmpty();
    }

    @Test
    void shouldIssueTheSameButForTheSignatureWhenActingAgain() {
        // Given
        KinshipDecision decision = SampleDecisions.kinship(REQUEST, 1, ISSUE, 1);
        decide(decision);
        Certificate first = onlyCertificate();

        // When
        driver.close();
        driver = newDriver(state.resolve("second"));
        decide(decision);

        // Then
        Certificate second = onlyCertificate();
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
    void shouldRevokeTheOldVersionWhenANewOneSupersedesIt() {
        // Given
        decide(SampleDecisions.kinship(REQUEST, 1, ISSUE, 1));
        String old = onlyCertificate().getNumber();

        // When
        decide(SampleDecisions.kinship(REQUEST, 2, SUPERSEDE, 2));

        // Then
        Certificate issued = onlyCertificate();
        assertThat(issued.getVersion()).isEqualTo(2);
        assertThat(issued.getPreviousNumber()).isEqualTo(old);
        assertThat(issued.getStatusIndex()).isEqualTo(1);
        StatusChange change = onlyChange();
        assertThat(change.getNumber()).isEqualTo(old);
        assertThat(change.getStatus()).isEqualTo(CertificateStatus.REVOKED);
        assertThat(change.getSupersededBy()).isEqualTo(issued.getNumber());
        assertThat(change.getStatusIndex()).isZero();
    }

    @Test
    void shouldTurnTheStatusOfTheSlotItWasIssuedInto() {
        // Given
        decide(SampleDecisions.kinship(REQUEST, 1, ISSUE, 1));
        decide(SampleDecisions.kinship(REQUEST, 2, SUSPEND, 1));
        decide(SampleDecisions.kinship(REQUEST, 3, REINSTATE, 1));
        decide(SampleDecisions.kinship(REQUEST, 4, REVOKE, 1));

        // When
        List<StatusChange> changes = statusChanges.readValuesToList().stream()
                .map(StatusChange.class::cast)
                .toList();

        // Then
        assertThat(changes)
                .extracting(StatusChange::getStatus)
                .containsExactly(CertificateStatus.SUSPENDED, CertificateStatus.VALID, CertificateStatus.REVOKED);
        assertThat(changes).extracting(StatusChange::getStatusIndex).containsOnly(0);
        assertThat(changes.get(0).getRule()).isEqualTo("another-stated");
    }

    @Test
    void shouldIssueAgainAfterARevocation() {
        // Given
        decide(SampleDecisions.kinship(REQUEST, 1, ISSUE, 1));
        decide(SampleDecisions.kinship(REQUEST, 2, REVOKE, 1));
        String old = onlyCertificate().getNumber();
        onlyChange();

        // When
        decide(SampleDecisions.kinship(REQUEST, 3, ISSUE, 2));

        // Then
        assertThat(onlyCertificate().getPreviousNumber()).isEqualTo(old);
        assertThat(statusChanges.isEmpty()).isTrue();
    }

    @Test
    void shouldIssueNothingWhenTheDecisionRefuses() {
        // When
        decide(SampleDecisions.refusal(REQUEST));

        // Then
        assertThat(certificates.isEmpty()).isTrue();
        assertThat(statusChanges.isEmpty()).isTrue();
    }

    @Test
    void shouldStopWhenADecisionDoesNotFitWhatWasIssued() {
        refuses(SampleDecisions.kinship(REQUEST, 1, REVOKE, 1), "expected certificate version 1, found versions []");
        refuses(SampleDecisions.kinship(REQUEST, 1, ISSUE, 2), "expected the version after versions [], found 2");
        refuses(SampleDecisions.kinship(REQUEST, 1, CertificateAction.UNKNOWN, 1), "found UNKNOWN");
    }

    @Test
    void shouldStopWhenTheSameVersionIsIssuedTwice() {
        // Given
        decide(SampleDecisions.kinship(REQUEST, 1, ISSUE, 1));

        // Then
        refuses(SampleDecisions.kinship(REQUEST, 1, ISSUE, 1), "expected the version after versions [1], found 1");
    }

    @Test
    void shouldStopWhenTheDecisionToIssueSaysNothing() {
        // Given
        KinshipDecision empty = SampleDecisions.kinship(REQUEST, 1, ISSUE, 1);
        empty.setContent(null);

        // Then
        refuses(empty, "expected a kinship decision that grants");
    }

    private void refuses(KinshipDecision decision, String message) {
        assertThatThrownBy(() -> decide(decision)).hasStackTraceContaining(message);
        driver.close();
        driver = newDriver(state.resolve(Integer.toHexString(message.hashCode())));
    }

    private void decide(SpecificRecord decision) {
        decisions.pipeInput(SampleDecisions.APPLICANT, decision);
    }

    private Certificate onlyCertificate() {
        return certificates.readValuesToList().stream()
                .map(Certificate.class::cast)
                .collect(Collectors.collectingAndThen(Collectors.toList(), all -> {
                    assertThat(all).hasSize(1);
                    return all.get(0);
                }));
    }

    private StatusChange onlyChange() {
        List<SpecificRecord> all = statusChanges.readValuesToList();
        assertThat(all).hasSize(1);
        return (StatusChange) all.get(0);
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

    private TopologyTestDriver newDriver(Path directory) {
        CertificateIssuing issuing = new CertificateIssuing(
                KnownCertificateTypes.all(),
                List.of(new KinshipCredential(), new PaymentCredential()),
                ISSUER,
                new SdJwtIssuer(KEY.signer()),
                "a secret of at least 32 bytes....".getBytes(StandardCharsets.UTF_8));
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "verification-issuance");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        TopologyTestDriver started =
                new TopologyTestDriver(IssuanceTopology.build(issuing, wire::received, wire::encoder), settings);
        decisions = started.createInputTopic(Topics.DECISIONS.name(), new StringSerializer(), wire.encoder());
        certificates = started.createOutputTopic(Topics.CERTIFICATES.name(), new StringDeserializer(), wire.decoder());
        statusChanges =
                started.createOutputTopic(Topics.CERTIFICATE_STATUS.name(), new StringDeserializer(), wire.decoder());
        return started;
    }
}
