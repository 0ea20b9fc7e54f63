package org.huzheng.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.huzheng.deploy.trial.TrialDirectory;
import org.huzheng.deploy.trial.TrialException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole way, from rows in departments' own systems to replayed decisions, in one process; then again on the same directory. */
class DemoIT {
    @TempDir
    private Path directory;

    @Test
    void shouldAccountForEveryRowAndReplayEqualAlsoWhenResumed() throws IOException {
        // When
        JsonNode first = tell(0);
        JsonNode second = tell(0);

        // Then
        for (JsonNode told : new JsonNode[] {first, second}) {
            assertThat(told.path("people").asInt()).isEqualTo(60);
            assertThat(told.path("recordsPublished").asLong()
                            + told.path("recordsDeduplicated").asLong()
                            + told.path("recordsQuarantined").asLong())
                    .isEqualTo(told.path("rows").asLong());
            assertThat(told.path("recordsQuarantined").asLong())
                    .isPositive()
                    .isEqualTo(told.path("rowsPlantedDirty").asLong());
            assertThat(told.path("certificates").asInt()).isEqualTo(4);
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
    void shouldRefuseADirectoryMadeForOtherPeople() throws TrialException, IOException {
        // Given
        TrialDirectory.open(directory, 1, 60).close();
        StringWriter err = new StringWriter();

        // When
        int exitCode = new CommandLine(new DemoCommand())
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, command, words) -> {
                    command.getErr().println(failure.getMessage());
                    return 3;
                })
                .execute("--once", "--people", "60", "--seed", "2", "--data", directory.toString());

        // Then
        assertThat(exitCode).isEqualTo(3);
        assertThat(err.toString()).contains("seed=1");
    }

    @Test
    void shouldRefuseADirectoryInUse() throws TrialException, IOException {
        // Given
        try (TrialDirectory held = TrialDirectory.open(directory, 1, 60)) {
            // When
            Throwable refusal = catchThrowable(() -> TrialDirectory.open(directory, 1, 60));

            // Then
            assertThat(refusal).isInstanceOf(TrialException.class).hasMessageContaining("Another demonstration");
            assertThat(held.corrections()).isZero();
        }
    }

    private JsonNode tell(int expectedExitCode) throws IOException {
        StringWriter out = new StringWriter();
        int exitCode = new CommandLine(new DemoCommand())
                .setOut(new PrintWriter(out))
                .execute("--once", "--json", "--people", "60", "--data", directory.toString());
        assertThat(exitCode).isEqualTo(expectedExitCode);
        return new ObjectMapper().readTree(out.toString());
    }
}
