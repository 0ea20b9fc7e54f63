package org.huzheng.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.huzheng.deploy.HuzhengCommands;
import org.huzheng.testing.CouldNotRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the benchmark measures what it says; never how fast anything is. */
class BenchIT {
    @TempDir
    private Path directory;

    @BeforeAll
    static void onlyInTheWholeBuild() {
        CouldNotRun.unlessWhole("the benchmarks, each stage once");
    }

    @Test
    void shouldHoldEveryStageAgainstALimitOfTheSameRun() throws IOException {
        // Given
        StringWriter out = new StringWriter();

        // When
        int exitCode = HuzhengCommands.commandLine()
                .setOut(new PrintWriter(out))
                .execute(
                        "bench",
                        "spine",
                        "--people",
                        "60",
                        "--seconds",
                        "0.2",
                        "--json",
                        "--data",
                        directory.resolve("bench").toString());

        // Then
        assertThat(exitCode).isZero();
        JsonNode report = new ObjectMapper().readTree(out.toString());
        Map<String, Double> limits = valuesOf(report.path("limits"));
        Map<String, Double> figures = valuesOf(report.path("figures"));
        assertThat(limits)
                .containsOnlyKeys(
                        "raw-produce",
                        "raw-consume",
                        "bare-put",
                        "echo",
                        "sign",
                        "echo-p50",
                        "hop-p50",
                        "issue-path-p50",
                        "verification-path-p50",
                        "replay-reading");
        assertThat(figures)
                .containsOnlyKeys(
                        "adapter-to-topic",
                        "topic-to-dossier",
                        "requests-to-certificates",
                        "issue-p50",
                        "issue-p99",
                        "verification-p50",
                        "verification-p99",
                        "certificates-signed",
                        "replay-decisions");
        report.path("figures").forEach(figure -> requireItsRatio(figure, limits));
        assertThat(report.path("certificatesInTheRateRun").asLong()).isPositive();
        assertThat(report.path("decisionsReplayed").asLong())
                .isGreaterThan(report.path("certificatesInTheRateRun").asLong());
        assertThat(report.path("decisionsDifferent").asLong(-1)).isZero();
        assertThat(report.path("recordsQuarantined").asLong()).isPositive();
    }

    @Test
    void shouldCountWhatEachStageOfTheAdaptersReadsAndPublishes() throws IOException {
        // Given
        StringWriter out = new StringWriter();

        // When
        int exitCode = HuzhengCommands.commandLine()
                .setOut(new PrintWriter(out))
                .execute(
                        "bench",
                        "adapters",
                        "--rows",
                        "1000",
                        "--memory-rows",
                        "700",
                        "--seconds",
                        "1",
                        "--json",
                        "--data",
                        directory.resolve("adapters").toString());

        // Then: each backfill once to warm up and twice counted; everybody renamed three times after the snapshot
        assertThat(exitCode).isZero();
        JsonNode report = new ObjectMapper().readTree(out.toString());
        Map<String, Long> counts = new TreeMap<>();
        report.fields()
                .forEachRemaining(field -> counts.put(
                        field.getKey(),
                        field.getValue().isIntegralNumber() ? field.getValue().asLong() : -1));
        assertThat(counts)
                .containsEntry("fileRowsRead", 3_000L)
                .containsEntry("fileRecordsOnTopic", 3_000L)
                .containsEntry("tableRowsRead", 3_000L)
                .containsEntry("tableRecordsOnTopic", 3_000L)
                .containsEntry("changesCaptured", 3_000L)
                .containsEntry("captureRecordsOnTopic", 4_000L)
                .containsEntry("changesOffered", 1_000L)
                .containsEntry("changesTimed", 800L)
                .containsEntry("dumpRowsRead", 2_000L)
                .containsEntry("dumpDifferencesFound", 6L)
                .containsEntry("dumpUnorderedRowsRead", 2_000L)
                .containsEntry("dumpUnorderedDifferencesFound", 6L)
                .containsEntry("memoryRecordsOnTopic", 700L)
                .containsEntry("memoryBackfillFinished", 1L);
        Map<String, Double> limits = valuesOf(report.path("limits"));
        assertThat(limits)
                .containsOnlyKeys(
                        "dump-reading",
                        "dump-reading-cpu",
                        "dump-unordered-reading",
                        "dump-unordered-reading-cpu",
                        "bare-file-backfill",
                        "bare-table-backfill",
                        "bare-capture");
        assertThat(valuesOf(report.path("figures")))
                .containsKeys(
                        "dump-diff",
                        "dump-diff-cpu",
                        "dump-unordered-diff",
                        "dump-unordered-diff-cpu",
                        "file-backfill",
                        "table-backfill",
                        "capture-streaming",
                        "change-visible-p50",
                        "change-visible-p99",
                        "change-due-visible-p99",
                        "memory-backfill");
        for (JsonNode figure : report.path("figures")) {
            if (figure.has("limit")) {
                requireItsRatio(figure, limits);
                assertThat(figure.path("met").isBoolean()).isTrue();
            }
        }
    }

    @Test
    void shouldMeasureNothingButThePartsThatAreNamed() throws IOException {
        // Given
        StringWriter out = new StringWriter();

        // When
        int exitCode = HuzhengCommands.commandLine()
                .setOut(new PrintWriter(out))
                .execute(
                        "bench",
                        "adapters",
                        "--rows",
                        "1000",
                        "--parts",
                        "dumps",
                        "--json",
                        "--data",
                        directory.resolve("dumps").toString());

        // Then
        assertThat(exitCode).isZero();
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(valuesOf(report.path("figures")))
                .containsOnlyKeys("dump-diff", "dump-diff-cpu", "dump-unordered-diff", "dump-unordered-diff-cpu");
    }

    @Test
    void shouldHoldEachPartOfJudgingAgainstALimitOfTheSameRun() throws IOException {
        // Given
        StringWriter out = new StringWriter();

        // When
        int exitCode = HuzhengCommands.commandLine()
                .setOut(new PrintWriter(out))
                .execute(
                        "bench",
                        "judging",
                        "--people",
                        "60",
                        "--many-people",
                        "300",
                        "--turns",
                        "1",
                        "--seconds",
                        "0.2",
                        "--json",
                        "--data",
                        directory.resolve("judging").toString());

        // Then
        assertThat(exitCode).isZero();
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.path("contributions").asLong()).isEqualTo(60 * 24);
        assertThat(report.path("veterans").asLong()).isEqualTo(3);
        assertThat(report.path("motherRounds").asLong()).isEqualTo(1);
        assertThat(report.path("grandmotherRounds").asLong()).isEqualTo(2);
        assertThat(report.path("claimsInABatch").asLong()).isEqualTo(120);
        assertThat(report.path("claimsInBatches").asLong())
                .isPositive()
                .isEqualTo(report.path("claimsInBatches").asLong() / 120 * 120);
        Map<String, Double> limits = valuesOf(report.path("limits"));
        Map<String, Boolean> held = new TreeMap<>();
        for (JsonNode figure : report.path("figures")) {
            requireItsRatio(figure, limits);
            held.put(figure.path("name").asText(), figure.path("met").isBoolean());
        }
        assertThat(held)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("fold-contributions", true),
                        Map.entry("fold-residents", true),
                        Map.entry("state-per-contribution", true),
                        Map.entry("state-per-person", true),
                        Map.entry("month-of-veteran", true),
                        Map.entry("question-blocks-many", true),
                        Map.entry("question-p50-many", true),
                        Map.entry("question-p50-many-warm", true),
                        Map.entry("question-blocks-many-merged", true),
                        Map.entry("question-p50-many-merged", true),
                        Map.entry("question-p50-many-warm-merged", true),
                        Map.entry("claims", false),
                        Map.entry("claim-p50", false),
                        Map.entry("claim-p99", true),
                        Map.entry("claims-in-batches", true),
                        Map.entry("mother-p50", true),
                        Map.entry("mother-p99", true),
                        Map.entry("grandmother-p50", true),
                        Map.entry("grandmother-p99", true),
                        Map.entry("mother-alone-p50", true),
                        Map.entry("mother-alone-p99", true),
                        Map.entry("grandmother-alone-p50", true),
                        Map.entry("grandmother-alone-p99", true),
                        Map.entry("hop-p50", false)));
    }

    private static void requireItsRatio(JsonNode figure, Map<String, Double> limits) {
        assertThat(figure.path("ratio").asDouble()
                        * limits.get(figure.path("limit").asText()))
                .as(figure.path("name").asText())
                .isCloseTo(figure.path("value").asDouble(), org.assertj.core.data.Percentage.withPercentage(0.001));
    }

    @Test
    void shouldRefuseADirectoryWithSomethingInIt() throws IOException {
        // Given
        Files.writeString(directory.resolve("kept.txt"), "kept");
        StringWriter err = new StringWriter();

        // When
        int exitCode = HuzhengCommands.commandLine()
                .setErr(new PrintWriter(err))
                .execute("bench", "spine", "--people", "60", "--data", directory.toString());

        // Then
        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("expected an empty directory");
        assertThat(directory.resolve("kept.txt")).exists();
    }

    private static Map<String, Double> valuesOf(JsonNode figures) {
        Map<String, Double> values = new TreeMap<>();
        StreamSupport.stream(figures.spliterator(), false)
                .forEach(figure -> values.put(
                        figure.path("name").asText(), figure.path("value").asDouble()));
        return values;
    }
}
