package org.huzheng.kinship;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.huzheng.codes.RelationToHead;
import org.huzheng.event.Sex;
import org.huzheng.exchange.Relation;

/**
 * What two members of one household are to each other, from their relations to its head (GB/T 4761-2008). Read from a table in which a pair
 * that is missing, or says {@code undetermined}, settles nothing.
 */
final class Composition {
    private static final String RESOURCE = "composition.csv";
    private static final Composition TABLE = load();
    private static final Map<String, Sex> SEXES = RelationToHead.all().stream()
            .filter(code -> code.sex().isPresent())
            .collect(Collectors.toUnmodifiableMap(
                    RelationToHead::code, code -> code.sex().orElseThrow()));

    /** Lines of kin a pair of codes can establish. */
    enum Line {
        PARENT,
        CHILD,
        SPOUSE
    }

    private final Map<String, Line> lines;

    private Composition(Map<String, Line> lines) {
        this.lines = Map.copyOf(lines);
    }

    static Composition table() {
        return TABLE;
    }

    /** Every ordered pair of codes that establishes something, as {@code "first second"}. */
    List<String> pairs() {
        return lines.keySet().stream().sorted().toList();
    }

    /** What the first is to the second; empty when the codes do not settle it, or speak of another sex than the entries. */
    Optional<Relation> relation(String firstCode, Sex firstSex, String secondCode, Sex secondSex) {
        Line line = lines.get(firstCode + " " + secondCode);
        if (line == null || !fits(firstCode, firstSex) || !fits(secondCode, secondSex)) {
            return Optional.empty();
        }
        Relation relation =
                switch (line) {
                    case PARENT -> Relations.parentOf(firstSex);
                    case CHILD -> Relations.childOf(firstSex);
                    case SPOUSE -> Relations.spouseOf(firstSex);
                };
        return relation == Relation.UNKNOWN ? Optional.empty() : Optional.of(relation);
    }

    private static boolean fits(String code, Sex sex) {
        Sex implied = SEXES.get(code);
        return implied == null || implied == sex;
    }

    private static Composition load() {
        try (InputStream resource = Composition.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("expected resource org/huzheng/kinship/" + RESOURCE + ", found none");
            }
            var reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8));
            return new Composition(parse(reader.lines().toList()));
        } catch (IOException e) {
            throw new UncheckedIOException("resource org/huzheng/kinship/" + RESOURCE + " cannot be read", e);
        }
    }

    private static Map<String, Line> parse(List<String> rows) {
        Map<String, Line> lines = new HashMap<>();
        for (String row : rows) {
            if (row.isBlank() || row.startsWith("#") || row.startsWith("first,")) {
                continue;
            }
            String[] cells = row.split(",", -1);
            if (cells.length != 3) {
                throw new IllegalStateException(RESOURCE + ": expected first,second,relation, found \"" + row + "\"");
            }
            for (String first : codes(cells[0])) {
                for (String second : codes(cells[1])) {
                    put(lines, first, second, cells[2].trim());
                }
            }
        }
        return lines;
    }

    private static void put(Map<String, Line> lines, String first, String second, String relation) {
        switch (relation) {
            case "parent" -> {
                lines.put(first + " " + second, Line.PARENT);
                lines.put(second + " " + first, Line.CHILD);
            }
            case "spouse" -> {
                lines.put(first + " " + second, Line.SPOUSE);
                lines.put(second + " " + first, Line.SPOUSE);
            }
            case "undetermined" -> {
                // said in the table so that a reader sees it was thought of
            }
            default ->
                throw new IllegalStateException(
                        RESOURCE + ": expected parent, spouse or undetermined, found \"" + relation + "\"");
        }
    }

    private static List<String> codes(String cell) {
        return List.of(cell.trim().split(" "));
    }
}
