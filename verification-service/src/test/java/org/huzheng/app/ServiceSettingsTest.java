package org.huzheng.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huzheng.identity.UnifiedSocialCreditCode;
import org.huzheng.settings.SettingsException;
import org.huzheng.tls.ServerTls;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of the service's file, and the page that documents them. */
class ServiceSettingsTest {
    private static final Pattern ALLOWED = Pattern.compile("expected one of \\[([^]]*)]");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([a-zA-Z.]+)` \\|");
    private static final String CREDIT_CODE =
            UnifiedSocialCreditCode.withCheckCharacter("11110000MB1234567").value();
    private static final Map<String, String> ENVIRONMENT = Map.of("CREDIT_CODE", CREDIT_CODE);

    @TempDir
    Path directory;

    @BeforeEach
    void writeSecrets() throws IOException {
        Files.createDirectories(directory.resolve("secrets"));
        Files.writeString(directory.resolve("secrets/verification.password"), "a secret nobody may read");
    }

    private ServiceConfiguration read(String settings) throws SettingsException, IOException {
        return ServiceConfiguration.read(Files.writeString(directory.resolve("service.yaml"), settings), ENVIRONMENT);
    }

    @Test
    void shouldReadTheExampleOfThePage() throws Exception {
        // When
        ServiceConfiguration configuration = read(example());

        // Then
        assertThat(configuration.judging().instance()).contains("service-1");
        assertThat(configuration.judging().threads()).isEqualTo(2);
        assertThat(configuration.judging().commitInterval()).isEqualTo(Duration.ofMillis(100));
        assertThat(configuration.issuing().issuer().creditCode().value()).isEqualTo(CREDIT_CODE);
        assertThat(configuration.http().patience()).isEqualTo(Duration.ofSeconds(5));
        assertThat(configuration.http().tls())
                .isEqualTo(Optional.of(new ServerTls(
                        directory.resolve("tls/service-1/certificate.pem"),
                        directory.resolve("tls/service-1/key.pem"))));
        assertThat(configuration.tokens().audience()).isEqualTo("https://huzheng.example.gov.cn");
        assertThat(configuration.exchange().kafka())
                .containsEntry(
                        "ssl.truststore.location",
                        directory.resolve("tls/ca.pem").toString());
        assertThat(configuration.exchange().kafka().get("sasl.jaas.config").toString())
                .contains("a secret nobody may read");
    }

    @Test
    void shouldNotTellSecretsWhenItIsPrinted() throws Exception {
        assertThat(read(example()).toString()).doesNotContain("a secret nobody may read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "issuing:                             | issuin:            | 'line 17, issuin: expected one of'",
                "'  authority: '                      | '  autority: '     | 'line 19, issuing.autority: expected one of'",
                "'  threads: 2'                       | '  threads: two'   | 'line 16, judging.threads: expected a whole number'",
                "'  threads: 2'                       | '  threads: 0'     | 'threads: expected at least 1, found 0'",
                "'  port: 8443'                       | ''                 | 'http: expected the setting \"port\"'",
                "'    certificate: tls/service-1/certificate.pem\n    key: tls/service-1/key.pem' | '' | 'http.tls: expected named settings, found nothing'",
                "'  port: 8443'                       | '  port: 84430'    | 'port: expected 0 to 65535, found 84430'",
                "'  url: https://huzheng.example.gov.cn' | '  url: https://huzheng.example.gov.cn/' | 'issuing.url: expected an address without a slash'",
                "personKeySecret: secrets/person-key.password | ''        | 'expected the setting \"personKeySecret\"'",
                "'  creditCode: ${env:CREDIT_CODE}'   | '  creditCode: ${env:OTHER}' | 'issuing.creditCode: expected a reference that leads somewhere, found ${env:OTHER}'",
            })
    void shouldNameLineAndSettingAndWhatWasExpected(String line, String instead, String message) throws Exception {
        // Given
        String example = example();
        assertThat(example).contains(line);

        // When
        Throwable refusal = catchThrowable(() -> read(example.replace(line, instead == null ? "" : instead)));

        // Then
        assertThat(refusal)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("service.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void shouldNotTellASecretThatWasPutInTheWrongPlace() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read(example().replace("8443", "${file:secrets/verification.password}")))
                .withMessageContaining("http.port: expected a port")
                .withMessageNotContaining("a secret nobody may read");
    }

    @ParameterizedTest
    @CsvSource({
        "'',''",
        "judging,'  state: state'",
        "issuing,'  keystore: issuer.p12'",
        "tokens,'  keys: token-keys.json'",
        "http,'  port: 8443'",
        "tracing,'  ratio: 0.01'"
    })
    void shouldDocumentEachSettingAndNoOther(String part, String line) throws Exception {
        // Given: the message that refuses a misspelt setting names all there are
        String misspelt =
                part.isEmpty() ? "misspelt: 1\n" + example() : example().replace(line, line + "\n  misspelt: 1");
        Matcher allowed = ALLOWED.matcher(
                String.valueOf(catchThrowable(() -> read(misspelt)).getMessage()));
        assertThat(allowed.find()).isTrue();
        String prefix = part.isEmpty() ? "" : part + ".";

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

    private static String example() throws IOException {
        Matcher example = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(page());
        assertThat(example.find()).isTrue();
        return example.group(1);
    }

    private static String page() throws IOException {
        return Files.readString(Path.of(System.getProperty("huzheng.root"), "docs/service-settings.md"));
    }
}
