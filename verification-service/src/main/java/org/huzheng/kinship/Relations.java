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

    /** Whether one of two people who are this to each other descends from the other, by birth or adoption (直系血亲). */
    public static boolean isDirect(Relation relation) {
        return lineOf(relation).filter(Line::isDirect).isPresent();
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
