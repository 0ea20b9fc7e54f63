package org.huzheng.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.huzheng.app.RunningService.Reply;
import org.huzheng.audit.Audit;
import org.huzheng.audit.SyntheticRecords;
import org.huzheng.broker.grants.ExchangeGrants;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.ClaimRequest;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.testing.CommittedRecords;
import org.huzheng.wire.AvroWireDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service is killed (SIGKILL) at random between request and answer, under load, as often as the property {@code huzheng.faults} says. Every
 * request asked has exactly one decision and one certificate afterwards, counted from the topics; every claim, the one decision that was told.
 */
class CrashIT {
    private static final int FAULTS = Integer.getInteger("huzheng.faults", 3);
    private static final int REQUESTS_PER_FAULT = 25;
    private static final int LONGEST_LIFE_MILLIS = 900;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String BODY = """
            {"type":"payment","purpose":"school-enrolment","basis":{"kind":"STATUTE"},"applicant":{"identityNumber":"%s"},
             "from":"2026-01","to":"2026-03","kinds":["PENSION"]}""";

    private static final String CLAIM = """
            {"type":"alive","purpose":"school-enrolment","basis":{"kind":"STATUTE"},"applicant":{"identityNumber":"%s"}}""";

    @TempDir
    Path directory;

    private final ExecutorService offices = Executors.newFixedThreadPool(8);
    private final Map<String, String> answered = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> told = new ConcurrentHashMap<>();
    private final Set<String> toldOtherwise = ConcurrentHashMap.newKeySet();
    private final LongAdder unheard = new LongAdder();
    private ScheduledExecutorService feeds;
    private RunningService running;
    private Path settings;
    private URI url;
    private Process service;

    @BeforeEach
    void start() throws IOException {
        running = new RunningService(directory);
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        url = URI.create("http://127.0.0.1:" + port);
        settings = running.settings("one", Map.of("http", Map.of("port", port, "patience", "PT20S")));
        launch();
    }

    @AfterEach
    void stop() throws InterruptedException {
        offices.shutdownNow();
        feeds.shutdownNow();
        kill();
        running.close();
    }

    private void launch() throws IOException {
        service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        // it lives for seconds
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServiceProcess.class.getName(),
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("service.log").toFile()))
                .start();
    }

    private void awaitHealthy() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> running.get(url, "/health", Map.of()).status() == 200);
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    private void kill() throws InterruptedException {
        service.destroyForcibly();
        service.waitFor();
    }

    @Test
    void shouldDecideAndIssueExactlyOnceHoweverOftenTheServiceIsKilled() throws Exception {
        // Given
        String payer = ResidentIdentityNumber.of("110105", LocalDate.of(1988, 6, 2), 12)
                .value();
        running.publish(Topics.HOUSEHOLD_RESIDENT, running.keyOf(payer), SyntheticRecords.adult("payer"));
        running.publish(
                Topics.SOCIAL_SECURITY_CONTRIBUTION,
                running.keyOf(payer),
                SyntheticRecords.contribution("payer", 202601));
        feeds = running.keepMarking();
        awaitHealthy();
        running.postWhenFresh(url, "/v1/verifications", BODY.formatted(payer));
        Random moments = new Random(20261123);
        Set<String> keys = new LinkedHashSet<>();

        // When
        for (int fault = 0; fault < FAULTS; fault++) {
            for (int i = 0; i < REQUESTS_PER_FAULT; i++) {
                String key = "fault-" + fault + "-request-" + i;
                keys.add(key);
                offices.submit(() -> ask(key, payer));
                offices.submit(() -> claim(key, payer));
            }
            TimeUnit.MILLISECONDS.sleep(moments.nextInt(LONGEST_LIFE_MILLIS));
            kill();
            launch();
            awaitHealthy();
        }
        await().atMost(PATIENCE).until(() -> {
            keys.stream().filter(key -> !answered.containsKey(key)).forEach(key -> ask(key, payer));
            keys.stream().filter(key -> !told.containsKey(key)).forEach(key -> claim(key, payer));
            return answered.size() == keys.size() && told.size() == keys.size();
        });

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (JsonNode claimed : told.values()) {
                Reply reply = running.get(
                        url, "/v1/verifications/" + claimed.path("requestId").asText(), running.office());
                assertThat(RunningService.unsigned(reply.body())).isEqualTo(claimed);
            }
        });
        Map<String, Integer> certificates = new HashMap<>();
        read(Topics.CERTIFICATES)
                .forEach(record -> certificates.merge(((Certificate) record).getRequestId(), 1, Integer::sum));
        Map<String, Integer> decisions = new HashMap<>();
        read(Topics.DECISIONS)
                .forEach(record -> decisions.merge(
                        DecisionHeaders.of((SpecificRecord) record).getRequestId(), 1, Integer::sum));
        assertThat(certificates).hasSize(keys.size()).allSatisfy((request, count) -> assertThat(count)
                .isOne());
        assertThat(certificates.keySet())
                .allSatisfy(request -> assertThat(decisions.get(request)).isOne());
        assertThat(Set.copyOf(answered.values())).hasSize(keys.size());
        assertThat(toldOtherwise).as("unheard: %s", unheard).isEmpty();
        assertThat(read(Topics.CLAIMS).stream().map(ClaimRequest.class::cast).filter(claim -> claim.getRead() != null))
                .as("claims that were answered at once")
                .isNotEmpty();
        for (JsonNode claimed : told.values()) {
            assertThat(decisions.get(claimed.path("requestId").asText())).isOne();
        }
        assertThat(new Audit(
                                running.exchange().clientConfig(ExchangeGrants.AUDITOR),
                                running.wire().registry())
                        .replay()
                        .differences())
                .isEmpty();
    }

    /** Asks once; an office whose connection breaks asks again later with the same key. */
    private void ask(String key, String payer) {
        try {
            Reply reply = running.post(url, "/v1/certificates", BODY.formatted(payer), running.office(key));
            if (reply.status() == 201) {
                answered.put(key, reply.body().path("number").asText());
            }
        } catch (IOException broken) {
            // the service was killed: the key stays unanswered and is asked again
            answered.remove(key);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The same of a claim, which may be answered before it is decided. */
    private void claim(String key, String person) {
        try {
            Reply reply =
                    running.post(url, "/v1/verifications", CLAIM.formatted(person), running.office("claim-" + key));
            if (reply.status() == 200) {
                JsonNode heard = RunningService.unsigned(reply.body());
                JsonNode before = told.putIfAbsent(key, heard);
                if (before != null && !before.equals(heard)) {
                    toldOtherwise.add(key);
                }
            }
        } catch (IOException broken) {
            // the service was killed: what was not heard is asked again
            unheard.increment();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Every committed record of a topic. */
    private List<Object> read(Topic topic) {
        return CommittedRecords.on(
                        topic,
                        running.exchange().clientConfig(ExchangeGrants.AUDITOR),
                        new AvroWireDeserializer(running.wire()))
                .stream()
                .<Object>map(ConsumerRecord::value)
                .toList();
    }
}
