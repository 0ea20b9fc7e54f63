package org.huzheng.broker.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huzheng.broker.embedded.EmbeddedBroker;
import org.huzheng.broker.registry.EmbeddedRegistry;
import org.huzheng.settings.SettingsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings files of a registry and of a node, and the page that documents them. */
class ProcessSettingsTest {
    private static final Pattern ALLOWED = Pattern.compile("expected one of \\[([^]]*)]");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([a-zA-Z.]+)` \\|");

    @TempDir
    Path directory;

    @BeforeEach
    void writeSecrets() throws IOException {
        Files.createDirectories(directory.resolve("secrets"));
        Files.writeString(directory.resolve("secrets/admin.password"), "a secret nobody may read");
        Files.writeString(directory.resolve("secrets/registry.password"), "another secret");
    }

    private EmbeddedRegistry.Config registry(String settings) throws SettingsException, IOException {
        return EmbeddedRegistry.Config.read(Files.writeString(directory.resolve("registry.yaml"), settings), Map.of());
    }

    private EmbeddedBroker.Config node(String settings) throws SettingsException, IOException {
        return EmbeddedBroker.Config.read(Files.writeString(directory.resolve("node.yaml"), settings), Map.of());
    }

    @Test
    void shouldReadTheExamplesOfThePage() throws Exception {
        // When
        EmbeddedRegistry.Config registry = registry(part(0).example());
        EmbeddedBroker.Config node = node(part(1).example());

        // Then
        assertThat(registry.writers()).containsEntry("admin", "a secret nobody may read");
        assertThat(registry.tls()).isPresent();
        assertThat(registry.toString()).doesNotContain("secret");
        assertThat(node.membership().orElseThrow().nodeId()).isEqualTo(1);
        assertThat(node.clientPort()).isEqualTo(21_011);
    }

    @Test
    void shouldDocumentEachSettingAndNoOther() throws Exception {
        assertThat(part(0).settings())
                .containsExactlyInAnyOrderElementsOf(
                        allowed(catchThrowable(() -> registry("misspelt: 1\n" + part(0).example()))));
        assertThat(part(1).settings())
                .containsExactlyInAnyOrderElementsOf(
                        allowed(catchThrowable(() -> node("misspelt: 1\n" + part(1).example()))));
    }

    @Test
    void shouldRefuseARegistryForOthersWithoutTls() throws Exception {
        // Given
        String plain = part(0).example().replaceAll("(?s)tls:.*(?=writers:)", "");

        // Then
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> registry(plain))
                .withMessageContaining("expected tls, to listen beyond this machine, found none");
    }

    @Test
    void shouldRefuseANodeThatIsNotInItsQuorum() throws Exception {
        // Given
        String stranger = part(1).example().replace("node: 1", "node: 4");

        // Then
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> node(stranger))
                .withMessageContaining("node 4: expected it in the quorum");
    }

    private static List<String> allowed(Throwable refusal) {
        Matcher allowed = ALLOWED.matcher(String.valueOf(refusal.getMessage()));
        assertThat(allowed.find()).as(refusal.getMessage()).isTrue();
        return Arrays.asList(allowed.group(1).split(", "));
    }

    /** What the page says of one of the two files. */
    private record Part(String example, List<String> settings) {}

    private static Part part(int number) throws IOException {
        String page = Files.readString(Path.of(System.getProperty("huzheng.root"), "docs/exchange-settings.md"));
        String text = page.split("(?m)^## ", -1)[number + 1];
        Matcher example = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(text);
        assertThat(example.find()).isTrue();
        return new Part(
                example.group(1),
                FIRST_CELL
                        .matcher(text)
                        .results()
                        .map((MatchResult cell) -> cell.group(1))
                        .toList());
    }
}
