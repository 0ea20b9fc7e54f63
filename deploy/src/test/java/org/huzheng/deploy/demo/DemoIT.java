package org.huzheng.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huzheng.catalogue.Topics;
import org.huzheng.deploy.monitoring.Queries;
import org.huzheng.deploy.monitoring.RealPrometheus;
import org.huzheng.deploy.trial.SilentNarrator;
import org.huzheng.deploy.trial.TrialDirectory;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.http.HttpServers;
import org.huzheng.signing.CompactJws;
import org.huzheng.signing.JsonWebKeySet;
import org.huzheng.trace.TraceCollector;
import org.huzheng.trace.TraceCollector.Told;
import org.huzheng.verify.ForeignVerifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

// over 300 lines: two runs of the story, which every further class would tell anew
/**
 * The whole way, from rows in departments' own systems to replayed decisions, in one process; then again on the same directory, of which only topics,
 * secrets and the departments' own systems were kept, and where it stays up for strangers to check what it issued.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoIT {
    private static final int PEOPLE = 60;
    private static final long SEED = 1;

    private final HttpClient http = HttpClient.newHttpClient();
    private Path directory;
    private JsonNode first;
    private String firstCertificate;
    /** As they were told after every row, refused ones too, was read. */
    private String adapterMetrics;

    /** What was told of the first run; of the second nothing was. */
    private List<Told> spans;

    private JsonNode second;
    private Demo resumed;

    @BeforeAll
    void tellTwice(@TempDir Path directory) throws Exception {
        this.directory = directory;
        first = tellOnce();
        firstCertificate = Files.readString(directory.resolve("service/certificate.sd-jwt"));
        loseAllButTopicsAndSecrets();
        resumed = Demo.start(directory, SEED, PEOPLE, Optional.empty(), Optional.empty(), new SilentNarrator());
        second = resumed.tell().asJson();
    }

    /** What a backup need not hold: the service's stores and the adapters' indexes. */
    private void loseAllButTopicsAndSecrets() throws IOException {
        for (String state : List.of("service/streams", "adapters/state")) {
            Path lost = directory.resolve(state);
            assertThat(lost).isNotEmptyDirectory();
            try (Stream<Path> files = Files.walk(lost)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private JsonNode tellOnce() throws TrialException, IOException, InterruptedException {
        try (TraceCollector collector = TraceCollector.start()) {
            JsonNode told = tellOnce(collector);
            // whoever ended has sent what it had to tell
            spans = collector.spans();
            return told;
        }
    }

    private JsonNode tellOnce(TraceCollector collector) throws TrialException, IOException, InterruptedException {
        try (Demo demo = Demo.start(
                directory, SEED, PEOPLE, Optional.empty(), Optional.of(collector.everything()), new SilentNarrator())) {
            JsonNode told = demo.tell().asJson();
            adapterMetrics = demo.adapterMetrics();
            return told;
        }
    }

    @AfterAll
    void stop() throws TrialException {
        if (resumed != null) {
            resumed.close();
        }
    }

    @Test
    void shouldAccountForEveryRowAndReplayEqualAlsoWhenResumed() {
        // Then
        for (JsonNode told : new JsonNode[] {first, second}) {
            assertThat(told.path("people").asInt()).isEqualTo(PEOPLE);
            assertThat(told.path("recordsPublished").asLong()
                            + told.path("recordsDeduplicated").asLong()
                            + told.path("recordsQuarantined").asLong())
                    .isEqualTo(told.path("rows").asLong());
            assertThat(told.path("recordsQuarantined").asLong())
                    .isPositive()
                    .isEqualTo(told.path("rowsPlantedDirty").asLong());
            assertThat(told.path("certificates").asInt()).isEqualTo(5);
            assertThat(told.path("refusals").path("AMBIGUOUS").asInt()).isEqualTo(1);
            assertThat(told.path("statusChangeMillis").asLong()).isPositive();
            assertThat(told.path("replay").path("different").asInt(-1)).isZero();
            assertThat(told.path("replay").path("equal").asInt())
                    .isEqualTo(told.path("replay").path("decisions").asInt());
        }
        assertThat(second.path("rows").asLong()).isEqualTo(first.path("rows").asLong() + 1);
        // the first run's decisions are replayed with the second's; its correction re-examines what the first certified
        // as well
        assertThat(second.path("replay").path("decisions").asInt())
                .isGreaterThanOrEqualTo(
                        2 * first.path("replay").path("decisions").asInt());
    }

    @Test
    void shouldTellOneTraceFromTheReadingOfACorrectionToTheStatusItTurns() {
        // Given
        List<SentRecord> events = SentRecord.allOn(Topics.HOUSEHOLD_RESIDENT, resumed.exchange());
        List<SentRecord> decisions = SentRecord.allOn(Topics.DECISIONS, resumed.exchange());
        List<SentRecord> changes = SentRecord.allOn(Topics.CERTIFICATE_STATUS, resumed.exchange());

        // When
        String trace = events.stream()
                .map(SentRecord::traceId)
                .filter(id -> !id.isEmpty())
                .filter(id ->
                        changes.stream().anyMatch(change -> change.traceId().equals(id)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no status change in the trace of an event"));

        // Then: the event says it in its header and its value
        assertThat(events.stream().filter(event -> event.traceId().equals(trace)))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.traceIdOfValue()).isEqualTo(trace));
        assertThat(decisions).anySatisfy(decision -> {
            assertThat(decision.traceId()).isEqualTo(trace);
            assertThat(decision.traceIdOfValue()).as("trace of the request").isNotEqualTo(trace);
        });
        List<Told> told =
                spans.stream().filter(span -> span.traceId().equals(trace)).toList();
        assertThat(told.stream().filter(span -> span.service().equals("huzheng-adapter")))
                .extracting(Told::name)
                .contains("row", "read", "map", "send household.resident");
        assertThat(told.stream().filter(span -> span.service().equals("huzheng-service")))
                .extracting(Told::name)
                .contains(
                        "fold-records",
                        "send exchange.requests",
                        "open-cases",
                        "answer-questions",
                        "hear-answers",
                        "send exchange.decisions",
                        "issue-certificates",
                        "send exchange.certificate-status");
        // each lies below another of the same trace, but for the first
        Set<String> ids = told.stream().map(Told::spanId).collect(Collectors.toSet());
        assertThat(told).allSatisfy(span -> assertThat(span.name().equals("row") || ids.contains(span.parentSpanId()))
                .as(span.name())
                .isTrue());
        assertThat(told)
                .filteredOn(span -> span.name().equals("row"))
                .singleElement()
                .satisfies(row -> assertThat(row.said("huzheng.row.outcome")).isEqualTo("published"));
    }

    @Test
    void shouldTellOneTraceFromTheCallOfAnOfficeToItsCertificate() {
        // Given
        List<SentRecord> certificates = SentRecord.allOn(Topics.CERTIFICATES, resumed.exchange());
        List<SentRecord> decisions = SentRecord.allOn(Topics.DECISIONS, resumed.exchange());

        // When
        List<Told> calls = spans.stream()
                .filter(span -> span.name().equals("POST /v1/certificates"))
                .toList();

        // Then
        assertThat(calls).hasSizeGreaterThanOrEqualTo(8).allSatisfy(call -> {
            assertThat(call.said("http.response.status_code")).startsWith("2");
            assertThat(decisions).anySatisfy(decision -> {
                assertThat(decision.traceId()).isEqualTo(call.traceId());
                assertThat(decision.traceIdOfValue()).isEqualTo(call.traceId());
            });
        });
        assertThat(certificates.stream().map(SentRecord::traceId).filter(id -> calls.stream()
                        .anyMatch(call -> call.traceId().equals(id))))
                .hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void shouldTellNothingOnceItIsSwitchedOff() {
        // Given
        List<SentRecord> events = SentRecord.allOn(Topics.HOUSEHOLD_RESIDENT, resumed.exchange());

        // Then: the correction of the second run came last
        assertThat(events.stream().filter(event -> event.traceId().isEmpty()))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.traceIdOfValue()).isEmpty());
    }

    @Test
    void shouldIssueACertificateThatForeignLibrariesVerifyAndRefuseWhenTampered() throws Exception {
        // Given
        ForeignVerifier foreign = ForeignVerifier.install();
        String certificate = Files.readString(directory.resolve("service").resolve("certificate.sd-jwt"));
        JsonWebKeySet keys = JsonWebKeySet.parse(get(resumed.serviceUrl().resolve("/.well-known/jwks.json")));
        String statusList = get(statusListOf(certificate));
        int changed = certificate.indexOf('.') + 40;
        String tampered = certificate.substring(0, changed)
                + (certificate.charAt(changed) == 'A' ? 'B' : 'A')
                + certificate.substring(changed + 1);

        // When
        ForeignVerifier.Result untouched = foreign.verify(certificate, keys, statusList, Instant.now());
        ForeignVerifier.Result touched = foreign.verify(tampered, keys, statusList, Instant.now());

        // Then
        assertThat(untouched.valid()).as(untouched.reason()).isTrue();
        assertThat(untouched.claims())
                .containsEntry("iss", resumed.serviceUrl().toString())
                .containsEntry("purpose", "school-enrolment")
                .extractingByKey("relation", MAP)
                .containsEntry("code", "MOTHER");
        assertThat(touched.valid()).isFalse();
        assertThat(touched.reason()).contains("signature");
    }

    @Test
    void shouldStillAnswerForWhatWasIssuedBeforeTheStateWasLost() throws Exception {
        // When
        HttpResponse<String> checked = http.send(
                HttpRequest.newBuilder(resumed.serviceUrl().resolve("/v1/verify"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                new ObjectMapper().writeValueAsString(Map.of("credential", firstCertificate))))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        // Then
        assertThat(checked.statusCode()).isEqualTo(200);
        assertThat(new ObjectMapper().readTree(checked.body()).path("valid").asBoolean())
                .isTrue();
    }

    @Test
    void shouldHaveEveryMetricThatDashboardsAndAlarmsAskFor(@TempDir Path prometheus) throws Exception {
        // Given
        HttpServer adapters =
                HttpServers.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0, Optional.empty());
        adapters.createContext("/metrics", exchange -> {
            byte[] metrics = adapterMetrics.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, metrics.length);
            exchange.getResponseBody().write(metrics);
            exchange.close();
        });
        adapters.start();
        Map<String, URI> targets = Map.of(
                "huzheng-adapter",
                URI.create("http://127.0.0.1:" + adapters.getAddress().getPort() + "/metrics"),
                "huzheng-service",
                resumed.serviceUrl().resolve("/prometheus"));
        Map<String, String> queries = Queries.all();
        try (RealPrometheus server = RealPrometheus.start(prometheus, Queries.alerts(), targets)) {
            // Then: a Streams application is looked at for new meters once a minute
            assertThat(queries).hasSizeGreaterThan(30);
            await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
                Set<String> known = server.names();
                queries.forEach((where, query) -> assertThat(known).as(where).containsAll(Queries.names(query)));
            });
            for (Map.Entry<String, String> query : queries.entrySet()) {
                assertThat(Queries.names(query.getValue())).as(query.getKey()).isNotEmpty();
                assertThat(server.query(query.getValue()).path("status").asText())
                        .as(query.getKey())
                        .isEqualTo("success");
            }
            // an alarm has nothing to say when all is well; a panel shows something
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                for (Map.Entry<String, String> query : queries.entrySet()) {
                    if (!query.getKey().startsWith("alarm") && !query.getValue().endsWith("== 1")) {
                        assertThat(server.query(query.getValue()).path("data").path("result"))
                                .as(query.getKey())
                                .isNotEmpty();
                    }
                }
            });
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                JsonNode groups = server.rules().path("data").path("groups");
                assertThat(groups).hasSize(2);
                groups.forEach(
                        group -> assertThat(group.path("rules")).isNotEmpty().allSatisfy(rule -> assertThat(
                                        rule.path("health").asText())
                                .isEqualTo("ok")));
            });
        } finally {
            adapters.stop(0);
        }
    }

    @SuppressWarnings("unchecked")
    private static URI statusListOf(String certificate) throws Exception {
        Map<String, Object> claims = CompactJws.parse(certificate.substring(0, certificate.indexOf('~')))
                .payload();
        Map<String, Object> status = (Map<String, Object>) claims.get("status");
        return URI.create(
                ((Map<String, Object>) status.get("status_list")).get("uri").toString());
    }

    private String get(URI address) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(address.getPath()).isEqualTo(200);
        return response.body();
    }

    @Test
    void shouldRefuseADirectoryMadeForOtherPeople(@TempDir Path other) throws TrialException, IOException {
        // Given
        TrialDirectory.open(other, 1, PEOPLE).close();
        StringWriter err = new StringWriter();

        // When
        int exitCode = new CommandLine(new DemoCommand())
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, command, words) -> {
                    command.getErr().println(failure.getMessage());
                    return 3;
                })
                .execute("--once", "--people", "60", "--seed", "2", "--data", other.toString());

        // Then
        assertThat(exitCode).isEqualTo(3);
        assertThat(err.toString()).contains("seed=1");
    }

    @Test
    void shouldRefuseADirectoryInUse() {
        // When
        Throwable refusal = catchThrowable(() -> TrialDirectory.open(directory, SEED, PEOPLE));

        // Then
        assertThat(refusal).isInstanceOf(TrialException.class).hasMessageContaining("Another process");
    }
}
