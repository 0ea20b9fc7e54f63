package org.huzheng.adapter.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The schema editors complete from and the reader must say the same. */
class MappingSchemaTest {
    private static final Pattern ALLOWED = Pattern.compile("expected one of \\[([^]]*)], found \"zzz\"");

    private static JsonNode schema() throws IOException {
        return new ObjectMapper().readTree(MappingReader.schema());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A misspelt name put in at a place of the mapping: the reader, without the schema before it, says which names it takes there. */
    @ParameterizedTest
    @CsvFileSource(resources = "schema-places.csv", numLinesToSkip = 1, delimiter = '|')
    void shouldAllowTheNamesTheReaderAllows(String pointer, String replace, String with) throws IOException {
        // Given
        String base = Mappings.text("base.yaml");
        String yaml = base.replace(replace.replace("\\n", "\n"), with.replace("\\n", "\n"));
        assertThat(yaml).isNotEqualTo(base);

        // When
        SettingsException refusal = catchThrowableOfType(
                SettingsException.class,
                () -> MappingReader.read(
                        SettingsNode.read("m.yaml", yaml, Mappings.NO_REFERENCES), yaml, Catalogue.JUDGED));

        // Then
        assertThat(refusal).isNotNull();
        Matcher allowed = ALLOWED.matcher(refusal.getMessage());
        assertThat(allowed.find()).as(refusal.getMessage()).isTrue();
        assertThat(new TreeSet<>(List.of(allowed.group(1).split(", "))))
                .isEqualTo(new TreeSet<>(names(schema().at(pointer))));
    }

    @Test
    void shouldDescribeEveryKindOfSource() throws IOException {
        // When
        List<String> described = names(schema().path("$defs")).stream()
                .filter(name -> name.startsWith("source-"))
                .map(name -> name.substring("source-".length()))
                .toList();

        // Then
        assertThat(described).containsExactlyInAnyOrderElementsOf(SourceSettingsReader.kinds());
    }

    @Test
    void shouldExplainEveryName() throws IOException {
        // Given
        Map<String, JsonNode> unexplained = new java.util.TreeMap<>();
        JsonNode schema = schema();

        // When
        schema.findValues("properties").forEach(properties -> properties.properties().stream()
                .filter(property -> !property.getValue().has("const"))
                .filter(property -> !explained(property.getValue(), schema))
                .forEach(property -> unexplained.put(property.getKey(), property.getValue())));

        // Then
        assertThat(unexplained.keySet()).isEmpty();
    }

    private static boolean explained(JsonNode property, JsonNode schema) {
        return property.has("description")
                || schema.at(property.path("$ref").asText("#").substring(1)).has("description");
    }
}
