package org.huzheng.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.testing.CouldNotRun;
import org.junit.jupiter.api.Test;

/** The trial installation's {@code compose.yaml} is one that compose takes. */
class ComposeTest {
    @Test
    void shouldBeTakenByCompose() throws IOException, InterruptedException {
        // Given
        Path compose = onPath("docker-compose")
                .orElseThrow(() -> CouldNotRun.because("compose.yaml", "docker-compose was not found on PATH"));

        // When
        Process config = new ProcessBuilder(compose.toString(), "-f", "compose.yaml", "config", "--services")
                .redirectErrorStream(true)
                .start();
        List<String> services = new String(config.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();

        // Then
        assertThat(config.waitFor()).as(services.toString()).isZero();
        assertThat(services)
                .contains(
                        "broker-1",
                        "registry",
                        "household-database",
                        "adapter-household",
                        "adapter-social-security",
                        "service-1",
                        "service-2",
                        "front",
                        "prometheus");
    }

    private static Optional<Path> onPath(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
