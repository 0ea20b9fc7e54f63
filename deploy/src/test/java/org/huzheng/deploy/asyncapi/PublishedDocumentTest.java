package org.huzheng.deploy.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.huzheng.deploy.HuzhengCommands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedDocumentTest {
    private static final Path ROOT = Path.of(System.getProperty("huzheng.root"));

    @Test
    void shouldDescribeTheJudgedAndTheShippedDepartmentsAsTheyAre(@TempDir Path directory) {
        // Given
        Path file = directory.resolve("asyncapi.yaml");

        // When
        int exitCode = HuzhengCommands.run(
                "exchange",
                "asyncapi",
                "--departments",
                ROOT.resolve("departments").toString(),
                "--into",
                file.toString());

        // Then
        assertThat(exitCode).isZero();
        assertThat(ROOT.resolve("docs").resolve("asyncapi.yaml")).hasSameTextualContentAs(file);
    }

    @Test
    void shouldRefuseADirectoryThatIsNotThere(@TempDir Path directory) {
        assertThat(HuzhengCommands.run(
                        "exchange",
                        "asyncapi",
                        "--departments",
                        directory.resolve("none").toString()))
                .isNotZero();
    }
}
