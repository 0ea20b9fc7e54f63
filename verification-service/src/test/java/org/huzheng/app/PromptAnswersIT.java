package org.huzheng.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.app.RunningService.Reply;
import org.huzheng.audit.Audit;
import org.huzheng.audit.ReplayReport;
import org.huzheng.audit.SyntheticRecords;
import org.huzheng.broker.grants.ExchangeGrants;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.event.ChangeType;
import org.huzheng.household.Resident;
import org.huzheng.testing.CommittedRecords;
import org.huzheng.wire.AvroWireDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an instance answers at once is what is decided, logged and replayed, while the records it rests on go on changing. */
class PromptAnswersIT {
    private static final int QUESTIONS = 150;
    private static final int OFFICES = 6;
    private static final int BATCH = 1_500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern AT_ONCE =
            Pattern.compile("^huzheng_claims_answered_at_once_total (\\S+)$", Pattern.MULTILINE);
    private static final String ALIVE = """
            {"type":"alive","purpose":"school-enrolment","basis":{"kind":"STATUTE"},"applicant":{"identityNumber":"%s"}}""";

    private final List<String> people = new ArrayList<>();
    private RunningService running;
    private VerificationService service;
    private ScheduledExecutorService feeds;
    private URI url;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        running = new RunningService(directory);
        service = VerificationService.start(ServiceConfiguration.read(running.settings("one"), Map.of()));
        url = service.url();
        for (int i = 0; i < 9; i++) {
            String number = RunningService.number(LocalDate.of(1980, 1, 1 + i), 31);
            people.add(number);
            running.publishAdult(number);
        }
        feeds = running.keepMarking();
        // the first of each partition waits for the judging
        for (String person : people) {
            running.postWhenFresh(url, "/v1/verifications", ALIVE.formatted(person));
        }
    }

    @AfterEach
    void stop() {
        feeds.shutdownNow();
        service.close();
        running.close();
    }

    @Test
    void shouldDecideAsItAnsweredAtOnceWhileRecordsChange() throws Exception {
        // Given
        double before = answeredAtOnce();
        ExecutorService offices = Executors.newFixedThreadPool(OFFICES);
        List<Callable<JsonNode>> questions = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            String person = people.get(i % people.size());
            boolean turns = i % 10 == 0;
            int version = 2 + i / 10;
            questions.add(() -> {
                if (turns) {
                    publishVersion(person, version);
                }
                return ask(person, running.office());
            });
        }

        // When
        List<JsonNode> told = new ArrayList<>();
        for (Future<JsonNode> answer : offices.invokeAll(questions)) {
            told.add(answer.get());
        }
        offices.shutdown();

        // Then
        assertThat(answeredAtOnce() - before).isGreaterThan(QUESTIONS * 0.8);
        for (JsonNode answer : told) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(logged(answer)).isEqualTo(RunningService.unsigned(answer)));
        }
        assertThat(told.stream().map(answer -> answer.path("answer").asText())).contains("MATCH", "NO_RECORD");
        ReplayReport report = new Audit(
                        running.exchange().clientConfig(ExchangeGrants.AUDITOR),
                        running.wire().registry())
                .replay();
        assertThat(report.differences()).isEmpty();
        assertThat(report.requestsWithoutDecision()).isZero();
        assertThat(report.decisions()).isGreaterThanOrEqualTo(QUESTIONS);
    }

    @Test
    void shouldAnswerOneKeyOnceThoughItComesManyTimesAtOnce() throws Exception {
        // Given
        ExecutorService offices = Executors.newFixedThreadPool(OFFICES);
        for (int round = 0; round < 20; round++) {
            Map<String, String> key = running.office("once-" + round);
            String person = people.get(round % people.size());
            List<Callable<JsonNode>> same = new ArrayList<>();
            for (int i = 0; i < OFFICES; i++) {
                same.add(() -> ask(person, key));
            }

            // When
            List<JsonNode> told = new ArrayList<>();
            for (Future<JsonNode> answer : offices.invokeAll(same)) {
                told.add(RunningService.unsigned(answer.get()));
            }

            // Then
            assertThat(told).containsOnly(told.get(0));
        }
        offices.shutdown();
    }

    @Test
    void shouldHaveDecidedWhatItAnsweredAtOnceWhenItStops() throws Exception {
        // Given: a batch before it that keeps the judging busy
        String person = people.get(0);
        String claims =
                Collections.nCopies(BATCH, "{\"type\":\"alive\",\"applicant\":{\"identityNumber\":\"" + person + "\"}}")
                        .stream()
                        .collect(Collectors.joining(","));
        String batch =
                "{\"purpose\":\"school-enrolment\",\"basis\":{\"kind\":\"STATUTE\"},\"claims\":[" + claims + "]}";
        double before = answeredAtOnce();
        assertThat(running.post(url, "/v1/verification-batches", batch, running.office("many"))
                        .status())
                .isEqualTo(202);

        // When
        String told = ask(person, running.office()).path("requestId").asText();
        double atOnce = answeredAtOnce() - before;
        service.close();

        // Then
        assertThat(atOnce).isEqualTo(1);
        assertThat(CommittedRecords.on(
                        Topics.DECISIONS,
                        running.exchange().clientConfig(ExchangeGrants.AUDITOR),
                        new AvroWireDeserializer(running.wire())))
                .extracting(record ->
                        DecisionHeaders.of((SpecificRecord) record.value()).getRequestId())
                .contains(told);
    }

    /** Versions take turns: entered in error, and not after all. */
    private void publishVersion(String person, int version) {
        Resident entry = SyntheticRecords.adult(person.substring(6, 14));
        entry.getHeader().setVersion(version);
        entry.getHeader().setEventId(entry.getHeader().getRecordId() + "@" + version);
        entry.getHeader().setChangeType(version % 2 == 0 ? ChangeType.ANNULLED : ChangeType.REINSTATED);
        running.publish(Topics.HOUSEHOLD_RESIDENT, running.keyOf(person), entry);
    }

    private JsonNode ask(String person, Map<String, String> headers) throws Exception {
        Reply reply = running.post(url, "/v1/verifications", ALIVE.formatted(person), headers);
        assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
        return reply.body();
    }

    /** What can be looked up of it later. */
    private JsonNode logged(JsonNode answer) throws Exception {
        Reply reply =
                running.get(url, "/v1/verifications/" + answer.path("requestId").asText(), running.office());
        assertThat(reply.status()).isEqualTo(200);
        return RunningService.unsigned(reply.body());
    }

    private double answeredAtOnce() throws Exception {
        Matcher count = AT_ONCE.matcher(
                running.get(url, "/prometheus", Map.of()).response().body());
        assertThat(count.find()).isTrue();
        return Double.parseDouble(count.group(1));
    }
}
