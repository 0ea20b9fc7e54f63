package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huzheng.adapter.health.Reason;
import org.junit.jupiter.api.Test;

/** The page docs/runbook.md says what to do about everything an adapter may say. */
class RunbookTest {
    private static final Pattern SAID = Pattern.compile("LOG\\.(?:warn|error)\\(\\s*\"([^\":{;,]*[^\":{;, ])");

    private static String page() throws IOException {
        return Files.readString(Path.of(System.getProperty("huzheng.root"), "docs/runbook.md"));
    }

    /** Table rows that begin with a name in code. */
    private static Set<String> named(String section) throws IOException {
        String after = page().split("\n## " + section + "\n", -1)[1];
        return Pattern.compile("(?m)^\\| `([^`]+)` \\|")
                .matcher(after.split("\n## ", -1)[0])
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldExplainEveryReasonAndNoOther() throws Exception {
        assertThat(named("Reasons"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Reason.values()).map(Reason::code).toList());
    }

    @Test
    void shouldExplainEveryMetricAndNoOther() throws Exception {
        assertThat(named("Metrics")).containsExactlyInAnyOrderElementsOf(AdapterMetrics.NAMES);
    }

    @Test
    void shouldExplainEveryWarningOfTheLog() throws Exception {
        // Given
        Set<String> said = new TreeSet<>();
        try (Stream<Path> sources =
                Files.walk(Path.of(System.getProperty("huzheng.root"), "department-adapters/src/main/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher line = SAID.matcher(Files.readString(source));
                while (line.find()) {
                    said.add(line.group(1));
                }
            }
        }
        String page = page();

        // When / Then
        assertThat(said).hasSizeGreaterThan(10);
        assertThat(said).allSatisfy(line -> assertThat(page).contains(line));
    }
}
