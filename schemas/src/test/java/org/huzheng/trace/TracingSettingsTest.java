package org.huzheng.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.huzheng.settings.References;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracingSettingsTest {
    private static final Path DIRECTORY = Path.of("/etc/huzheng");

    private static Optional<TracingSettings> read(String settings) throws SettingsException {
        return TracingSettings.read(
                SettingsNode.read("file.yaml", settings, new References(DIRECTORY, Map.of(), Map.of()))
                        .optionalPart("tracing"));
    }

    @Test
    void shouldTraceNothingUnlessTold() throws SettingsException {
        assertThat(read("other: 1")).isEmpty();
        assertThat(read("tracing: {endpoint: 'http://collector:4318'}"))
                .contains(new TracingSettings(
                        URI.create("http://collector:4318"),
                        TracingSettings.DEFAULT_RATIO,
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void shouldReadFilesRelativeToTheSettings() throws SettingsException {
        assertThat(read("tracing: {endpoint: 'https://c/otlp', ratio: 1, token: t, authorities: tls/ca.pem}"))
                .contains(new TracingSettings(
                        URI.create("https://c/otlp"),
                        1,
                        Optional.of(DIRECTORY.resolve("t")),
                        Optional.of(DIRECTORY.resolve("tls/ca.pem"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ratio: 0.5} | tracing: expected the setting \"endpoint\"",
                "{endpoint: 'collector:4318'} | expected http:// or https:// and a host, found collector:4318",
                "{endpoint: 'http://c c'} | tracing.endpoint: expected an address such as http://collector:4318",
                "{endpoint: 'http://c', ratio: much} | tracing.ratio: expected a number from 0 to 1, found much",
                "{endpoint: 'http://c', ratio: 1.5} | ratio: expected 0 to 1, found 1.5",
                "{endpoint: 'http://c', ratio: NaN} | ratio: expected 0 to 1, found NaN",
                "{endpoint: 'http://c', header: x} | expected one of [endpoint, ratio, token, authorities]",
                "'' | tracing: expected named settings, found nothing"
            })
    void shouldNameTheSettingAndWhatWasExpected(String tracing, String message) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read("tracing: " + tracing))
                .withMessageContaining(message);
    }
}
