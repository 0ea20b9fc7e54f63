package org.huzheng.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsSettingsTest {
    /** With Kafka's own 100 ms a question alone on the exchange waited for that at each of its commits, whatever the interval was. */
    @ParameterizedTest
    @ValueSource(longs = {1, 20, 100, 2_000})
    void shouldSeeThatACommitIsDueBeforeMuchMoreThanItsIntervalHasPassed(long intervalMillis) {
        // When
        var settings = new StreamsConfig(new StreamsSettings(
                        Map.of(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1"),
                        Path.of("state"),
                        Optional.empty(),
                        Duration.ofMillis(intervalMillis),
                        1)
                .forApplication("verification-judging"));

        // Then
        assertThat(settings.getLong(StreamsConfig.POLL_MS_CONFIG))
                .isBetween(1L, Math.max(1, Math.min(100, intervalMillis / 4)));
    }
}
