package org.huzheng.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.huzheng.broker.exchange.EmbeddedExchange;
import org.huzheng.identity.ResidentIdentityNumber;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code huzheng adapter run} as a process of its own, as a service manager runs it. */
class AdapterRunIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PERSONAL = "王小明";
    private static final String NUMBER =
            ResidentIdentityNumber.of("110105", LocalDate.of(1980, 1, 2), 7).value();

    @TempDir
    private static Path directory;

    private static EmbeddedExchange exchange;
    private static int port;
    private static Path configuration;

    @BeforeAll
    static void start() throws IOException {
        Path node = directory.resolve("exchange");
        exchange = EmbeddedExchange.start(EmbeddedExchange.Config.on(node, 2));
        exchange.operations().apply();
        Files.createDirectories(directory.resolve("drop"));
        Files.writeString(directory.resolve("secret"), "a secret of the exchange, long enough for person keys");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        configuration = directory.resolve("adapter.yaml");
        new YAMLMapper()
                .writeValue(
                        configuration.toFile(),
                        Map.of(
                                "mapping",
                                droppedFiles(),
                                "personKeySecret",
                                "secret",
                                "kafka",
                                exchange.clientConfig("medical"),
                                "registry",
                                Map.of("schema.registry.url", exchange.registryUrl()),
                                "monitoring",
                                Map.of("port", String.valueOf(port)),
                                "settings",
                                Map.of(
                                        "medical.directory",
                                        directory.resolve("drop").toString(),
                                        "medical.archive",
                                        directory.resolve("archive").toString())));
    }

    /** The shipped mapping, its rows from dropped files. */
    private static String droppedFiles() throws IOException {
        String shipped = Files.readString(Path.of("src", "main", "departments", "medical.yaml"));
        String mapping = shipped.substring(0, shipped.indexOf("source:"))
                + "source: {kind: file-drop, directory: '${setting:medical.directory}', archive:"
                + " '${setting:medical.archive}', encoding: UTF-8, silence: means-nothing-happened}\n"
                + shipped.substring(shipped.indexOf("records:")).replaceAll("(from: \\w+)(?=\n)", "$1-*.csv");
        return Files.writeString(directory.resolve("medical.yaml"), mapping).toString();
    }

    @AfterAll
    static void stop() {
        exchange.close();
    }

    private static Process run(Path log, String... words) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Huzheng.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HUZHENG_LOG", "DEBUG");
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private static HttpResponse<String> awaitReady() throws Exception {
        Instant until = Instant.now().plus(PATIENCE);
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                .build();
        while (true) {
            try {
                HttpResponse<String> answer =
                        HttpClient.newHttpClient().send(ready, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200 || Instant.now().isAfter(until)) {
                    return answer;
                }
            } catch (ConnectException e) {
                if (Instant.now().isAfter(until)) {
                    throw e;
                }
            }
            Thread.sleep(100);
        }
    }

    private static String metrics() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void shouldRunAloneBeWatchedAndEndWithZeroWhenToldTo() throws Exception {
        // Given
        Files.writeString(
                directory.resolve("drop/enrolment-1.csv"),
                "记录编号,版本号,公民身份号码,险种类型,参保状态,参保地,参保日期,终止日期,变更类型,变更原因,登记时间\n"
                        + "m1,1," + NUMBER + ",390,1,110105,2020-01-01,,1," + PERSONAL + ",2020-01-01 08:00:00\n"
                        + "m2,1," + NUMBER.substring(0, 17) + "?,390,1,110105,2020-01-01,,1," + PERSONAL
                        + ",2020-01-01 08:00:00\n");
        Path log = directory.resolve("run.log");
        Process adapter = run(log, "adapter", "run", "-c", configuration.toString());
        try {
            String ready = awaitReady().body();
            String metrics = metrics();

            // When
            Path secondLog = directory.resolve("second.log");
            Process second = run(secondLog, "adapter", "run", "-c", withoutMonitoring());
            boolean refused = second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            StringWriter status = new StringWriter();
            int stale = Huzheng.commandLine()
                    .setOut(new PrintWriter(status))
                    .execute("adapter", "status", "-c", configuration.toString(), "--json");
            adapter.destroy();
            boolean ended = adapter.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            // Then
            assertThat(ended).isTrue();
            assertThat(adapter.exitValue()).as(Files.readString(log)).isZero();
            assertThat(Files.readString(log))
                    .contains("published 1", "quarantined 1", "http://127.0.0.1:" + port + "/metrics")
                    .doesNotContain(PERSONAL, NUMBER.substring(0, 17));
            assertThat(refused).isTrue();
            assertThat(second.exitValue()).isEqualTo(FailureReport.COULD_NOT);
            assertThat(Files.readString(secondLog))
                    .contains("expected to be its only adapter, found another running", "process " + adapter.pid());
            assertThat(ready).contains("\"ready\":true", "\"topic\":\"medical.enrolment\"");
            assertThat(metrics)
                    .contains("huzheng_adapter_rows_published_total{department=\"medical\"}")
                    .contains(
                            "huzheng_adapter_rows_quarantined_total{department=\"medical\",rule=\"identity-number\"} 1.0")
                    .containsPattern("huzheng_adapter_mark_age_seconds\\{department=\"medical\"} \\d")
                    .contains("huzheng_adapter_condition{department=\"medical\",reason=\"source-away\"} 0.0")
                    .doesNotContain(PERSONAL, NUMBER);
            assertThat(stale).isZero();
            assertThat(status.toString())
                    .contains("\"running\":true", "\"published\":1", "\"identity-number\":1", "enrolment-1.csv")
                    .doesNotContain(PERSONAL, NUMBER);
        } finally {
            adapter.destroyForcibly();
        }
    }

    private static String withoutMonitoring() throws IOException {
        Path file = directory.resolve("second.yaml");
        Map<?, ?> settings = new YAMLMapper().readValue(configuration.toFile(), Map.class);
        settings.remove("monitoring");
        new YAMLMapper().writeValue(file.toFile(), settings);
        return file.toString();
    }
}
