package org.huzheng.adapter.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Department;
import org.huzheng.household.LinkKind;
import org.huzheng.settings.References;
import org.huzheng.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingReaderTest {

    static Stream<JsonNode> mistakes() throws IOException {
        List<JsonNode> mistakes = new ArrayList<>();
        new YAMLMapper().readTree(Mappings.text("mistakes.yaml")).forEach(mistakes::add);
        return mistakes.stream();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void shouldNameWhereAndWhatWhenAMappingIsMistaken(JsonNode mistake) throws IOException {
        // Given
        String right = Mappings.text("base.yaml");
        String wrong = right.replace(
                mistake.path("replace").asText(), mistake.path("with").asText());
        assertThat(wrong).isNotEqualTo(right);

        // When
        List<String> says = new ArrayList<>();
        mistake.path("says").forEach(text -> says.add(text.asText()));

        // Then
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> MappingReader.read("mapping.yaml", wrong, Mappings.NO_REFERENCES, Catalogue.JUDGED))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(says));
    }

    @Test
    void shouldNameTheLineOfAMistake() throws IOException {
        // Given
        String wrong = Mappings.text("base.yaml").replace("birthDate: birth_date", "birthDay: birth_date");

        // When / Then
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> MappingReader.read("mapping.yaml", wrong, Mappings.NO_REFERENCES, Catalogue.JUDGED))
                .withMessageContaining("mapping.yaml line 26, records[0].fields.birthDay");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "password: Geheim#123: x | line 8, column 23",
                "password: %Geheim#123 | line 8, column",
                "password: 'Geheim#123 | line",
                "Geheim#123 | line",
                "password: \"Geheim\\q\" | line 8, column",
                "password: Geheim\\n  password: secret | line 9, column",
                "password: secret\\n  host: 127.0.0.1/register?password=Geheim | source.host"
            })
    void shouldNotQuoteTheFileWhereItIsNoYaml(String line, String where) throws IOException {
        // Given
        String right = Mappings.text("base.yaml");
        String wrong = right.replace("password: secret", line.replace("\\n", "\n"));
        if (line.contains("host:")) {
            wrong = wrong.replaceFirst("  host: localhost\n", "");
        }
        String text = wrong;

        // When, then
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> MappingReader.read("mapping.yaml", text, Mappings.NO_REFERENCES, Catalogue.JUDGED))
                .satisfies(refusal -> {
                    StringWriter trace = new StringWriter();
                    refusal.printStackTrace(new PrintWriter(trace));
                    assertThat(refusal.getMessage()).startsWith("mapping.yaml").contains(where, "expected", "found");
                    assertThat(trace.toString()).doesNotContain("Geheim", "register");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"db.example", "10.0.0.5", "db_1", "::1", "'[fe80::1]'", "数据库.示例", "db.example."})
    void shouldTakeEveryHost(String host) throws Exception {
        // Given
        String yaml = Mappings.text("base.yaml").replace("host: localhost", "host: " + host);

        // When, then
        assertThat(MappingReader.read("mapping.yaml", yaml, Mappings.NO_REFERENCES, Catalogue.JUDGED)
                        .source())
                .isNotNull();
    }

    @Test
    void shouldTakeSecretsFromOutsideTheFile(@TempDir Path directory) throws Exception {
        // Given
        Files.writeString(directory.resolve("password"), "from a file\n");
        String yaml = Mappings.text("base.yaml")
                .replace("password: secret", "password: '${file:password}'")
                .replace("user: u", "user: '${env:DB_USER}'")
                .replace("host: localhost", "host: '${setting:host}'");

        // When
        Mapping mapping = MappingReader.read(
                "mapping.yaml",
                yaml,
                new References(
                        directory, Map.of("DB_USER", "from the environment"), Map.of("host", "from.the.program")),
                Catalogue.JUDGED);

        // Then
        assertThat(mapping.source())
                .hasFieldOrPropertyWithValue("password", "from a file")
                .hasFieldOrPropertyWithValue("user", "from the environment")
                .hasFieldOrPropertyWithValue("host", "from.the.program");
        assertThat(mapping.source().toString()).doesNotContain("from a file");
    }

    @ParameterizedTest
    @FieldSource("org.huzheng.catalogue.Department#JUDGED")
    void shouldReadTheMappingsThatAreShipped(Department department) throws Exception {
        // When
        Mapping mapping = shipped(department);

        // Then
        assertThat(mapping.department()).isEqualTo(department);
        assertThat(mapping.records()).hasSizeBetween(1, 2);
    }

    /** A kind without a code could be judged, and never be published. */
    @Test
    void shouldMapEveryKindOfIdentityLinkThatIsJudged() throws Exception {
        // Given
        RowMapper mapper = new RowMapper(shipped(Department.HOUSEHOLD), Mappings.KEYS);

        // When
        List<Object> kinds = Stream.of("C", "M", "S", "F")
                .map(MappingReaderTest::identityChange)
                .map(row -> ((MappedRow.Version) mapper.map(row)).body())
                .map(body -> body.get(body.getSchema().getField("kind").pos()))
                .toList();

        // Then
        assertThat(kinds)
                .containsExactly(LinkKind.CHANGED, LinkKind.MERGED, LinkKind.SHARED_BY_TWO, LinkKind.FALSE_IDENTITY)
                .hasSize(LinkKind.values().length - 1);
    }

    private static SourceRow identityChange(String kind) {
        return Mappings.row(
                "household.identity_change",
                Map.of(
                        "change_id", "1",
                        "former_id_number", "110105192001010027",
                        "current_id_number", "11010519491231002X",
                        "kind", kind,
                        "changed_on", "2020-01-01",
                        "updated_at", "2020-05-04 12:00:00+08"));
    }

    private static Mapping shipped(Department department) throws IOException, SettingsException {
        Path file =
                Path.of(System.getProperty("huzheng.root"), "deploy/src/main/departments", department.code() + ".yaml");
        Map<String, String> settings = new java.util.HashMap<>(Map.of(department.code() + ".port", "5432"));
        for (String name : List.of("host", "database", "user", "password", "directory", "archive", "samples")) {
            settings.put(department.code() + "." + name, name);
        }
        settings.put(department.code() + ".url", "jdbc:postgresql://localhost:5432/database");
        settings.put(department.code() + ".secret", "a secret of a key, of 32 bytes or more");
        return MappingReader.read(file, new References(file.getParent(), Map.of(), settings));
    }
}
