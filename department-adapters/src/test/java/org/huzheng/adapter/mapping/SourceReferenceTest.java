package org.huzheng.adapter.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.huzheng.adapter.settings.SettingsException;
import org.huzheng.adapter.settings.SettingsNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/sources.md documents exactly the settings there are. */
class SourceReferenceTest {
    private static final Pattern SETTING = Pattern.compile("(?m)^\\| `([a-zA-Z]+)` \\| ");
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
        Set<String> documented = SETTING.matcher(section(kind))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        // Then
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.asList(allowed.group(1).split(", ")));
    }

    private static String section(String kind) throws IOException {
        String page = Files.readString(Path.of(System.getProperty("huzheng.root"), "docs", "sources.md"));
        int begin = page.indexOf("\n## `" + kind + "`");
        assertThat(begin).as("a section of " + kind).isPositive();
        int end = page.indexOf("\n## ", begin + 1);
        return page.substring(begin, end < 0 ? page.length() : end);
    }
}
