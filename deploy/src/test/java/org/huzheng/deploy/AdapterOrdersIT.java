package org.huzheng.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.run.AdapterRuntime;
import org.huzheng.broker.exchange.EmbeddedExchange;
import org.huzheng.identity.ResidentIdentityNumber;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What operators say to an adapter and read of its refused rows: the steps follow one another. Nothing they read is anybody's data. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdapterOrdersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NUMBER =
            ResidentIdentityNumber.of("110105", LocalDate.of(1980, 1, 2), 7).value();
    private static final String PERSONAL = "王小明";

    @TempDir
    private static Path directory;

    private static EmbeddedExchange exchange;
    private static Path configuration;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws IOException {
        exchange = EmbeddedExchange.start(EmbeddedExchange.Config.on(directory.resolve("exchange"), 2));
        Huzheng.commandLine()
                .execute(
                        "exchange",
                        "apply",
                        "--dir",
                        directory.resolve("exchange").toString(),
                        "--partitions",
                        "2");
        Files.createDirectories(directory.resolve("drop"));
        Files.writeString(directory.resolve("secret"), "a secret of the exchange, long enough for person keys");
        configuration = directory.resolve("adapter.yaml");
        new YAMLMapper()
                .writeValue(
                        configuration.toFile(),
                        Map.of(
                                "mapping", "medical.yaml",
                                "personKeySecret", "secret",
                                "kafka", exchange.clientConfig("medical"),
                                "registry", Map.of("schema.registry.url", exchange.registryUrl()),
                                "settings",
                                        Map.of(
                                                "medical.directory",
                                                        directory
                                                                .resolve("drop")
                                                                .toString(),
                                                "medical.archive",
                                                        directory
                                                                .resolve("archive")
                                                                .toString())));
        writeMapping("\"391\": RESIDENT");
        Files.writeString(
                directory.resolve("drop/enrolment-1.csv"),
                "记录编号,版本号,公民身份号码,险种类型,参保状态,参保地,参保日期,终止日期,变更类型,变更原因,登记时间\n"
                        + "m1,1," + NUMBER + ",390,1,110105,2020-01-01,,1," + PERSONAL + ",2020-01-01 08:00:00\n"
                        + "m2,1," + NUMBER.substring(0, 17) + "?,390,1,110105,2020-01-01,,1," + PERSONAL
                        + ",2020-01-01 08:00:00\n");
    }

    /** The shipped mapping, its rows from dropped files. */
    private static void writeMapping(String residents) throws IOException {
        String shipped = Files.readString(Path.of("src", "main", "departments", "medical.yaml"));
        String source = """
                source:
                  kind: file-drop
                  directory: ${setting:medical.directory}
                  archive: ${setting:medical.archive}
                  encoding: UTF-8
                  silence: means-nothing-happened
                """;
        String mapping = shipped.substring(0, shipped.indexOf("source:"))
                + source
                + shipped.substring(shipped.indexOf("records:")).replaceAll("(from: \\w+)(?=\n)", "$1-*.csv");
        Files.writeString(directory.resolve("medical.yaml"), mapping.replace("\"390\": RESIDENT", residents));
    }

    @AfterAll
    static void stop() {
        exchange.close();
    }

    @AfterEach
    void shouldNeverShowAnybodysData() {
        assertThat(out + " " + err).doesNotContain(PERSONAL).doesNotContainPattern("\\b[0-9]{17}");
    }

    private AdapterRuntime adapter() throws Exception {
        return AdapterRuntime.start(AdapterConfiguration.read(configuration, Map.of()), new SimpleMeterRegistry());
    }

    private static void catchUp(AdapterRuntime runtime) throws InterruptedException {
        assertThat(runtime.awaitPublishedThrough(Instant.now(), PATIENCE)).isTrue();
    }

    private int run(String... words) {
        return Huzheng.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    private int adapter(String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "adapter";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--config";
        all[words.length + 2] = configuration.toString();
        return run(all);
    }

    @Test
    @Order(1)
    void shouldSayThatAnOrderWaitsWhereNoAdapterRuns() {
        // When
        int paused = adapter("pause", "--wait", "1");
        int again = adapter("pause", "--wait", "1");
        int resumed = adapter("resume", "--wait", "1");
        int notPaused = adapter("resume", "--wait", "1");

        // Then
        assertThat(paused).as(err::toString).isEqualTo(1);
        assertThat(again).isZero();
        assertThat(resumed).isEqualTo(1);
        assertThat(notPaused).isZero();
        assertThat(out.toString()).contains("No adapter of medical has answered", "已于此时要求暂停", "未暂停 not paused");
    }

    @Test
    @Order(2)
    void shouldPauseAndResumeARunningAdapter() throws Exception {
        try (AdapterRuntime runtime = adapter()) {
            // When
            int paused = adapter("pause");
            int resumed = adapter("resume");
            catchUp(runtime);

            // Then
            assertThat(paused).as(out::toString).isZero();
            assertThat(resumed).as(out::toString).isZero();
            assertThat(out.toString()).contains("medical: 已暂停 paused", "medical: 已恢复 resumed");
        }
    }

    @Test
    @Order(3)
    void shouldListRefusedRowsByReasonAndShowOne() {
        // When
        int listed = adapter("quarantine", "list");
        Matcher key = Pattern.compile(" {4}([0-9a-f]{32}) {2}enrolment-1\\.csv line 2,")
                .matcher(out.toString());
        assertThat(key.find()).as(out::toString).isTrue();
        int shown = adapter("quarantine", "show", key.group(1));
        int missing = adapter("quarantine", "show", "no-such-entry");
        int none = adapter("quarantine", "list", "--since", "2099-01-01");

        int misspelt = adapter("quarantine", "drop", "--rule", "unknown-cod");
        int noType = adapter("quarantine", "replay", "--type", "MedicalEnrolment");
        int noEntry = adapter("quarantine", "drop", "--entry", "0123");

        // Then
        assertThat(List.of(misspelt, noType, noEntry)).containsOnly(2);
        assertThat(err.toString())
                .contains(
                        "--rule: 应为 expected one of the rules in quarantine, [identity-number, unknown-code],实为 found"
                                + " unknown-cod",
                        "org.huzheng.medical.MedicalEnrolment],实为 found MedicalEnrolment",
                        "--entry: 应为 expected the key of an entry",
                        "实为 found 0123");
        assertThat(listed).isZero();
        assertThat(shown).as(err::toString).isZero();
        assertThat(missing).isEqualTo(1);
        assertThat(none).isZero();
        assertThat(out.toString())
                .contains(
                        "quarantine of medical:2 条 entries",
                        "! 1 × unknown-code (险种类型) org.huzheng.medical.MedicalEnrolment",
                        "! 1 × identity-number (公民身份号码) org.huzheng.medical.MedicalEnrolment",
                        "实为 found \"390\"",
                        "变更原因 = 王*明",
                        // The file's number, and the line in it.
                        "READ 0/" + ((1L << 32) + 2),
                        "没有此条目 No such entry",
                        "quarantine of medical:0 条 entries");
    }

    @Test
    @Order(4)
    void shouldSayThatTheAdapterStillRunsWithTheOldMapping() throws Exception {
        try (AdapterRuntime runtime = adapter()) {
            // Given
            catchUp(runtime);
            writeMapping("\"390\": RESIDENT");

            // When
            int replayed = adapter("quarantine", "replay", "--rule", "unknown-code");

            // Then
            assertThat(replayed).isEqualTo(1);
            assertThat(out.toString()).contains("refused again 1", "restart it first");
        }
    }

    @Test
    @Order(5)
    void shouldReplayAndDropOnceTheMappingIsMended() throws Exception {
        try (AdapterRuntime runtime = adapter()) {
            // Given
            catchUp(runtime);

            // When
            int replayed = adapter("quarantine", "replay", "--rule", "unknown-code");
            int dropped = adapter("quarantine", "drop", "--all");
            int listed = adapter("quarantine", "list");

            // Then
            assertThat(replayed).as(out::toString).isZero();
            assertThat(dropped).isZero();
            assertThat(listed).isZero();
            assertThat(out.toString()).contains("发布 published 1", "已删除 dropped 1", "quarantine of medical:0 条 entries");
            assertThat(runtime.progress().failure()).isEmpty();
        }
    }

    @Test
    void shouldDropNothingWhereNothingIsSaid() {
        // When
        int exitCode = adapter("quarantine", "drop");

        // Then
        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("either filters or --all");
    }
}
