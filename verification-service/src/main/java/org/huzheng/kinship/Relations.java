package org.huzheng.kinship;

import org.huzheng.event.Sex;
import org.huzheng.exchange.Relation;

/** Algebra of the relations a kinship certificate can state. */
final class Relations {
    private Relations() {}

    /** What the second is to the first when the first is {@code relation} of the second. The sex is the second person's. */
    static Relation inverse(Relation relation, Sex ofSecond) {
        return switch (relation) {
            case FATHER, MOTHER -> childOf(ofSecond);
            case SON, DAUGHTER -> parentOf(ofSecond);
            case HUSBAND -> Relation.WIFE;
            case WIFE -> Relation.HUSBAND;
            case UNKNOWN -> Relation.UNKNOWN;
        };
    }

    /** Parent of this sex. */
    static Relation parentOf(Sex sex) {
        return bySex(sex, Relation.FATHER, Relation.MOTHER);
    }

    /** Child of this sex. */
    static Relation childOf(Sex sex) {
        return bySex(sex, Relation.SON, Relation.DAUGHTER);
    }

    /** Spouse of this sex. */
    static Relation spouseOf(Sex sex) {
        return bySex(sex, Relation.HUSBAND, Relation.WIFE);
    }

    /** Sex of a person who is this to another. */
    static Sex sexOf(Relation relation) {
        return switch (relation) {
            case FATHER, SON, HUSBAND -> Sex.MALE;
            case MOTHER, DAUGHTER, WIFE -> Sex.FEMALE;
            case UNKNOWN -> Sex.UNKNOWN;
        };
    }

    private static Relation bySex(Sex sex, Relation male, Relation female) {
        return switch (sex) {
            case MALE -> male;
            case FEMALE -> female;
            case UNKNOWN -> Relation.UNKNOWN;
        };
    }
}
