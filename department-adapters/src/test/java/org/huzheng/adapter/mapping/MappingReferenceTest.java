package org.huzheng.adapter.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.huzheng.adapter.settings.SettingsSchema;
import org.huzheng.settings.References;
import org.huzheng.settings.SettingsNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference page is kept true: its examples are right, and it names every key there is. */
class MappingReferenceTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");
    private static final YAMLMapper YAML = new YAMLMapper();

    private static String page() throws IOException {
        return Files.readString(Path.of(System.getProperty("huzheng.root"), "docs/mapping-reference.md"));
    }

    static Stream<String> examples() throws IOException {
        return EXAMPLE.matcher(page()).results().map(match -> match.group(1));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldShowOnlyWhatTheSchemaAllows(String example) throws Exception {
        // Given
        JsonNode shown = YAML.readTree(example);
        ObjectNode mapping = (ObjectNode) YAML.readTree(Mappings.text("base.yaml"));
        ObjectNode place = shown.has("source") ? mapping : (ObjectNode) mapping.at("/records/0");

        // When
        place.setAll((ObjectNode) shown);

        // Then
        SettingsNode settings = SettingsNode.read(
                "example", YAML.writeValueAsString(mapping), new References(Path.of("."), Map.of(), Map.of()));
        assertThatCode(() -> SettingsSchema.ofResource(MappingReader.class, "mapping.schema.json")
                        .check(settings))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldNameEveryKeyThereIs() throws IOException {
        // Given
        TreeSet<String> keys = new TreeSet<>();
        ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(MappingReader.schema());
        ObjectNode definitions = (ObjectNode) schema.get("$defs");
        definitions.remove(SourceReferenceTest.definitionsOfSources(definitions));
        schema.findValues("properties")
                .forEach(properties -> properties.fieldNames().forEachRemaining(keys::add));
        String page = page();

        // When
        keys.removeIf(key -> page.contains("`" + key + "`"));

        // Then
        assertThat(keys).isEmpty();
    }

    @Test
    void shouldShowEveryExpressionAsItCompiles() throws IOException {
        // Given
        String table = page().substring(page().indexOf("| text |"), page().indexOf("| condition |"));

        // When
        Stream<String> expressions =
                Pattern.compile("`([^`]+)`").matcher(table).results().map(match -> match.group(1));

        // Then
        assertThat(expressions).isNotEmpty().allSatisfy(expression -> assertThatCode(
                        () -> org.huzheng.adapter.expression.Expression.compile(
                                expression,
                                org.huzheng.adapter.expression.Expression.Type.STRING,
                                org.huzheng.adapter.expression.Expression.Type.INT))
                .doesNotThrowAnyException());
    }
}
