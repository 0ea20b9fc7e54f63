package org.huzheng.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huzheng.adapter.monitor.Monitoring;
import org.huzheng.adapter.pace.Pace;
import org.huzheng.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of an adapter's configuration file, and the page that documents them. */
class AdapterSettingsTest {
    private static final Pattern ALLOWED = Pattern.compile("expected one of \\[([^]]*)]");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([a-zA-Z.]+)` \\|");

    private static final String LEAST = """
            mapping: mapping.yaml
            personKeySecret: secret
            kafka: {bootstrap.servers: "broker:9092"}
            registry: {schema.registry.url: "http://registry:8081"}
            """;

    @TempDir
    Path directory;

    private AdapterConfiguration read(String settings) throws SettingsException, IOException {
        Path file = Files.writeString(directory.resolve("adapter.yaml"), LEAST + settings);
        return AdapterConfiguration.read(file, Map.of());
    }

    @Test
    void shouldReadPaceAndMonitoring() throws Exception {
        // When
        AdapterConfiguration configuration = read("""
                pace:
                  rowsPerSecondMax: 500
                  quietHours: ["08:30-11:30", "14:00-17:30"]
                  quietDays: [monday, friday]
                  quietZone: Asia/Urumqi
                  quietForLogs: true
                monitoring: {port: 9464}
                """);

        // Then
        Pace pace = configuration.pace();
        assertThat(pace.rowsPerSecondMax()).isEqualTo(500);
        assertThat(pace.quietHours().spans()).hasSize(2);
        assertThat(pace.quietHours().days()).containsExactlyInAnyOrder(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        assertThat(pace.quietHours().zone().getId()).isEqualTo("Asia/Urumqi");
        assertThat(pace.quietHours().forLogs()).isTrue();
        assertThat(configuration.monitoring()).contains(new Monitoring("127.0.0.1", 9464, Optional.empty()));
    }

    @Test
    void shouldReadAsFastAsItGoesAndAnswerNobodyWhenNothingIsSaid() throws Exception {
        // When
        AdapterConfiguration configuration = read("");

        // Then
        assertThat(configuration.pace()).isEqualTo(Pace.UNLIMITED);
        assertThat(configuration.monitoring()).isEqualTo(Optional.empty());
        assertThat(configuration.tracing()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "adapter-settings-refused.csv", delimiter = '|')
    void shouldNameLineAndSettingAndWhatWasExpected(String settings, String message) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read(settings))
                .withMessageContaining("adapter.yaml line ")
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "'misspelt: 1',''",
        "'pace: {misspelt: 1}',pace.",
        "'monitoring: {misspelt: 1}',monitoring.",
        "'tracing: {misspelt: 1}',tracing."
    })
    void shouldDocumentEachSettingAndNoOther(String misspelt, String prefix) throws Exception {
        // Given: the message that refuses a misspelt setting names all there are
        Throwable refusal = catchThrowable(() -> read(misspelt));
        Matcher allowed = ALLOWED.matcher(String.valueOf(refusal.getMessage()));
        assertThat(allowed.find()).as(refusal.getMessage()).isTrue();

        // When
        Set<String> documented = new TreeSet<>();
        FIRST_CELL
                .matcher(page())
                .results()
                .map(cell -> cell.group(1))
                .filter(name -> name.startsWith(prefix) && name.indexOf('.', prefix.length()) < 0)
                .forEach(name -> documented.add(name.substring(prefix.length())));

        // Then
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.asList(allowed.group(1).split(", ")));
    }

    @Test
    void shouldShowAnExampleThatReads() throws Exception {
        // Given
        Matcher example = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(page());
        assertThat(example.find()).isTrue();
        Path file = Files.writeString(directory.resolve("example.yaml"), example.group(1));
        Files.createDirectories(directory.resolve("secrets"));
        Files.writeString(directory.resolve("secrets/household.password"), "secret");

        // When
        AdapterConfiguration configuration = AdapterConfiguration.read(file, Map.of("CAPTURE_PASSWORD", "secret"));

        // Then
        assertThat(configuration.pace().quietHours().spans()).isNotEmpty();
        assertThat(configuration.monitoring()).isPresent();
        assertThat(configuration.tracing().orElseThrow().ratio()).isEqualTo(0.001);
    }

    private static String page() throws IOException {
        return Files.readString(Path.of(System.getProperty("huzheng.root"), "docs/adapter-settings.md"));
    }
}
