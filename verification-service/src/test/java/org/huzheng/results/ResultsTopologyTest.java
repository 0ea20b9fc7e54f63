package org.huzheng.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huzheng.exchange.CertificateAction.ISSUE;
import static org.huzheng.exchange.CertificateAction.NONE;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.certificate.KnownCertificateTypes;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.CertificateStatus;
import org.huzheng.exchange.Claim;
import org.huzheng.exchange.ClaimDecision;
import org.huzheng.exchange.ClaimKind;
import org.huzheng.exchange.ClaimRequest;
import org.huzheng.exchange.KinshipRequest;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.RequestBasis;
import org.huzheng.exchange.RequestForm;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.exchange.StatusChange;
import org.huzheng.issuance.SampleDecisions;
import org.huzheng.issuance.TestWire;
import org.huzheng.signing.CompactJws;
import org.huzheng.signing.IssuerKey;
import org.huzheng.signing.IssuerKeys;
import org.huzheng.signing.TestKeys;
import org.huzheng.status.CredentialStatus;
import org.huzheng.status.StatusListToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// over 300 lines: one topology, driven through all that may become of a request
class ResultsTopologyTest {
    private static final String REQUEST = "request-1";
    private static final String BEGINNING = "request-";
    private static final String NUMBER = "1.2.156.3005.2.KINSHIP.11110000000000000N.S1.001.X";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final IssuerKey KEY = TestKeys.fresh();
    private static final IssuerKey NEXT_KEY =
            TestKeys.from(SampleDecisions.DECIDED_AT.plus(StatusListTokens.SERVED_FOR));

    private final TestWire wire = new TestWire();
    private Instant now = SampleDecisions.DECIDED_AT;

    @TempDir
    private Path state;

    private TopologyTestDriver driver;
    private Results results;
    private Waiters waiters;
    private StatusListTokens tokens;

    @BeforeEach
    void start() {
        results = new Results(name -> driver.getKeyValueStore(name));
        waiters = new Waiters(results, ForkJoinPool.commonPool());
        tokens = new StatusListTokens(
                results, IssuerKeys.of(KEY, NEXT_KEY), "https://issuer.example/v1/status-lists", () -> now);
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "verification-results");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(
                new ResultsTopology(KnownCertificateTypes.all(), wire::received, new FollowedResults(waiters, tokens))
                        .build(),
                settings);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldAnswerWhoWaitsOnceARefusalIsCommitted() {
        // Given
        CompletableFuture<Optional<Outcome>> waiting = waiters.await(REQUEST, PATIENCE);

        // When
        put(Topics.DECISIONS, SampleDecisions.refusal(REQUEST));

        // Then
        assertThat(waiting.join()).hasValueSatisfying(outcome -> {
            assertThat(outcome.decision().getType()).isEqualTo("kinship");
            assertThat(outcome.certificate()).isEmpty();
        });
        assertThat(waiters.size()).isZero();
    }

    @Test
    void shouldKeepWaitingForTheCertificateTheDecisionGrants() {
        // Given
        CompletableFuture<Optional<Outcome>> waiting = waiters.await(REQUEST, PATIENCE);
        put(Topics.DECISIONS, SampleDecisions.kinship(REQUEST, 1, ISSUE, 1));
        boolean early = waiting.isDone();

        // When
        put(Topics.CERTIFICATES, certificate(1, NUMBER));

        // Then
        assertThat(early).isFalse();
        assertThat(waiting.join()).hasValueSatisfying(outcome -> assertThat(outcome.certificate())
                .hasValueSatisfying(issued -> assertThat(issued.getNumber()).isEqualTo(NUMBER)));
    }

    @Test
    void shouldAnswerAtOnceWhatWasCommittedBefore() {
        // Given
        put(Topics.CERTIFICATES, certificate(1, NUMBER));
        put(Topics.DECISIONS, SampleDecisions.kinship(REQUEST, 1, ISSUE, 1));

        // When
        Optional<Outcome> outcome = waiters.await(REQUEST, PATIENCE).join();

        // Then
        assertThat(outcome).isPresent();
    }

    @Test
    void shouldSayNothingWhenPatienceRunsOut() {
        // When
        Optional<Outcome> outcome =
                waiters.await(REQUEST, Duration.ofMillis(20)).join();

        // Then
        assertThat(outcome).isEmpty();
        assertThat(waiters.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {REQUEST, BEGINNING})
    void shouldWaitForARequestThatAnotherInstanceTook(String id) {
        // Given
        CompletableFuture<Optional<RequestHeader>> waiting = waiters.awaitRequest(id, PATIENCE);
        assertThat(waiting).isNotDone();

        // When
        put(Topics.REQUESTS, request("elsewhere"));

        // Then
        assertThat(waiting.join())
                .hasValueSatisfying(header -> assertThat(header.getBodyDigest()).isEqualTo("elsewhere"));
        assertThat(waiters.size()).isZero();
    }

    @Test
    void shouldKnowNoRequestOnlyOnceEachOnesPatienceHasRunOut() {
        // Given
        CompletableFuture<Optional<RequestHeader>> patient = waiters.awaitRequest(REQUEST, PATIENCE);

        // When
        Optional<RequestHeader> unknown =
                waiters.awaitRequest(REQUEST, Duration.ofMillis(20)).join();

        // Then
        assertThat(unknown).isEmpty();
        assertThat(patient).isNotDone();
        put(Topics.REQUESTS, request("elsewhere"));
        assertThat(patient.join()).isPresent();
        assertThat(waiters.size()).isZero();
    }

    @Test
    void shouldSayThatARequestCannotBeLookedUpOnceTheStoresCannotBeRead() {
        // Given
        AtomicInteger looks = new AtomicInteger();
        Waiters blinded = new Waiters(
                new Results(name -> {
                    // the first look reads two stores
                    if (looks.incrementAndGet() > 2) {
                        throw new InvalidStateStoreException(name);
                    }
                    return driver.getKeyValueStore(name);
                }),
                ForkJoinPool.commonPool());

        // When
        CompletableFuture<Optional<RequestHeader>> asked = blinded.awaitRequest(REQUEST, PATIENCE);

        // Then
        assertThat(asked)
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withCauseInstanceOf(ResultsUnavailableException.class);
        assertThat(blinded.size()).isZero();
    }

    @Test
    void shouldKeepTheFirstOfTwoSendsOfARequest() {
        // Given
        put(Topics.REQUESTS, request("first"));

        // When
        put(Topics.REQUESTS, request("second"));

        // Then
        assertThat(results.request(REQUEST))
                .hasValueSatisfying(header -> assertThat(header.getBodyDigest()).isEqualTo("first"));
        assertThat(results.requestBeginning(BEGINNING)).isPresent();
        assertThat(results.requestBeginning("request-2")).isEmpty();
    }

    @Test
    void shouldFindAClaimBesideTheRequestsAndKeepWhatItClaims() {
        // Given
        Claim alive = Claim.newBuilder().setKind(ClaimKind.ALIVE).build();
        ClaimRequest claim = new ClaimRequest(request("claim").getHeader(), alive, null);
        put(Topics.CLAIMS, claim);

        // When
        put(
                Topics.DECISIONS,
                new ClaimDecision(
                        SampleDecisions.header(REQUEST, 1, NONE, 0)
                                .setAnswer(Answer.MATCH)
                                .setReasons(List.of())
                                .build(),
                        alive));

        // Then
        assertThat(results.request(REQUEST)).isPresent();
        assertThat(results.requestBeginning(BEGINNING)).isPresent();
        assertThat(results.decision(REQUEST)).hasValueSatisfying(known -> {
            assertThat(known.getType()).isEqualTo("claim");
            assertThat(known.getClaim()).isEqualTo(alive);
        });
    }

    @Test
    void shouldFindTheLatestVersion() {
        // Given
        put(Topics.CERTIFICATES, certificate(1, NUMBER));

        // When
        put(Topics.CERTIFICATES, certificate(2, NUMBER.replace("001.X", "002.Y")));

        // Then
        assertThat(results.latestCertificate(REQUEST))
                .hasValueSatisfying(latest -> assertThat(latest.getVersion()).isEqualTo(2));
        assertThat(results.certificate(NUMBER)).isPresent();
    }

    @Test
    void shouldSignTheListAnewWhenAStatusChanges() {
        // Given
        put(Topics.CERTIFICATES, certificate(1, NUMBER));
        String before = tokens.tokenOf("0-0").orElseThrow();
        String unchanged = tokens.tokenOf("0-0").orElseThrow();

        // When
        put(Topics.CERTIFICATE_STATUS, change(CertificateStatus.SUSPENDED));

        // Then
        assertThat(unchanged).isEqualTo(before);
        assertThat(statusIn(before)).isEqualTo(CredentialStatus.VALID);
        assertThat(statusIn(tokens.tokenOf("0-0").orElseThrow())).isEqualTo(CredentialStatus.SUSPENDED);
        assertThat(results.lastChange(NUMBER)).isPresent();
    }

    @Test
    void shouldClearTheSlotWhenACertificateIsReinstated() {
        // Given
        put(Topics.CERTIFICATES, certificate(1, NUMBER));
        put(Topics.CERTIFICATE_STATUS, change(CertificateStatus.SUSPENDED));

        // When
        put(Topics.CERTIFICATE_STATUS, change(CertificateStatus.VALID));

        // Then
        assertThat(statusIn(tokens.tokenOf("0-0").orElseThrow())).isEqualTo(CredentialStatus.VALID);
    }

    @Test
    void shouldSignTheListAnewWhenItGrowsOld() {
        // Given
        put(Topics.CERTIFICATES, certificate(1, NUMBER));
        String before = tokens.tokenOf("0-0").orElseThrow();

        // When
        now = now.plus(StatusListTokens.SERVED_FOR);

        // Then
        CompactJws signed = CompactJws.parse(tokens.tokenOf("0-0").orElseThrow());
        assertThat(CompactJws.parse(before).isSignedBy(KEY.publicJwk())).isTrue();
        assertThat(signed.isSignedBy(NEXT_KEY.publicJwk()))
                .as("the key of that hour")
                .isTrue();
        assertThat(StatusListToken.read(signed).issuedAt())
                .isEqualTo(now)
                .isAfter(StatusListToken.read(CompactJws.parse(before)).issuedAt());
    }

    @Test
    void shouldKnowNoListWithoutACertificateInIt() {
        assertThat(List.of("0-0", "7-3", "x", "../0"))
                .allSatisfy(id -> assertThat(tokens.tokenOf(id)).isEmpty());
    }

    private CredentialStatus statusIn(String token) {
        return CredentialStatus.ofCode(
                StatusListToken.read(CompactJws.parse(token)).statuses().valueAt(5));
    }

    private void put(Topic topic, SpecificRecord record) {
        driver.createInputTopic(topic.name(), new StringSerializer(), wire.encoder())
                .pipeInput(REQUEST, record);
    }

    private static KinshipRequest request(String bodyDigest) {
        RequestHeader header = new RequestHeader(
                REQUEST,
                RequestForm.CERTIFICATE,
                SampleDecisions.APPLICANT,
                "school-office",
                "school-enrolment",
                RequestBasis.CONSENT,
                null,
                bodyDigest,
                null,
                null,
                null);
        return new KinshipRequest(header, SampleDecisions.APPLICANT, null);
    }

    private static Certificate certificate(int version, String number) {
        return Certificate.newBuilder()
                .setNumber(number)
                .setType("kinship")
                .setRequestId(REQUEST)
                .setVersion(version)
                .setApplicantKey(SampleDecisions.APPLICANT)
                .setIssuedAt(SampleDecisions.DECIDED_AT)
                .setExpiresAt(SampleDecisions.DECIDED_AT.plusSeconds(60))
                .setStatusList("0-0")
                .setStatusIndex(4 + version)
                .setDecision(new Locator(Topics.DECISIONS.name(), 0, 5L))
                .setDecisionDigest(ByteBuffer.allocate(32))
                .setCredential("synthetic")
                .build();
    }

    private static StatusChange change(CertificateStatus status) {
        return StatusChange.newBuilder()
                .setNumber(NUMBER)
                .setRequestId(REQUEST)
                .setStatus(status)
                .setStatusList("0-0")
                .setStatusIndex(5)
                .setRule("another-stated")
                .setDecision(new Locator(Topics.DECISIONS.name(), 0, 9L))
                .setChangedAt(SampleDecisions.DECIDED_AT.plusSeconds(1))
                .build();
    }
}
