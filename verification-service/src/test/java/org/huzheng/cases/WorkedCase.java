package org.huzheng.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One worked case as its file says it. The format is told in {@code cases/README.md}.
 *
 * @param file file it stands in, without its ending
 * @param title what it is about
 * @param node everything it says
 */
public record WorkedCase(String file, String title, JsonNode node) {
    static final ObjectMapper YAML = new ObjectMapper(
            YAMLFactory.builder().disable(YAMLGenerator.Feature.SPLIT_LINES).build());

    private static final Set<String> KEYS =
            Set.of("case", "because", "people", "records", "feeds", "feedsThen", "ask", "expect", "then");

    /** A case that stands in a test: people and records, as the files write them. */
    public static WorkedCase inline(String title, String yaml) {
        try {
            return new WorkedCase("inline", title, YAML.readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException("case \"" + title + "\" cannot be read", e);
        }
    }

    /** Every case of every file, in the order of the files. */
    public static Stream<WorkedCase> all() {
        return OfFiles.CASES.stream();
    }

    /** Read once: every test asks for all of them. */
    private static final class OfFiles {
        static final List<WorkedCase> CASES =
                files().stream().flatMap(file -> casesOf(file).stream()).toList();
    }

    private static List<Path> files() {
        try {
            Path folder = Path.of(WorkedCase.class.getResource("/cases").toURI());
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.toString().endsWith(".yaml"))
                        .sorted()
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the case files cannot be listed", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("expected the case files in a folder", e);
        }
    }

    private static List<WorkedCase> casesOf(Path file) {
        String name = file.getFileName().toString().replace(".yaml", "");
        try {
            List<WorkedCase> cases = new ArrayList<>();
            Set<String> titles = new HashSet<>();
            for (JsonNode node : YAML.readTree(Files.readString(file)).required("cases")) {
                String title = node.required("case").asText();
                node.fieldNames().forEachRemaining(key -> {
                    if (!KEYS.contains(key)) {
                        throw new IllegalArgumentException(
                                name + ": \"" + title + "\": expected one of " + KEYS + ", found " + key);
                    }
                });
                if (!titles.add(title)) {
                    throw new IllegalArgumentException(name + ": two cases are called \"" + title + "\"");
                }
                cases.add(new WorkedCase(name, title, node));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException("case file " + file + " cannot be read", e);
        }
    }

    /** The same case, played by people whose keys belong to this run alone. */
    public PlayedCase played(String run) {
        try {
            return PlayedCase.of(this, run);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("case " + this + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return file + ": " + title;
    }
}
