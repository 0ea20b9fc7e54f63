package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.huzheng.adapter.health.Reason;
import org.junit.jupiter.api.Test;

/** The page docs/runbook.md says what to do about everything an adapter may say. */
class RunbookTest {
    private static final Pattern SAID = Pattern.compile("LOG\\.(?:warn|error)\\(\\s*\"([^\":{;,]*[^\":{;, ])");

    private static String page() throws IOException {
        return Files.readString(Path.of(System.getProperty("huzheng.root"), "docs/runbook.md"));
    }

    /** What the rows of a section's table are about: their first column, below its heading. */
    private static List<String> rowsOf(String section) throws IOException {
        String after = page().split("\n## " + section + "\n", -1)[1];
        return Pattern.compile("(?m)^\\| `?([^|`]+)`? \\|")
                .matcher(after.split("\n## ", -1)[0].split("\\|---.*\n", -1)[1])
                .results()
                .map(row -> row.group(1))
                .toList();
    }

    @Test
    void shouldExplainEveryReasonAndNoOther() throws Exception {
        assertThat(rowsOf("Reasons"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Reason.values()).map(Reason::code).toList());
    }

    @Test
    void shouldExplainEveryMetricAndNoOther() throws Exception {
        assertThat(rowsOf("Metrics")).containsExactlyInAnyOrderElementsOf(AdapterMetrics.NAMES);
    }

    /** How the warnings and errors of a module begin. */
    private static Set<String> saidIn(String module) throws IOException {
        Set<String> said = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of(System.getProperty("huzheng.root"), module, "src/main/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher line = SAID.matcher(Files.readString(source));
                while (line.find()) {
                    said.add(line.group(1));
                }
            }
        }
        return said;
    }

    @Test
    void shouldExplainEveryWarningOfTheLog() throws Exception {
        // Given
        List<String> explained = rowsOf("Lines of the log");

        // When
        Set<String> said = saidIn("department-adapters");

        // Then
        assertThat(said).hasSizeGreaterThan(10);
        assertThat(said).allSatisfy(line -> assertThat(explained).anyMatch(row -> row.startsWith(line)));
    }

    @Test
    void shouldExplainNoLineThatNobodySays() throws Exception {
        // Given: an adapter also says what the parts say that it is built of
        Set<String> said = saidIn("department-adapters");
        said.addAll(saidIn("schemas"));

        // When
        List<String> explained = rowsOf("Lines of the log");

        // Then
        assertThat(explained).allSatisfy(row -> assertThat(said).anyMatch(row::startsWith));
    }
}
