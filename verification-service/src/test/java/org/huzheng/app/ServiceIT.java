package org.huzheng.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huzheng.app.RunningService.Reply;
import org.huzheng.audit.SyntheticRecords;
import org.huzheng.broker.grants.ExchangeGrants;
import org.huzheng.broker.testing.EventsOn;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.presentation.SdJwt;
import org.huzheng.signing.CompactJws;
import org.huzheng.socialsecurity.InsuranceKind;
import org.huzheng.trace.TraceCollector;
import org.huzheng.trace.TraceCollector.Told;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

// over 300 lines: every further class would start an exchange and a service of its own
/** The whole service over HTTP, on a real broker and registry. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceIT {
    /** Well formed, with the check digits that follow from it. */
    private static final String BATCH_OF_NOBODY = "00000000000000000000000000000000-2-47a111b0";

    private static final String MOTHER = RunningService.number(LocalDate.of(1988, 6, 2), 12);
    private static final String CHILD = RunningService.number(LocalDate.of(2015, 3, 1), 11);
    private static final String OTHER = RunningService.number(LocalDate.of(1990, 1, 5), 14);

    private RunningService running;
    private TraceCollector collector;
    private VerificationService service;
    private URI url;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        running = new RunningService(directory);
        collector = TraceCollector.start();
        // of its own accord it traces nothing
        Map<String, Object> tracing =
                Map.of("tracing", Map.of("endpoint", collector.url().toString(), "ratio", 0));
        service = VerificationService.start(ServiceConfiguration.read(running.settings("one", tracing), Map.of()));
        url = service.url();
        running.publishAdult(MOTHER);
        running.publishAdult(OTHER);
        running.publishChild(CHILD, 1, MOTHER);
        running.publish(
                Topics.SOCIAL_SECURITY_CONTRIBUTION,
                running.keyOf(MOTHER),
                SyntheticRecords.contribution("payer", 202601));
        running.markAllFeeds();
    }

    @AfterAll
    void stop() {
        service.close();
        running.close();
        collector.close();
    }

    private static String isMother(String applicant, String relative) {
        return """
            {"type":"kinship","purpose":"school-enrolment","basis":{"kind":"CONSENT","reference":"c-1"},
             "applicant":{"identityNumber":"%s"},"relative":{"identityNumber":"%s"},"claimedRelation":"MOTHER"}\
            """.formatted(applicant, relative);
    }

    @Test
    void shouldIssueAKinshipCertificateThatVerifiesAndTurnsWhenItsEvidenceIsCorrected() throws Exception {
        // Given
        Reply issued = running.postWhenFresh(url, "/v1/certificates", isMother(MOTHER, CHILD));
        assertThat(issued.status()).as(issued.response().body()).isEqualTo(201);
        String credential = issued.body().path("credential").asText();
        String number = issued.body().path("number").asText();
        assertThat(verify(credential).body().path("valid").asBoolean())
                .as(verify(credential).response().body())
                .isTrue();

        // When
        running.publishChild(CHILD, 2, OTHER);

        // Then
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            Reply read = running.get(url, "/v1/certificates/" + number, running.office());
            assertThat(read.body().path("status").asText()).isEqualTo("REVOKED");
            assertThat(read.body().path("statusReason").path("rule").asText()).isEqualTo("another-stated");
            assertThat(verify(credential).body().path("valid").asBoolean()).isFalse();
        });
        running.publishChild(CHILD, 3, MOTHER);
    }

    @Test
    void shouldGoOnInTheTraceOfWhoAsksAndTraceNobodyElse() throws Exception {
        // Given
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String mother = RunningService.number(LocalDate.of(1986, 4, 3), 16);
        String child = RunningService.number(LocalDate.of(2016, 2, 1), 15);
        running.publishAdult(mother);
        running.publishChild(child, 1, mother);
        running.markAllFeeds();
        Reply untraced = running.postWhenFresh(url, "/v1/certificates", isMother(mother, child));
        Map<String, String> traced = new HashMap<>(running.office());
        traced.put("traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
        Map<String, String> malformed = new HashMap<>(running.office());
        malformed.put("traceparent", "00-" + trace + "-no-span");

        // When
        Reply certified = running.post(url, "/v1/certificates", isMother(mother, child), traced);
        Reply certifiedAsWell = running.post(url, "/v1/certificates", isMother(mother, child), malformed);

        // Then
        assertThat(List.of(untraced.status(), certified.status(), certifiedAsWell.status()))
                .containsOnly(201);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(collector.spans())
                .extracting(Told::name)
                .contains(
                        "POST /v1/certificates",
                        "send exchange.requests",
                        "open-cases",
                        "answer-questions",
                        "hear-answers",
                        "send exchange.decisions",
                        "issue-certificates",
                        "send exchange.certificates"));
        assertThat(collector.spans()).extracting(Told::traceId).containsOnly(trace);
        assertThat(collector.named("POST /v1/certificates")).singleElement().satisfies(call -> {
            assertThat(call.parentSpanId()).isEqualTo("00f067aa0ba902b7");
            assertThat(call.said("http.response.status_code")).isEqualTo("201");
        });
    }

    @Test
    void shouldCertifyAnEmployersPeopleToItsAgentAndSupersedeWhenOneOfThemMoved() throws Exception {
        // Given
        String employer = SyntheticRecords.employerCode(1);
        enrol(MOTHER, 1, employer);
        enrol(OTHER, 1, employer);
        running.markAllFeeds();
        Map<String, String> agent = Map.of("Authorization", "Bearer " + running.agentToken(employer));
        Map<String, String> anothers =
                Map.of("Authorization", "Bearer " + running.agentToken(SyntheticRecords.employerCode(2)));
        Reply issued = certifiedPeople(employer, 2, agent);
        String number = issued.body().path("number").asText();

        // When
        Reply refused = running.post(url, "/v1/certificates", insuredThrough(employer), anothers);
        Reply unread = running.get(url, "/v1/certificates/" + number, anothers);
        enrol(OTHER, 2, SyntheticRecords.employerCode(2));

        // Then
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("expected").asText()).isEqualTo("claim employers with " + employer);
        assertThat(unread.status()).isEqualTo(404);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Reply read = running.get(url, "/v1/certificates/" + number, agent);
            assertThat(read.body().path("status").asText()).isEqualTo("REVOKED");
            String next = read.body().path("supersededBy").asText();
            assertThat(peopleOn(running.get(url, "/v1/certificates/" + next, agent)))
                    .isEqualTo(1);
        });
        assertThat(verify(issued.body().path("credential").asText())
                        .body()
                        .path("valid")
                        .asBoolean())
                .isFalse();
    }

    private void enrol(String number, long version, String employer) {
        running.publish(
                Topics.SOCIAL_SECURITY_ENROLMENT,
                running.keyOf(number),
                SyntheticRecords.enrolment(
                        number.substring(6, 14), InsuranceKind.PENSION, version, employer, LocalDate.of(2025, 1, 1)));
    }

    private static String insuredThrough(String employer) {
        return """
            {"type":"employer-insurance","purpose":"school-enrolment","basis":{"kind":"STATUTE"},
             "employerCode":"%s","month":"2026-01","kinds":["PENSION"]}\
            """.formatted(employer);
    }

    /** Asks until so many people are certified: the enrolments have to come to the employer's key. */
    private Reply certifiedPeople(String employer, int people, Map<String, String> agent) {
        List<Reply> last = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            last.add(running.post(url, "/v1/certificates", insuredThrough(employer), agent));
            return peopleOn(last.get(last.size() - 1)) == people;
        });
        return last.get(last.size() - 1);
    }

    private static int peopleOn(Reply certificate) {
        String credential = certificate.body().path("credential").asText();
        if (credential.isEmpty()) {
            return 0;
        }
        List<?> insurance = (List<?>) SdJwt.parse(credential).token().payload().get("insurance");
        return ((Number) ((Map<?, ?>) insurance.get(0)).get("people")).intValue();
    }

    private Reply verify(String credential) throws IOException, InterruptedException {
        return running.post(url, "/v1/verify", "{\"credential\":\"" + credential + "\"}", Map.of());
    }

    @Test
    void shouldIssueAPaymentCertificateAndAnswerAVerificationSigned() throws Exception {
        // Given
        String body = """
            {"type":"payment","purpose":"school-enrolment","basis":{"kind":"STATUTE"},"applicant":{"identityNumber":"%s"},
             "from":"2026-01","to":"2026-06","kinds":["PENSION"]%s}\
            """;

        // When
        Reply certificate = running.postWhenFresh(url, "/v1/certificates", body.formatted(MOTHER, ""));
        Reply reached = running.postWhenFresh(url, "/v1/verifications", body.formatted(MOTHER, ",\"minimumMonths\":1"));
        Reply missed = running.postWhenFresh(url, "/v1/verifications", body.formatted(MOTHER, ",\"minimumMonths\":2"));
        Reply nothing = running.postWhenFresh(url, "/v1/certificates", body.formatted(OTHER, ""));

        // Then
        assertThat(certificate.status()).as(certificate.response().body()).isEqualTo(201);
        assertThat(reached.body().path("answer").asText()).isEqualTo("MATCH");
        String lookedUp =
                "/v1/verifications/" + reached.body().path("requestId").asText();
        assertThat(running.get(url, lookedUp, running.office())
                        .body()
                        .path("answer")
                        .asText())
                .isEqualTo("MATCH");
        String certificateAsVerification =
                "/v1/verifications/" + certificate.body().path("requestId").asText();
        assertThat(running.get(url, certificateAsVerification, running.office()).status())
                .isEqualTo(404);
        Map<String, Object> signed =
                CompactJws.parse(reached.body().path("signed").asText()).payload();
        assertThat(signed)
                .extractingByKey("feeds", LIST)
                .hasSize(reached.body().path("feeds").size())
                .allSatisfy(feed -> assertThat(((Number) ((Map<?, ?>) feed).get("complete_until")).longValue())
                        .isCloseTo(Instant.now().getEpochSecond(), within(300L)));
        assertThat(reached.body().path("feeds").findValuesAsText("feed"))
                .contains("household.resident", "social-security.contribution");
        assertThat(missed.body().path("answer").asText()).isEqualTo("MISMATCH");
        assertThat(nothing.status()).isEqualTo(200);
        assertThat(nothing.body().path("answer").asText()).isEqualTo("NO_RECORD");
        assertThat(nothing.body().path("reasons").get(0).path("zh").asText()).isEqualTo("该期间无缴费记录");
    }

    @Test
    void shouldAnswerAClaimSignedAndSayNothingElseOfThePeople() throws Exception {
        // Given
        String claim = """
            {"type":"credited-months","purpose":"school-enrolment","basis":{"kind":"STATUTE"},"applicant":{"identityNumber":"%s"},
             "kind":"PENSION","from":"2026-01","to":"2026-06","minimumMonths":1,"asOf":"%s"}\
            """;

        String today = LocalDate.now(ZoneOffset.UTC).toString();

        // When
        Reply reached = running.postWhenFresh(url, "/v1/verifications", claim.formatted(MOTHER, today));
        Reply early = running.postWhenFresh(url, "/v1/verifications", claim.formatted(MOTHER, "2025-12-31"));
        Reply alive = running.postWhenFresh(url, "/v1/verifications", isAlive(CHILD, ""));

        // Then
        assertThat(reached.body().path("answer").asText())
                .as(reached.response().body())
                .isEqualTo("MATCH");
        Map<String, Object> signed =
                CompactJws.parse(reached.body().path("signed").asText()).payload();
        assertThat(signed)
                .containsOnlyKeys(
                        "iss",
                        "iat",
                        "request_id",
                        "type",
                        "as_of",
                        "claim",
                        "answer",
                        "rules",
                        "feeds",
                        "purpose",
                        "decision")
                .containsEntry("type", "credited-months")
                .containsEntry("as_of", today)
                .containsEntry("rules", List.of("months-reached"));
        assertThat(signed.get("claim"))
                .isEqualTo(Map.of(
                        "insurance",
                        "PENSION",
                        "from",
                        "2026-01",
                        "to",
                        "2026-06",
                        "minimum_months",
                        1,
                        "continuous",
                        false));
        assertThat(reached.response().body()).doesNotContain(MOTHER, running.keyOf(MOTHER), "640.00");
        assertThat(reached.body().path("feeds").findValuesAsText("feed"))
                .containsExactly("household.identity-link", "household.resident", "social-security.contribution");
        assertThat(early.body().path("answer").asText()).isEqualTo("NO_RECORD");
        assertThat(alive.body().path("answer").asText()).isEqualTo("MATCH");
        assertThat(alive.body().path("type").asText()).isEqualTo("alive");
    }

    @Test
    void shouldWriteEveryRecordAsACloudEvent() throws Exception {
        // Given
        String child = RunningService.number(LocalDate.of(2016, 4, 2), 15);
        running.publishChild(child, 1, MOTHER);
        Reply issued = running.postWhenFresh(url, "/v1/certificates", isMother(MOTHER, child));
        String number = issued.body().path("number").asText();
        running.postWhenFresh(url, "/v1/verifications", isAlive(MOTHER, ""));

        // When
        running.publishChild(child, 2, OTHER);

        // Then
        Map<String, Object> auditor = running.exchange().clientConfig(ExchangeGrants.AUDITOR);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(EventsOn.of(Topics.CERTIFICATE_STATUS, auditor))
                        .anySatisfy(event -> assertThat(event.getId()).startsWith(number + "@")));
        for (Topic topic : List.of(
                Topics.REQUESTS,
                Topics.CLAIMS,
                Topics.QUESTIONS,
                Topics.ANSWERS,
                Topics.ACCESS,
                Topics.DECISIONS,
                Topics.POINTERS,
                Topics.CERTIFICATES)) {
            List<CloudEvent> events = EventsOn.of(topic, auditor);
            assertThat(events).as(topic.name()).isNotEmpty().allSatisfy(event -> {
                assertThat(event.getSource()).hasToString("/" + topic.name().replace('.', '/'));
                assertThat(topic.allows(event.getType())).isTrue();
            });
        }
        assertThat(EventsOn.of(Topics.CERTIFICATES, auditor))
                .filteredOn(event -> event.getId().equals(number))
                .singleElement()
                .extracting(CloudEvent::getSubject)
                .isEqualTo(issued.body().path("requestId").asText());
    }

    private static String isAlive(String number, String more) {
        return """
            {"type":"alive","purpose":"school-enrolment","basis":{"kind":"STATUTE"},"applicant":{"identityNumber":"%s"}%s}\
            """.formatted(number, more);
    }

    @Test
    void shouldRefuseAClaimOfADayOrTimeThatHasNotComeOrForACertificate() throws Exception {
        // When
        Reply day =
                running.post(url, "/v1/verifications", isAlive(MOTHER, ",\"asOf\":\"2999-01-01\""), running.office());
        Reply time = running.post(
                url, "/v1/verifications", isAlive(MOTHER, ",\"knownAt\":\"2999-01-01T00:00:00Z\""), running.office());
        Reply certificate = running.post(url, "/v1/certificates", isAlive(MOTHER, ""), running.office());
        Reply notGranted = running.post(
                url,
                "/v1/verifications",
                isAlive(MOTHER, ""),
                Map.of(
                        "Authorization",
                        "Bearer " + running.token(Set.of("verification:related", "purpose:school-enrolment"))));

        // Then
        assertThat(List.of(day, time, certificate)).extracting(Reply::status).containsOnly(400);
        assertThat(List.of(day, time, certificate))
                .extracting(reply -> reply.body().path("pointer").asText())
                .containsExactly("/asOf", "/knownAt", "/type");
        assertThat(notGranted.status()).isEqualTo(403);
        assertThat(notGranted.body().path("expected").asText()).isEqualTo("scope verification:alive");
    }

    @Test
    void shouldAnswerABatchInTheOrderOfItsClaimsAndGoOnWhereItBrokeOff() throws Exception {
        // Given
        running.postWhenFresh(url, "/v1/verifications", isAlive(MOTHER, ""));
        String batch = batchOf(List.of(MOTHER, RunningService.number(LocalDate.of(1970, 1, 1), 16), CHILD, OTHER));
        Reply taken = running.post(url, "/v1/verification-batches", batch, keyed("batch-1"));
        assertThat(taken.status()).as(taken.response().body()).isEqualTo(202);
        String address = taken.response().headers().firstValue("Location").orElseThrow();

        // When
        Reply again = running.post(url, "/v1/verification-batches", batch, keyed("batch-1"));
        Reply shorter = running.post(url, "/v1/verification-batches", batchOf(List.of(MOTHER)), keyed("batch-1"));
        Reply longer = running.post(
                url,
                "/v1/verification-batches",
                batchOf(List.of(MOTHER, RunningService.number(LocalDate.of(1970, 1, 1), 16), CHILD, OTHER, MOTHER)),
                keyed("batch-1"));
        Reply changed = running.post(
                url, "/v1/verification-batches", batchOf(List.of(MOTHER, CHILD, CHILD, OTHER)), keyed("batch-1"));
        List<String> answers = answersOf(address, 4, 3);

        // Then
        assertThat(again.body().path("batchId")).isEqualTo(taken.body().path("batchId"));
        assertThat(again.status()).isEqualTo(202);
        assertThat(List.of(shorter, longer, changed)).extracting(Reply::status).containsOnly(422);
        assertThat(answers).containsExactly("MATCH", "NO_RECORD", "MATCH", "MATCH");
    }

    @Test
    void shouldTakeABatchWholeOrNotAtAll() throws Exception {
        // Given
        String wrong = batchOf(List.of(MOTHER, MOTHER.substring(0, 17) + (MOTHER.endsWith("1") ? "2" : "1")));

        // When
        Reply refused = running.post(url, "/v1/verification-batches", wrong, keyed("batch-2"));
        Reply unkeyed = running.post(url, "/v1/verification-batches", batchOf(List.of(MOTHER)), running.office());
        Reply unknown = running.get(url, "/v1/verification-batches/" + BATCH_OF_NOBODY, running.office());

        // Then
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("pointer").asText()).isEqualTo("/claims/1/applicant/identityNumber");
        assertThat(unkeyed.status()).isEqualTo(400);
        assertThat(unknown.status()).isEqualTo(404);
    }

    @Test
    void shouldAnswerTenThousandClaimsInOneBatch() throws Exception {
        // Given
        running.postWhenFresh(url, "/v1/verifications", isAlive(MOTHER, ""));
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            numbers.add(
                    i % 100 == 7
                            ? MOTHER
                            : RunningService.number(LocalDate.of(1950, 1, 1).plusDays(i), 12));
        }

        // When
        Reply taken = running.post(url, "/v1/verification-batches", batchOf(numbers), keyed("batch-of-many"));

        // Then
        assertThat(taken.status()).as(taken.response().body()).isEqualTo(202);
        List<String> answers =
                answersOf(taken.response().headers().firstValue("Location").orElseThrow(), 10_000, 1_000);
        for (int i = 0; i < 10_000; i++) {
            assertThat(answers.get(i)).isEqualTo(i % 100 == 7 ? "MATCH" : "NO_RECORD");
        }
    }

    private static String batchOf(List<String> numbers) {
        return numbers.stream()
                .map(number -> "{\"type\":\"alive\",\"applicant\":{\"identityNumber\":\"" + number + "\"}}")
                .collect(Collectors.joining(
                        ",", "{\"purpose\":\"school-enrolment\",\"basis\":{\"kind\":\"STATUTE\"},\"claims\":[", "]}"));
    }

    private Map<String, String> keyed(String key) {
        return Map.of("Authorization", "Bearer " + running.token(RunningService.ALL_SCOPES), "Idempotency-Key", key);
    }

    /** Reads a batch piece by piece, each piece from where the last one ended. */
    private List<String> answersOf(String address, int claims, int limit) throws IOException, InterruptedException {
        List<String> answers = new ArrayList<>();
        while (answers.size() < claims) {
            Reply read = running.get(url, address + "?from=" + answers.size() + "&limit=" + limit, running.office());
            assertThat(read.status()).as(read.response().body()).isEqualTo(200);
            answers.addAll(read.body().path("answers").findValuesAsText("answer"));
            assertThat(read.body().path("next").asInt()).isEqualTo(answers.size());
            assertThat(read.body().path("complete").asBoolean()).isEqualTo(answers.size() == claims);
        }
        return answers;
    }

    @Test
    void shouldGiveOneCertificatePerIdempotencyKeyAndRefuseItsReuseForAnotherBody() throws Exception {
        // Given
        running.postWhenFresh(url, "/v1/certificates", isMother(OTHER, MOTHER));
        Map<String, String> headers = Map.of(
                "Authorization", "Bearer " + running.token(RunningService.ALL_SCOPES), "Idempotency-Key", "key-1");

        // When
        Reply first = running.post(url, "/v1/certificates", isMother(OTHER, CHILD), headers);
        Reply again = running.post(url, "/v1/certificates", isMother(OTHER, CHILD), headers);
        Reply other = running.post(url, "/v1/certificates", isMother(CHILD, OTHER), headers);

        // Then
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void shouldRefuseTheSecondBodyWhenOneKeyComesForTwoPeopleAtOnce() throws Exception {
        // Given
        running.postWhenFresh(url, "/v1/certificates", isMother(MOTHER, CHILD));
        Map<String, String> headers = Map.of(
                "Authorization", "Bearer " + running.token(RunningService.ALL_SCOPES), "Idempotency-Key", "key-of-two");

        // When
        CompletableFuture<Reply> one = CompletableFuture.supplyAsync(() -> posted(isMother(MOTHER, CHILD), headers));
        CompletableFuture<Reply> two = CompletableFuture.supplyAsync(() -> posted(isMother(OTHER, CHILD), headers));

        // Then
        assertThat(List.of(one.join(), two.join()).stream().filter(reply -> reply.status() == 422))
                .hasSize(1);
    }

    private Reply posted(String body, Map<String, String> headers) {
        try {
            return running.post(url, "/v1/certificates", body, headers);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldRepeatNothingThatWasSentInTheWrongPlace() throws Exception {
        // When
        Reply type = running.post(
                url, "/v1/certificates", isMother(MOTHER, CHILD).replace("kinship", MOTHER), running.office());
        Reply purpose = running.post(
                url,
                "/v1/certificates",
                isMother(MOTHER, CHILD).replace("school-enrolment", MOTHER + "x".repeat(60)),
                running.office());
        Reply member = running.post(
                url, "/v1/certificates", isMother(MOTHER, CHILD).replace("claimedRelation", MOTHER), running.office());

        // Then
        assertThat(List.of(type, purpose, member)).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.response().body()).doesNotContain(MOTHER);
        });
    }

    @Test
    void shouldGiveTheFrameworksRefusalsTheSameShape() throws Exception {
        // When
        Reply nowhere = running.get(url, "/v1/nowhere", running.office());
        Reply wrongMethod = running.post(url, "/v1/status-lists/0-0", "{}", running.office());

        // Then
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(List.of(nowhere, wrongMethod))
                .allSatisfy(reply -> assertThat(reply.response().headers().firstValue("Content-Type"))
                        .hasValue("application/problem+json"));
    }

    @Test
    void shouldSayWhatIsWrongWithARequestWithoutRepeatingAnIdentityNumber() throws Exception {
        // Given
        String wrongNumber = MOTHER.substring(0, 17) + (MOTHER.endsWith("1") ? "2" : "1");

        // When
        Reply number = running.post(url, "/v1/certificates", isMother(wrongNumber, CHILD), running.office());
        Reply unknown = running.post(
                url,
                "/v1/certificates",
                isMother(MOTHER, CHILD).replace("claimedRelation", "claimedRelatoin"),
                running.office());
        Reply noJson = running.post(url, "/v1/certificates", "{", running.office());
        Reply anonymous = running.post(url, "/v1/certificates", isMother(MOTHER, CHILD), Map.of());
        Reply notGranted = running.post(
                url,
                "/v1/certificates",
                isMother(MOTHER, CHILD),
                Map.of("Authorization", "Bearer " + running.token(Set.of("certificate:payment"))));

        // Then
        assertThat(number.status()).isEqualTo(400);
        assertThat(number.body().path("pointer").asText()).isEqualTo("/applicant/identityNumber");
        assertThat(number.response().body()).doesNotContain(wrongNumber);
        assertThat(unknown.body().path("pointer").asText()).isEqualTo("/claimedRelatoin");
        assertThat(noJson.status()).isEqualTo(400);
        assertThat(anonymous.status()).isEqualTo(401);
        assertThat(notGranted.status()).isEqualTo(403);
        assertThat(notGranted.body().path("expected").asText()).isEqualTo("scope certificate:kinship");
    }

    @ParameterizedTest
    @MethodSource("audiencesOfOthers")
    void shouldRefuseATokenThatIsNotMeantForIt(Map<String, Object> aud, String found) throws Exception {
        // Given
        Map<String, Object> claims = new HashMap<>(aud);
        claims.put("sub", "office");
        claims.put("scope", String.join(" ", RunningService.ALL_SCOPES));
        claims.put("exp", Instant.now().plusSeconds(60).getEpochSecond());

        // When
        Reply refused = running.post(
                url,
                "/v1/certificates",
                isMother(MOTHER, CHILD),
                Map.of("Authorization", "Bearer " + running.tokenOf(claims)));

        // Then
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.response().headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer error=\"invalid_token\"");
        assertThat(refused.body().path("type").asText()).isEqualTo("urn:huzheng:problem:token-for-another-service");
        assertThat(refused.body().path("expected").asText()).isEqualTo("aud https://huzheng.example");
        assertThat(refused.body().path("found").asText()).isEqualTo(found);
    }

    static Stream<Arguments> audiencesOfOthers() {
        return Stream.of(
                Arguments.of(Map.of(), "a token without aud"),
                Arguments.of(Map.of("aud", "https://elsewhere.example"), "a token with another aud"),
                Arguments.of(Map.of("aud", List.of("https://elsewhere.example", "b")), "a token with another aud"));
    }

    @Test
    void shouldAdmitATokenMeantForItAmongOthers() throws Exception {
        // Given
        Map<String, Object> claims = Map.of(
                "sub",
                "office",
                "aud",
                List.of("https://elsewhere.example", "https://huzheng.example"),
                "exp",
                Instant.now().plusSeconds(60).getEpochSecond());

        // When
        Reply admitted =
                running.get(url, "/v1/requests/unknown", Map.of("Authorization", "Bearer " + running.tokenOf(claims)));

        // Then
        assertThat(admitted.status()).isEqualTo(404);
    }

    @Test
    void shouldServeMetadataDocumentHealthAndMetrics() throws Exception {
        // When
        Reply issuer = running.get(url, "/.well-known/jwt-vc-issuer", Map.of());
        Reply type = running.get(url, "/v1/credential-types/kinship", Map.of());
        Reply health = running.get(url, "/health", Map.of());
        Reply metrics = running.get(url, "/prometheus", Map.of());
        Reply document = running.get(url, "/openapi.yaml", Map.of());

        // Then
        assertThat(issuer.body().path("jwks").path("keys")).hasSize(1);
        assertThat(type.body().path("vct").asText()).endsWith("/v1/credential-types/kinship");
        assertThat(type.body().path("touched_later").asBoolean()).isTrue();
        assertThat(health.body().path("status").asText()).isEqualTo("UP");
        assertThat(metrics.response().body()).contains("kafka_stream");
        assertThat(document.response().body()).contains("/v1/certificates", "/v1/verify", "/v1/status-lists/{id}");
    }
}
