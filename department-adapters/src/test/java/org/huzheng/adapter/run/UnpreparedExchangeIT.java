package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.broker.exchange.EmbeddedExchange;
import org.huzheng.catalogue.Department;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exchange on which nothing was applied yet. */
class UnpreparedExchangeIT {
    @TempDir
    Path directory;

    @Test
    void shouldNameTheSubjectsTheRegistryLacksAndWhatToRun() throws Exception {
        try (EmbeddedExchange exchange =
                EmbeddedExchange.start(EmbeddedExchange.Config.on(directory.resolve("exchange"), 1))) {
            // Given
            AdapterConfiguration configuration = AdapterConfiguration.of(
                    Path.of(System.getProperty("huzheng.root"), "deploy/src/main/departments/medical.yaml"),
                    Map.of(
                            "medical.host",
                            "127.0.0.1",
                            "medical.port",
                            "1",
                            "medical.secret",
                            "a secret that nothing here is signed with",
                            "medical.samples",
                            directory.toString()),
                    exchange.address().adminConfig(),
                    Map.of("schema.registry.url", exchange.registryUrl()),
                    Files.write(directory.resolve("secret"), new byte[32]));

            // When / Then
            assertThatExceptionOfType(AdapterException.class)
                    .isThrownBy(() -> AdapterRuntime.start(configuration, new SimpleMeterRegistry()))
                    .withMessageContaining(Department.MEDICAL.code() + ".birth-org.huzheng.medical.Birth")
                    .withMessageContaining("huzheng exchange apply");
        }
    }
}
