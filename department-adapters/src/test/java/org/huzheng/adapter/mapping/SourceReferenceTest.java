package org.huzheng.adapter.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages docs/sources-*.md document exactly the settings there are. */
class SourceReferenceTest {
    private static final Pattern SETTINGS = Pattern.compile("(?m)^\\| setting \\|.*\n((?:\\|.*\n)+)");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\|([^|]*`[^|]*)\\|");
    private static final Pattern NAME = Pattern.compile("`([a-zA-Z]+)[a-zA-Z.]*`");
    private static final Pattern ALLOWED = Pattern.compile("expected one of \\[([^]]*)]");

    static Set<String> kinds() {
        return SourceSettingsReader.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldDocumentEachSettingAndNoOther(String kind) throws Exception {
        // Given: the message that refuses a misspelt setting names all there are
        SettingsNode misspelt =
                SettingsNode.read("mapping.yaml", "kind: " + kind + "\nmisspelt: true\n", Mappings.NO_REFERENCES);
        Throwable refusal = catchThrowable(() -> SourceSettingsReader.read(misspelt));
        assertThat(refusal).isInstanceOf(SettingsException.class);
        Matcher allowed = ALLOWED.matcher(refusal.getMessage());
        assertThat(allowed.find()).as(refusal.getMessage()).isTrue();

        // When
        Set<String> documented = new TreeSet<>(Set.of("kind"));
        SETTINGS.matcher(section(kind))
                .results()
                .flatMap(table -> FIRST_CELL.matcher(table.group(1)).results())
                .flatMap(cell -> NAME.matcher(cell.group(1)).results())
                .forEach(name -> documented.add(name.group(1)));

        // Then
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.asList(allowed.group(1).split(", ")));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldDocumentWhatStandsBelowASetting(String kind) throws Exception {
        // Given
        JsonNode definitions =
                new ObjectMapper().readTree(MappingReader.schema()).get("$defs");
        String section = section(kind);

        // When
        Set<String> names = new TreeSet<>();
        for (String definition : definitionsOfSources(definitions)) {
            if (definition.startsWith(kind + "-")) {
                definitions.at("/" + definition + "/properties").fieldNames().forEachRemaining(names::add);
            }
        }

        // Then
        names.removeIf(name -> section.contains("." + name + "`") || section.contains("`" + name + "`"));
        assertThat(names).isEmpty();
    }

    /** Definitions of the mapping's schema that describe sources and what stands below their settings. */
    static List<String> definitionsOfSources(JsonNode definitions) {
        List<String> names = new ArrayList<>();
        definitions.fieldNames().forEachRemaining(name -> {
            boolean ofSource = kinds().stream().anyMatch(kind -> name.startsWith(kind + "-"));
            if (ofSource || name.startsWith("source")) {
                names.add(name);
            }
        });
        return names;
    }

    private static String section(String kind) throws IOException {
        List<String> sections = new ArrayList<>();
        try (DirectoryStream<Path> pages =
                Files.newDirectoryStream(Path.of(System.getProperty("huzheng.root"), "docs"), "sources-*.md")) {
            for (Path page : pages) {
                for (String section : Files.readString(page).split("\n(?=## )", -1)) {
                    if (section.startsWith("## `" + kind + "`")) {
                        sections.add(section);
                    }
                }
            }
        }
        assertThat(sections).as("sections of " + kind).hasSize(1);
        return sections.get(0);
    }
}
