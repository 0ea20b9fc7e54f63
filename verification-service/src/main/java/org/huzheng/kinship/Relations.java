package org.huzheng.kinship;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.huzheng.event.Sex;
import org.huzheng.exchange.Relation;

/** Algebra of the relations a kinship certificate can state: each is a line of kin and the first person's sex. */
public final class Relations {
    private static final Map<Relation, Line> LINES = lines();

    private Relations() {}

    /** The line of a relation, empty for UNKNOWN. */
    static Optional<Line> lineOf(Relation relation) {
        return Optional.ofNullable(LINES.get(relation));
    }

    /** What the second is to the first when the first is {@code relation} of the second. The sex is the second person's. */
    public static Relation inverse(Relation relation, Sex ofSecond) {
        return switch (relation) {
            case HUSBAND -> Relation.WIFE;
            case WIFE -> Relation.HUSBAND;
            default -> lineOf(relation).map(line -> line.inverse().of(ofSecond)).orElse(Relation.UNKNOWN);
        };
    }

    /** Parent of this sex. */
    static Relation parentOf(Sex sex) {
        return Line.PARENT.of(sex);
    }

    /** Child of this sex. */
    static Relation childOf(Sex sex) {
        return Line.CHILD.of(sex);
    }

    /** Spouse of this sex. */
    static Relation spouseOf(Sex sex) {
        return Line.SPOUSE.of(sex);
    }

    /** Sex of a person who is this to another. */
    public static Sex sexOf(Relation relation) {
        return lineOf(relation)
                .map(line -> line.of(Sex.MALE) == relation ? Sex.MALE : Sex.FEMALE)
                .orElse(Sex.UNKNOWN);
    }

    private static Map<Relation, Line> lines() {
        Map<Relation, Line> lines = new EnumMap<>(Relation.class);
        for (Line line : Line.values()) {
            lines.put(line.of(Sex.MALE), line);
            lines.put(line.of(Sex.FEMALE), line);
        }
        lines.remove(Relation.UNKNOWN);
        return lines;
    }
}
