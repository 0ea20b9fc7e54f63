package org.huzheng.kinship;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.huzheng.codes.RelationToHead;
import org.huzheng.event.Sex;
import org.huzheng.exchange.Relation;
import org.huzheng.kinship.Composition.Outcome;
import org.huzheng.kinship.Family.Member;

/** The composition table holds for every two codes of GB/T 4761, and in every family one can make up. */
class CompositionProperties {
    private static final Composition TABLE = Composition.table();

    /** Codes by the line they state of a member to the head; a family's children are not numbered. */
    private static final Map<Line, List<String>> CODES = Map.ofEntries(
            Map.entry(Line.CHILD, List.of("20", "30")),
            Map.entry(Line.SPOUSE, List.of("11", "12")),
            Map.entry(Line.PARENT, List.of("51", "52")),
            Map.entry(Line.SONS_CHILD, List.of("41", "42")),
            Map.entry(Line.DAUGHTERS_CHILD, List.of("43", "44")),
            Map.entry(Line.FATHERS_PARENT, List.of("61", "62")),
            Map.entry(Line.MOTHERS_PARENT, List.of("63", "64")),
            Map.entry(Line.SIBLING, List.of("71", "75")),
            Map.entry(Line.BROTHERS_WIFE, List.of("", "72")),
            Map.entry(Line.SISTERS_HUSBAND, List.of("76", "")),
            Map.entry(Line.FATHERS_SIBLING, List.of("81", "90")),
            Map.entry(Line.MOTHERS_SIBLING, List.of("85", "88")),
            Map.entry(Line.FATHERS_BROTHERS_WIFE, List.of("", "82")),
            Map.entry(Line.FATHERS_SISTERS_HUSBAND, List.of("89", "")),
            Map.entry(Line.MOTHERS_BROTHERS_WIFE, List.of("", "86")),
            Map.entry(Line.MOTHERS_SISTERS_HUSBAND, List.of("87", "")),
            Map.entry(Line.FATHERS_BROTHERS_CHILD, List.of("91", "91")),
            Map.entry(Line.BROTHERS_CHILD, List.of("93", "94")),
            Map.entry(Line.SISTERS_CHILD, List.of("95", "96")),
            Map.entry(Line.SONS_WIFE, List.of("", "38")),
            Map.entry(Line.DAUGHTERS_HUSBAND, List.of("28", "")),
            Map.entry(Line.HUSBANDS_PARENT, List.of("53", "54")),
            Map.entry(Line.WIFES_PARENT, List.of("55", "56")));

    @Example
    void shouldSpeakOfEveryPairOfCodes() {
        for (RelationToHead first : RelationToHead.all()) {
            for (RelationToHead second : RelationToHead.all()) {
                assertThat(TABLE.knows(first.code(), second.code()))
                        .as("%s %s", first.code(), second.code())
                        .isTrue();
            }
        }
    }

    @Property
    void shouldComposeTheInverseForThePairTurnedRound(
            @ForAll("codes") String first, @ForAll("codes") String second, @ForAll Sex head) {
        // When
        Outcome outcome = TABLE.of(first, second, head);
        Outcome turned = TABLE.of(second, first, head);

        // Then
        if (outcome instanceof Outcome.Settled settled) {
            assertThat(turned).isEqualTo(new Outcome.Settled(settled.line().inverse()));
        } else {
            assertThat(turned).isEqualTo(outcome);
        }
    }

    @Property
    void shouldComposeOnlyWhatFitsTheSexOfTheCodes(@ForAll("codes") String first, @ForAll("sexes") Sex head) {
        for (RelationToHead code : RelationToHead.all()) {
            // When
            Outcome outcome = TABLE.of(first, code.code(), head);

            // Then
            if (outcome instanceof Outcome.Settled settled) {
                Line line = settled.line();
                Composition.sexOf(first)
                        .ifPresent(sex -> assertThat(line.of(sex)).isNotEqualTo(Relation.UNKNOWN));
                code.sex().ifPresent(sex -> assertThat(line.inverse().of(sex)).isNotEqualTo(Relation.UNKNOWN));
            }
        }
    }

    @Property
    void shouldNotRelyOnACodeThatSpeaksOfAnotherSex(
            @ForAll("codes") String first,
            @ForAll("codes") String second,
            @ForAll("sexes") Sex firstSex,
            @ForAll("sexes") Sex secondSex,
            @ForAll("sexes") Sex head) {
        // Given
        boolean fits = Composition.sexOf(first).orElse(firstSex) == firstSex
                && Composition.sexOf(second).orElse(secondSex) == secondSex;

        // When
        Outcome outcome = TABLE.of(first, firstSex, second, secondSex, head);

        // Then
        if (fits) {
            assertThat(outcome).isEqualTo(TABLE.of(first, second, head));
        } else {
            assertThat(outcome).isNotInstanceOf(Outcome.Settled.class);
        }
    }

    @Property
    void shouldSayWithoutTheHeadsSexOnlyWhatHoldsForBoth(
            @ForAll("codes") String first, @ForAll("codes") String second) {
        // When
        Outcome outcome = TABLE.of(first, second, Sex.UNKNOWN);

        // Then
        Outcome man = TABLE.of(first, second, Sex.MALE);
        Outcome woman = TABLE.of(first, second, Sex.FEMALE);
        assertThat(outcome).isEqualTo(man.equals(woman) ? man : new Outcome.Undetermined());
    }

    @Property
    void shouldComposeNothingFromAdoptedStepOrUnrelatedMembers(
            @ForAll("codes") String other, @ForAll("sexes") Sex head) {
        for (String unsettled : Set.of("27", "37", "57", "58", "29", "39", "59", "97")) {
            assertThat(TABLE.of(unsettled, other, head)).isNotInstanceOf(Outcome.Settled.class);
        }
        for (String unrelated : Set.of("03", "98", "99")) {
            assertThat(TABLE.of(unrelated, other, head)).isEqualTo(new Outcome.Nothing());
        }
    }

    /** What the table settles must be so in any family with members of these codes. */
    @Property(tries = 50)
    void shouldHoldInEveryFamily(@ForAll long seed) {
        // Given
        Random chance = new Random(seed);
        Family family = family(chance);
        Member head = family.members().get(chance.nextInt(family.members().size()));
        for (Member first : family.members()) {
            for (Member second : family.members()) {
                Optional<String> one = code(family, first, head);
                Optional<String> other = code(family, second, head);
                if (first == second || one.isEmpty() || other.isEmpty()) {
                    continue;
                }

                // When
                Outcome outcome = TABLE.of(one.get(), first.sex(), other.get(), second.sex(), head.sex());

                // Then
                if (outcome instanceof Outcome.Settled settled) {
                    assertThat(family.lines(first, second))
                            .as("%s and %s", one.get(), other.get())
                            .contains(settled.line());
                }
            }
        }
    }

    private static Optional<String> code(Family family, Member member, Member head) {
        if (member == head) {
            return Optional.of("02");
        }
        return family.lines(member, head).stream()
                .filter(CODES::containsKey)
                .map(line -> CODES.get(line).get(member.sex() == Sex.MALE ? 0 : 1))
                .findFirst();
    }

    /** Grandparents, their children, in-laws, second marriages, grandchildren. */
    private static Family family(Random chance) {
        Family family = new Family();
        List<Member> generation = new ArrayList<>();
        for (int couple = 0; couple < 2; couple++) {
            Member man = family.add(Sex.MALE);
            Member woman = family.add(Sex.FEMALE);
            family.marry(man, woman);
            generation.addAll(children(family, man, woman, 1 + chance.nextInt(3), chance));
            if (chance.nextInt(3) == 0) {
                Member second = family.add(Sex.FEMALE);
                generation.addAll(children(family, man, second, 1, chance));
            }
        }
        List<Member> men =
                generation.stream().filter(member -> member.sex() == Sex.MALE).toList();
        List<Member> women =
                generation.stream().filter(member -> member.sex() == Sex.FEMALE).toList();
        for (Member man : men) {
            Member wife = family.add(Sex.FEMALE);
            family.marry(man, wife);
            children(family, man, chance.nextInt(4) == 0 ? family.add(Sex.FEMALE) : wife, chance.nextInt(3), chance);
        }
        for (Member woman : women) {
            Member husband = family.add(Sex.MALE);
            family.marry(husband, woman);
            children(family, husband, woman, chance.nextInt(3), chance);
        }
        return family;
    }

    private static List<Member> children(Family family, Member man, Member woman, int number, Random chance) {
        List<Member> children = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            children.add(family.add(chance.nextBoolean() ? Sex.MALE : Sex.FEMALE, man, woman));
        }
        return children;
    }

    @Provide
    Arbitrary<String> codes() {
        return Arbitraries.of(
                RelationToHead.all().stream().map(RelationToHead::code).toList());
    }

    @Provide
    Arbitrary<Sex> sexes() {
        return Arbitraries.of(Sex.MALE, Sex.FEMALE);
    }
}
