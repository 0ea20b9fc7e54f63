package org.huzheng.kinship;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.huzheng.codes.RelationToHead;
import org.huzheng.event.Sex;
import org.huzheng.exchange.Relation;

/** Inverse and sex agree, for relations and for every pair of codes that composes one. */
class RelationsProperties {
    @Property
    void shouldBeTheInverseOfItsInverse(@ForAll("relations") Relation relation, @ForAll("sexes") Sex other) {
        // Given
        Sex one = Relations.sexOf(relation);
        Assume.that(!isSpouse(relation) || one != other);

        // When
        Relation inverse = Relations.inverse(relation, other);

        // Then
        assertThat(Relations.inverse(inverse, one)).isEqualTo(relation);
        assertThat(Relations.sexOf(inverse)).isEqualTo(other);
    }

    @Property
    void shouldNameEachRelationBySex(@ForAll("sexes") Sex sex) {
        assertThat(Relations.sexOf(Relations.parentOf(sex))).isEqualTo(sex);
        assertThat(Relations.sexOf(Relations.childOf(sex))).isEqualTo(sex);
        assertThat(Relations.sexOf(Relations.spouseOf(sex))).isEqualTo(sex);
    }

    @Example
    void shouldSayNothingOfAPersonWithoutSex() {
        assertThat(Relations.parentOf(Sex.UNKNOWN)).isEqualTo(Relation.UNKNOWN);
        assertThat(Relations.inverse(Relation.MOTHER, Sex.UNKNOWN)).isEqualTo(Relation.UNKNOWN);
        assertThat(Relations.inverse(Relation.UNKNOWN, Sex.MALE)).isEqualTo(Relation.UNKNOWN);
    }

    @Property
    void shouldComposeTheInverseForThePairTurnedRound(
            @ForAll("pairs") String pair, @ForAll("sexes") Sex firstSex, @ForAll("sexes") Sex secondSex) {
        // Given
        String first = pair.split(" ", -1)[0];
        String second = pair.split(" ", -1)[1];

        // When
        var relation = Composition.table().relation(first, firstSex, second, secondSex);
        var turned = Composition.table().relation(second, secondSex, first, firstSex);

        // Then
        assertThat(turned.isPresent()).isEqualTo(relation.isPresent());
        relation.filter(found -> !isSpouse(found) || firstSex != secondSex)
                .ifPresent(found -> assertThat(turned).contains(Relations.inverse(found, secondSex)));
    }

    @Property
    void shouldComposeOnlyWhatFitsTheSexOfCodesAndEntries(
            @ForAll("pairs") String pair, @ForAll("sexes") Sex firstSex, @ForAll("sexes") Sex secondSex) {
        // Given
        RelationToHead first = RelationToHead.ofCode(pair.split(" ", -1)[0]);
        RelationToHead second = RelationToHead.ofCode(pair.split(" ", -1)[1]);
        boolean fits = first.sex().orElse(firstSex) == firstSex && second.sex().orElse(secondSex) == secondSex;

        // When
        var relation = Composition.table().relation(first.code(), firstSex, second.code(), secondSex);

        // Then
        assertThat(relation.isPresent()).isEqualTo(fits);
        relation.ifPresent(found -> assertThat(Relations.sexOf(found)).isEqualTo(firstSex));
    }

    @Property
    void shouldComposeNothingFromAdoptedStepOrUnrelatedMembers(
            @ForAll("codes") String other, @ForAll("sexes") Sex firstSex, @ForAll("sexes") Sex secondSex) {
        for (String unsettled : Set.of("03", "27", "37", "57", "58", "98", "99")) {
            assertThat(Composition.table().relation(unsettled, firstSex, other, secondSex))
                    .isEmpty();
            assertThat(Composition.table().relation(other, secondSex, unsettled, firstSex))
                    .isEmpty();
        }
    }

    @Example
    void shouldComposeOnlyThroughTheHead() {
        assertThat(Composition.table().pairs()).isNotEmpty().allSatisfy(pair -> assertThat(pair.split(" ", -1))
                .contains("02"));
    }

    @Example
    void shouldKnowEveryCodeOfItsTable() {
        Set<String> known =
                RelationToHead.all().stream().map(RelationToHead::code).collect(Collectors.toSet());
        assertThat(Composition.table().pairs())
                .allSatisfy(pair -> assertThat(known).contains(pair.split(" ", -1)));
    }

    @Provide
    Arbitrary<Relation> relations() {
        return Arbitraries.of(Relation.class).filter(relation -> relation != Relation.UNKNOWN);
    }

    @Provide
    Arbitrary<Sex> sexes() {
        return Arbitraries.of(Sex.MALE, Sex.FEMALE);
    }

    @Provide
    Arbitrary<String> pairs() {
        return Arbitraries.of(Composition.table().pairs());
    }

    @Provide
    Arbitrary<String> codes() {
        return Arbitraries.of(
                RelationToHead.all().stream().map(RelationToHead::code).toList());
    }

    private static boolean isSpouse(Relation relation) {
        return relation == Relation.HUSBAND || relation == Relation.WIFE;
    }
}
