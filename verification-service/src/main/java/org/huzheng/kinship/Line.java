package org.huzheng.kinship;

import static org.huzheng.exchange.Relation.UNKNOWN;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.huzheng.event.Sex;
import org.huzheng.exchange.Relation;

/**
 * What one person is to another, whatever the first one's sex (GB/T 4761-2008). The first person is the … of the second; a relation is a line and the
 * first person's sex. Lines come in pairs: turned round, each is the other.
 */
enum Line {
    PARENT(Relation.FATHER, Relation.MOTHER),
    CHILD(Relation.SON, Relation.DAUGHTER),
    SPOUSE(Relation.HUSBAND, Relation.WIFE),
    ADOPTIVE_PARENT(Relation.ADOPTIVE_FATHER, Relation.ADOPTIVE_MOTHER),
    ADOPTED_CHILD(Relation.ADOPTED_SON, Relation.ADOPTED_DAUGHTER),
    STEP_PARENT(Relation.STEPFATHER, Relation.STEPMOTHER),
    STEP_CHILD(Relation.STEPSON, Relation.STEPDAUGHTER),
    SIBLING(Relation.BROTHER, Relation.SISTER),
    FATHERS_PARENT(Relation.FATHERS_FATHER, Relation.FATHERS_MOTHER),
    MOTHERS_PARENT(Relation.MOTHERS_FATHER, Relation.MOTHERS_MOTHER),
    SONS_CHILD(Relation.SONS_SON, Relation.SONS_DAUGHTER),
    DAUGHTERS_CHILD(Relation.DAUGHTERS_SON, Relation.DAUGHTERS_DAUGHTER),
    GREAT_GRANDPARENT(Relation.GREAT_GRANDFATHER, Relation.GREAT_GRANDMOTHER),
    GREAT_GRANDCHILD(Relation.GREAT_GRANDSON, Relation.GREAT_GRANDDAUGHTER),
    FATHERS_SIBLING(Relation.FATHERS_BROTHER, Relation.FATHERS_SISTER),
    MOTHERS_SIBLING(Relation.MOTHERS_BROTHER, Relation.MOTHERS_SISTER),
    BROTHERS_CHILD(Relation.BROTHERS_SON, Relation.BROTHERS_DAUGHTER),
    SISTERS_CHILD(Relation.SISTERS_SON, Relation.SISTERS_DAUGHTER),
    FATHERS_BROTHERS_CHILD(Relation.FATHERS_BROTHERS_SON, Relation.FATHERS_BROTHERS_DAUGHTER),
    OTHER_COUSIN(Relation.OTHER_MALE_COUSIN, Relation.OTHER_FEMALE_COUSIN),
    HUSBANDS_PARENT(Relation.HUSBANDS_FATHER, Relation.HUSBANDS_MOTHER),
    WIFES_PARENT(Relation.WIFES_FATHER, Relation.WIFES_MOTHER),
    SONS_WIFE(UNKNOWN, Relation.DAUGHTER_IN_LAW),
    DAUGHTERS_HUSBAND(Relation.SON_IN_LAW, UNKNOWN),
    HUSBANDS_GRANDPARENT(Relation.HUSBANDS_GRANDFATHER, Relation.HUSBANDS_GRANDMOTHER),
    WIFES_GRANDPARENT(Relation.WIFES_GRANDFATHER, Relation.WIFES_GRANDMOTHER),
    GRANDSONS_WIFE(UNKNOWN, Relation.GRANDSONS_WIFE),
    GRANDDAUGHTERS_HUSBAND(Relation.GRANDDAUGHTERS_HUSBAND, UNKNOWN),
    HUSBANDS_SIBLING(Relation.HUSBANDS_BROTHER, Relation.HUSBANDS_SISTER),
    WIFES_SIBLING(Relation.WIFES_BROTHER, Relation.WIFES_SISTER),
    BROTHERS_WIFE(UNKNOWN, Relation.BROTHERS_WIFE),
    SISTERS_HUSBAND(Relation.SISTERS_HUSBAND, UNKNOWN),
    FATHERS_BROTHERS_WIFE(UNKNOWN, Relation.FATHERS_BROTHERS_WIFE),
    FATHERS_SISTERS_HUSBAND(Relation.FATHERS_SISTERS_HUSBAND, UNKNOWN),
    MOTHERS_BROTHERS_WIFE(UNKNOWN, Relation.MOTHERS_BROTHERS_WIFE),
    MOTHERS_SISTERS_HUSBAND(Relation.MOTHERS_SISTERS_HUSBAND, UNKNOWN),
    HUSBANDS_BROTHERS_CHILD(Relation.HUSBANDS_BROTHERS_SON, Relation.HUSBANDS_BROTHERS_DAUGHTER),
    WIFES_BROTHERS_CHILD(Relation.WIFES_BROTHERS_SON, Relation.WIFES_BROTHERS_DAUGHTER),
    HUSBANDS_SISTERS_CHILD(Relation.HUSBANDS_SISTERS_SON, Relation.HUSBANDS_SISTERS_DAUGHTER),
    WIFES_SISTERS_CHILD(Relation.WIFES_SISTERS_SON, Relation.WIFES_SISTERS_DAUGHTER);

    private static final Map<Line, Line> INVERSES = inverses();

    private final Relation male;
    private final Relation female;

    Line(Relation male, Relation female) {
        this.male = male;
        this.female = female;
    }

    /** The relation of a person of this sex; UNKNOWN where the line knows none. */
    Relation of(Sex sex) {
        return switch (sex) {
            case MALE -> male;
            case FEMALE -> female;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /** What the second is to the first. */
    Line inverse() {
        return Objects.requireNonNull(INVERSES.get(this), "every line has an inverse");
    }

    /** Parent and child or spouses: what registers state of two people themselves. */
    boolean isStated() {
        return switch (this) {
            case PARENT, CHILD, SPOUSE -> true;
            default -> false;
        };
    }

    /** Whether a marriage makes it, so that a divorce ends it. */
    boolean isByMarriage() {
        return switch (this) {
            case PARENT,
                    CHILD,
                    ADOPTIVE_PARENT,
                    ADOPTED_CHILD,
                    SIBLING,
                    FATHERS_PARENT,
                    MOTHERS_PARENT,
                    SONS_CHILD,
                    DAUGHTERS_CHILD,
                    GREAT_GRANDPARENT,
                    GREAT_GRANDCHILD,
                    FATHERS_SIBLING,
                    MOTHERS_SIBLING,
                    BROTHERS_CHILD,
                    SISTERS_CHILD,
                    FATHERS_BROTHERS_CHILD,
                    OTHER_COUSIN -> false;
            default -> true;
        };
    }

    /** Whether one of the two descends from the other, by birth or adoption (直系血亲). */
    boolean isDirect() {
        return switch (this) {
            case PARENT,
                    CHILD,
                    ADOPTIVE_PARENT,
                    ADOPTED_CHILD,
                    FATHERS_PARENT,
                    MOTHERS_PARENT,
                    SONS_CHILD,
                    DAUGHTERS_CHILD,
                    GREAT_GRANDPARENT,
                    GREAT_GRANDCHILD -> true;
            default -> false;
        };
    }

    /** Name in the tables, e.g. {@code fathers-parent}. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The line with this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Line ofCode(String code) {
        for (Line line : values()) {
            if (line.code().equals(code)) {
                return line;
            }
        }
        throw new IllegalArgumentException("expected the name of a line of kin, found \"" + code + "\"");
    }

    private static Map<Line, Line> inverses() {
        Map<Line, Line> inverses = new EnumMap<>(Line.class);
        pair(inverses, PARENT, CHILD);
        pair(inverses, SPOUSE, SPOUSE);
        pair(inverses, ADOPTIVE_PARENT, ADOPTED_CHILD);
        pair(inverses, STEP_PARENT, STEP_CHILD);
        pair(inverses, SIBLING, SIBLING);
        pair(inverses, FATHERS_PARENT, SONS_CHILD);
        pair(inverses, MOTHERS_PARENT, DAUGHTERS_CHILD);
        pair(inverses, GREAT_GRANDPARENT, GREAT_GRANDCHILD);
        pair(inverses, FATHERS_SIBLING, BROTHERS_CHILD);
        pair(inverses, MOTHERS_SIBLING, SISTERS_CHILD);
        pair(inverses, FATHERS_BROTHERS_CHILD, FATHERS_BROTHERS_CHILD);
        pair(inverses, OTHER_COUSIN, OTHER_COUSIN);
        pair(inverses, HUSBANDS_PARENT, SONS_WIFE);
        pair(inverses, WIFES_PARENT, DAUGHTERS_HUSBAND);
        pair(inverses, HUSBANDS_GRANDPARENT, GRANDSONS_WIFE);
        pair(inverses, WIFES_GRANDPARENT, GRANDDAUGHTERS_HUSBAND);
        pair(inverses, HUSBANDS_SIBLING, BROTHERS_WIFE);
        pair(inverses, WIFES_SIBLING, SISTERS_HUSBAND);
        pair(inverses, FATHERS_BROTHERS_WIFE, HUSBANDS_BROTHERS_CHILD);
        pair(inverses, FATHERS_SISTERS_HUSBAND, WIFES_BROTHERS_CHILD);
        pair(inverses, MOTHERS_BROTHERS_WIFE, HUSBANDS_SISTERS_CHILD);
        pair(inverses, MOTHERS_SISTERS_HUSBAND, WIFES_SISTERS_CHILD);
        return inverses;
    }

    private static void pair(Map<Line, Line> inverses, Line one, Line other) {
        inverses.put(one, other);
        inverses.put(other, one);
    }
}
