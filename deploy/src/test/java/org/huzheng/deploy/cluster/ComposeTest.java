package org.huzheng.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.huzheng.testing.CouldNotRun;
import org.junit.jupiter.api.Test;

/** The trial installation's {@code compose.yaml} is one that compose takes. */
class ComposeTest {
    @Test
    void shouldBeTakenByCompose() throws IOException, InterruptedException {
        // Given
        CouldNotRun.unlessOnPath("compose.yaml", "docker-compose");

        // When
        Process config = new ProcessBuilder("docker-compose", "-f", "compose.yaml", "config", "--services")
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
}
