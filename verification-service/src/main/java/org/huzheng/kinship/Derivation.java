package org.huzheng.kinship;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.codes.Table;
import org.huzheng.event.Sex;

/** Names the line of kin that steps from one person to another make: to a parent, to a child, to a spouse. What the table does not name is none. */
final class Derivation {
    private static final String RESOURCE = "derivations.csv";
    private static final Derivation TABLE = load();

    /** A step from one person to the next. */
    enum Step {
        /** To a parent. */
        PARENT("U"),
        /** To a child. */
        CHILD("D"),
        /** To a spouse. */
        SPOUSE("S");

        private final String letter;

        Step(String letter) {
            this.letter = letter;
        }

        /** The step back. */
        Step back() {
            return switch (this) {
                case PARENT -> CHILD;
                case CHILD -> PARENT;
                case SPOUSE -> SPOUSE;
            };
        }

        private static Step ofLetter(String letter) {
            return Stream.of(values())
                    .filter(step -> step.letter.equals(letter))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalStateException(RESOURCE + ": expected U, D or S, found \"" + letter + "\""));
        }
    }

    /** A row of the table: sexes of those between, null for either. */
    private record Row(List<Step> steps, List<Optional<Sex>> between, Line line) {}

    private final List<Row> rows;

    private Derivation(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    static Derivation table() {
        return TABLE;
    }

    /**
     * The line these steps make.
     *
     * @param steps from the first person to the second
     * @param between sexes of the people passed, in order
     */
    Optional<Line> line(List<Step> steps, List<Sex> between) {
        return rows.stream()
                .filter(row -> row.steps().equals(steps) && fits(row.between(), between))
                .map(Row::line)
                .findFirst();
    }

    private static boolean fits(List<Optional<Sex>> expected, List<Sex> found) {
        for (int i = 0; i < expected.size(); i++) {
            Sex sex = found.get(i);
            if (!expected.get(i).map(sex::equals).orElse(true)) {
                return false;
            }
        }
        return true;
    }

    private static Derivation load() {
        List<Row> rows = new ArrayList<>();
        for (List<String> cells : Table.rows(Derivation.class, RESOURCE)) {
            List<Step> steps =
                    Table.words(cells.get(0)).stream().map(Step::ofLetter).toList();
            List<Optional<Sex>> between =
                    Table.words(cells.get(1)).stream().map(Derivation::sex).toList();
            if (between.size() != steps.size() - 1) {
                throw new IllegalStateException(
                        RESOURCE + ": expected one sex less than steps, found \"" + String.join(",", cells) + "\"");
            }
            rows.add(new Row(steps, between, Line.ofCode(cells.get(2))));
        }
        return new Derivation(rows);
    }

    private static Optional<Sex> sex(String word) {
        return switch (word) {
            case "M" -> Optional.of(Sex.MALE);
            case "F" -> Optional.of(Sex.FEMALE);
            case "*" -> Optional.empty();
            default -> throw new IllegalStateException(RESOURCE + ": expected M, F or *, found \"" + word + "\"");
        };
    }
}
