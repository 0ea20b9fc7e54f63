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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Whether the benchmark measures what it says; never how fast anything is. */
class BenchIT {
    @TempDir
    private Path directory;

    @Test
    void shouldHoldEveryStageAgainstALimitOfTheSameRun() throws IOException {
        // Given
        StringWriter out = new StringWriter();

        // When
        int exitCode = new CommandLine(new BenchCommand.Spine())
                .setOut(new PrintWriter(out))
                .execute(
                        "--people",
                        "60",
                        "--seconds",
                        "1",
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
        report.path("figures").forEach(figure -> assertThat(figure.path("ratio").asDouble()
                        * limits.get(figure.path("limit").asText()))
                .as(figure.path("name").asText())
                .isCloseTo(figure.path("value").asDouble(), org.assertj.core.data.Percentage.withPercentage(0.001)));
        assertThat(report.path("certificatesInTheRateRun").asLong()).isPositive();
        assertThat(report.path("decisionsReplayed").asLong())
                .isGreaterThan(report.path("certificatesInTheRateRun").asLong());
        assertThat(report.path("decisionsDifferent").asLong(-1)).isZero();
        assertThat(report.path("recordsQuarantined").asLong()).isPositive();
    }

    @Test
    void shouldRefuseADirectoryWithSomethingInIt() throws IOException {
        // Given
        Files.writeString(directory.resolve("kept.txt"), "kept");
        StringWriter err = new StringWriter();

        // When
        int exitCode = new CommandLine(new BenchCommand.Spine())
                .setErr(new PrintWriter(err))
                .execute("--people", "60", "--data", directory.toString());

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
