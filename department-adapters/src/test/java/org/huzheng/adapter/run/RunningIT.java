package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.lease.LeaseHolder;
import org.huzheng.adapter.monitor.Monitoring;
import org.huzheng.adapter.monitor.MonitoringServer;
import org.huzheng.adapter.pace.Pace;
import org.huzheng.adapter.pace.QuietHours;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.status.AdapterStatus;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An adapter beside others, watched and told to keep quiet, against a real exchange. */
class RunningIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A killed holder's session and what the group needs to settle, with room for a busy machine. */
    private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(14);

    private static final String HEADER = "记录编号,版本号,公民身份号码,险种类型,参保状态,参保地,参保日期,终止日期,变更类型,变更原因,登记时间\n";

    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(2);

    @TempDir
    Path directory;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private Path drop;
    private AdapterConfiguration configuration;

    @BeforeEach
    void configure() throws Exception {
        drop = Files.createDirectories(directory.resolve("drop"));
        configuration = Departments.ofFiles(
                Department.MEDICAL,
                directory,
                Departments.folders(Department.MEDICAL, drop, directory.resolve("archive")),
                EXCHANGE);
    }

    private void drop(String name, String... rows) throws Exception {
        Path part = Files.writeString(drop.resolve(name + ".part"), HEADER + String.join("", rows));
        Files.move(part, drop.resolve(name));
    }

    private static String row(String id, String number) {
        return id + ",1," + number + ",390,1,110105,2020-01-01,,1,,2020-01-01 08:00:00\n";
    }

    private static void awaitNow(AdapterRuntime adapter) throws Exception {
        assertThat(adapter.awaitPublishedThrough(Instant.now(), PATIENCE))
                .as(() -> adapter.progress().toString())
                .isTrue();
    }

    /** The same adapter, quiet from an hour ago until an hour from now. */
    private AdapterConfiguration quietNow() {
        LocalTime now = LocalTime.now(QuietHours.CHINA).truncatedTo(ChronoUnit.MINUTES);
        return configuration.withPace(new Pace(
                0,
                new QuietHours(
                        List.of(new QuietHours.Span(now.minusHours(1), now.plusHours(1))),
                        EnumSet.allOf(DayOfWeek.class),
                        QuietHours.CHINA,
                        false)));
    }

    @Test
    void shouldRefuseASecondAdapterNamingTheFirstWhichRunsOn() throws Exception {
        try (AdapterRuntime first = AdapterRuntime.start(configuration, meters)) {
            // When
            Instant began = Instant.now();
            assertThatExceptionOfType(AdapterException.class)
                    .isThrownBy(() -> AdapterRuntime.start(configuration, new SimpleMeterRegistry()))
                    .withMessageContaining("department medical: expected to be its only adapter")
                    .withMessageContaining("run medical-")
                    .withMessageContaining("process " + ProcessHandle.current().pid());

            // Then
            assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(12));
            awaitNow(first);
            assertThat(meters.get("huzheng.adapter.restarts").counter().count()).isZero();
        }
    }

    @Test
    void shouldTakeOverByItselfSoonAfterTheFirstWasKilled() throws Exception {
        // Given
        Process first = AdapterProcess.start(AdapterProcess.write(configuration, directory.resolve("adapter.yaml")));
        try {
            awaitHolder();
        } finally {
            AdapterProcess.kill(first);
        }

        // When
        Instant killed = Instant.now();
        try (AdapterRuntime second = AdapterRuntime.start(configuration, meters)) {
            Duration took = Duration.between(killed, Instant.now());

            // Then
            System.getLogger("RunningIT").log(System.Logger.Level.INFO, "taken over after " + took);
            assertThat(took).isLessThan(TAKEN_OVER_WITHIN);
            awaitNow(second);
        }
    }

    private void awaitHolder() throws Exception {
        await().atMost(PATIENCE).until(() -> LeaseHolder.now(
                        Department.MEDICAL, configuration.exchange().kafka())
                .isPresent());
    }

    @Test
    void shouldShowHowItIsDoingWhetherOrNotItRuns() throws Exception {
        // Given
        Totals before = AdapterStatus.read(configuration).totals();
        drop("enrolment-1.csv", row("s1", HouseholdRegister.number(1)), row("s2", "110105194912310021"));

        // When
        AdapterStatus running;
        try (AdapterRuntime adapter = AdapterRuntime.start(configuration, meters)) {
            awaitNow(adapter);
            running = AdapterStatus.read(configuration);
        }
        AdapterStatus stopped = AdapterStatus.read(configuration);

        // Then
        assertThat(running.running()).hasValueSatisfying(holder -> assertThat(holder.processId())
                .isEqualTo(String.valueOf(ProcessHandle.current().pid())));
        assertThat(stopped.running()).isEmpty();
        assertThat(stopped.totals()).isEqualTo(before.plus(new Totals(2, 1, 0, 1, 0)));
        assertThat(stopped.position().orElseThrow()).contains("enrolment-1.csv");
        assertThat(stopped.quarantined()).containsEntry("identity-number", 1L);
        assertThat(stopped.feeds())
                .allSatisfy(feed -> assertThat(feed.markAge().orElseThrow()).isLessThan(PATIENCE));
        assertThat(stopped.isStale()).isFalse();
    }

    @Test
    void shouldSayOverHttpThatItsSourceIsAwayAndThatItIsBack() throws Exception {
        try (AdapterRuntime adapter = AdapterRuntime.start(configuration, meters);
                MonitoringServer server = MonitoringServer.start(
                        new Monitoring(Monitoring.LOOPBACK, 0, Optional.empty()),
                        new MonitoringServer.Answers(() -> "", adapter::isAlive, adapter::health))) {
            // Given
            awaitNow(adapter);
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
            HttpResponse<String> well = get(server, "/health/ready");

            // When
            Path away = Files.move(drop, directory.resolve("away"));
            HttpResponse<String> ill = awaitStatus(server, 503);
            Files.move(away, drop);

            // Then
            assertThat(awaitStatus(server, 200).statusCode()).isEqualTo(200);
            JsonNode before = new ObjectMapper().readTree(well.body());
            JsonNode during = new ObjectMapper().readTree(ill.body());
            assertThat(before.at("/ready").asBoolean()).isTrue();
            assertThat(before.at("/feeds/2/topic").asText()).isEqualTo("medical.enrolment");
            assertThat(before.at("/feeds/2/markAgeSeconds").asDouble()).isLessThan(30);
            assertThat(before.at("/reasons")).isEmpty();
            assertThat(during.at("/reasons/0/code").asText()).isEqualTo("source-away");
            assertThat(during.at("/reasons/0/zh").asText()).contains("来源");
            assertThat(during.at("/reasons/0/en").asText()).contains("source");
            assertThat(meters.get("huzheng.adapter.restarts").counter().count()).isPositive();
        }
    }

    private static HttpResponse<String> get(MonitoringServer server, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> awaitStatus(MonitoringServer server, int status) throws Exception {
        return await().atMost(PATIENCE)
                .until(() -> get(server, "/health/ready"), answer -> answer.statusCode() == status);
    }

    @Test
    void shouldReadNothingInQuietHoursAndSaySo() throws Exception {
        // Given
        drop("enrolment-quiet.csv", row("q1", HouseholdRegister.number(2)));
        AdapterConfiguration quiet = quietNow();

        // When
        try (AdapterRuntime adapter = AdapterRuntime.start(quiet, meters)) {
            Thread.sleep(1_000);

            // Then
            assertThat(adapter.progress().sinceStart()).isEqualTo(Totals.none());
            assertThat(adapter.health().causes())
                    .extracting(cause -> cause.reason().code())
                    .contains("quiet-hours");
            assertThat(AdapterStatus.read(quiet).quietUntil()).isPresent();
            assertThat(drop.resolve("enrolment-quiet.csv")).exists();
        }
    }

    @Test
    void shouldMeasureOnlyByDepartmentTopicRuleAndReason() throws Exception {
        // Given
        drop("enrolment-dirty.csv", row("d1", "110105194912310021"), row("d2", HouseholdRegister.number(3)));

        // When
        try (AdapterRuntime adapter = AdapterRuntime.start(configuration, meters)) {
            awaitNow(adapter);

            // Then
            assertThat(meters.getMeters().stream()
                            .map(Meter::getId)
                            .map(Meter.Id::getName)
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrderElementsOf(AdapterMetrics.NAMES);
            assertThat(meters.getMeters().stream()
                            .flatMap(meter -> meter.getId().getTags().stream())
                            .map(tag -> tag.getKey())
                            .distinct())
                    .containsExactlyInAnyOrder("department", "topic", "rule", "reason");
            assertThat(meters.get("huzheng.adapter.rows.quarantined")
                            .tag("rule", "identity-number")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(meters.get("huzheng.adapter.mark.age").timeGauge().value())
                    .isBetween(0.0, 30.0);
            assertThat(meters.get("huzheng.adapter.backfill.rows.left").gauge().value())
                    .isZero();
        }
    }

    @Test
    void shouldGoOnFromTheMarksOfTheRunBefore() throws Exception {
        // Given
        try (AdapterRuntime adapter = AdapterRuntime.start(configuration, meters)) {
            awaitNow(adapter);
        }

        // When: started in quiet hours, so that no mark of its own comes
        try (AdapterRuntime adapter = AdapterRuntime.start(quietNow(), meters)) {
            // Then
            Optional<Duration> age = adapter.health().feeds().get(0).markAge();
            assertThat(age).isPresent();
            assertThat(adapter.health().isReady()).isTrue();
        }
    }
}
