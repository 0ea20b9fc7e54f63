package org.huzheng.kinship;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.huzheng.event.Sex;
import org.huzheng.exchange.Relation;

/** Inverse and sex agree for every relation. */
class RelationsProperties {
    @Property
    void shouldBeTheInverseOfItsInverse(@ForAll("relations") Relation relation, @ForAll("sexes") Sex other) {
        // Given
        Sex one = Relations.sexOf(relation);
        Assume.that(!isSpouse(relation) || one != other);

        // When
        Relation inverse = Relations.inverse(relation, other);

        // Then
        Assume.that(inverse != Relation.UNKNOWN);
        assertThat(Relations.inverse(inverse, one)).isEqualTo(relation);
        assertThat(Relations.sexOf(inverse)).isEqualTo(other);
    }

    @Property
    void shouldHaveAnInverseForSomebody(@ForAll("relations") Relation relation) {
        assertThat(Relations.inverse(relation, Sex.MALE) != Relation.UNKNOWN
                        || Relations.inverse(relation, Sex.FEMALE) != Relation.UNKNOWN)
                .isTrue();
    }

    @Property
    void shouldNameEachRelationBySex(@ForAll Line line, @ForAll("sexes") Sex sex) {
        // When
        Relation relation = line.of(sex);

        // Then
        Assume.that(relation != Relation.UNKNOWN);
        assertThat(Relations.sexOf(relation)).isEqualTo(sex);
        assertThat(Relations.lineOf(relation)).contains(line);
    }

    @Property
    void shouldTurnEachLineRoundAndBack(@ForAll Line line) {
        assertThat(line.inverse().inverse()).isEqualTo(line);
        assertThat(Line.ofCode(line.code())).isEqualTo(line);
    }

    @Example
    void shouldSayNothingOfAPersonWithoutSex() {
        assertThat(Line.PARENT.of(Sex.UNKNOWN)).isEqualTo(Relation.UNKNOWN);
        assertThat(Relations.inverse(Relation.MOTHER, Sex.UNKNOWN)).isEqualTo(Relation.UNKNOWN);
        assertThat(Relations.inverse(Relation.UNKNOWN, Sex.MALE)).isEqualTo(Relation.UNKNOWN);
        assertThat(Relations.sexOf(Relation.UNKNOWN)).isEqualTo(Sex.UNKNOWN);
        assertThat(Relations.lineOf(Relation.UNKNOWN)).isEmpty();
    }

    @Example
    void shouldHaveALineForEveryRelation() {
        for (Relation relation : Relation.values()) {
            assertThat(Relations.lineOf(relation).isPresent())
                    .as("%s", relation)
                    .isEqualTo(relation != Relation.UNKNOWN);
        }
    }

    @Provide
    Arbitrary<Relation> relations() {
        return Arbitraries.of(Relation.class).filter(relation -> relation != Relation.UNKNOWN);
    }

    @Provide
    Arbitrary<Sex> sexes() {
        return Arbitraries.of(Sex.MALE, Sex.FEMALE);
    }

    private static boolean isSpouse(Relation relation) {
        return relation == Relation.HUSBAND || relation == Relation.WIFE;
    }
}
