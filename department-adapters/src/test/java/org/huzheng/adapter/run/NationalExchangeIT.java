package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.source.httppush.PushCaller;
import org.huzheng.adapter.source.nationalexchange.ExchangeServer;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.ChangeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rows pulled through the national exchange into real topics, by a mapping file and past everything that goes wrong there. */
class NationalExchangeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    @TempDir
    Path directory;

    private static void awaitNow(AdapterRuntime runtime) throws InterruptedException {
        assertThat(runtime.awaitPublishedThrough(Instant.now(), PATIENCE))
                .as(() -> runtime.progress().toString())
                .isTrue();
    }

    @Test
    void shouldPublishEachVersionOncePastRestartsAndMishaps() throws Exception {
        // Given
        try (ExchangeServer server = new ExchangeServer(PushCaller.freePort())) {
            server.clockAhead(Duration.ofMinutes(40));
            IntStream.range(0, 250)
                    .forEach(number -> server.put("e" + number, PulledEnrolments.row("e" + number, 1, number, "1")));
            AdapterConfiguration configuration = PulledEnrolments.configuration(server, directory, EXCHANGE);

            // When
            try (AdapterRuntime runtime = AdapterRuntime.start(configuration, new SimpleMeterRegistry())) {
                awaitNow(runtime);
                server.mishaps(ExchangeServer.Mishap.values());
                server.expireSecret();
                server.put("e1", PulledEnrolments.row("e1", 2, 1, "2"));
                awaitNow(runtime);
            }
            server.put("e2", PulledEnrolments.row("e2", 2, 2, "2"));
            try (AdapterRuntime runtime = AdapterRuntime.start(configuration, new SimpleMeterRegistry())) {
                server.stop();
                Thread.sleep(500);
                server.start();
                awaitNow(runtime);
            }

            // Then
            Published enrolments = Published.in(
                    Topics.MEDICAL_ENROLMENT, EXCHANGE.clientConfig(Department.MEDICAL.code()), EXCHANGE.registryUrl());
            assertThat(enrolments.events()).hasSize(252);
            assertThat(enrolments.eventsOf("e1"))
                    .extracting(event -> event.header().getChangeType())
                    .containsExactly(ChangeType.CREATED, ChangeType.CORRECTED);
            assertThat(enrolments.eventsOf("e2")).hasSize(2);
        }
    }
}
