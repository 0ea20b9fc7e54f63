package org.huzheng.deploy.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huzheng.codes.Region;
import org.huzheng.codes.RelationToHead;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.identity.UnifiedSocialCreditCode;
import org.huzheng.socialsecurity.Arrival;
import org.huzheng.socialsecurity.PaymentManner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PopulationTest {
    private static final Population PEOPLE = Population.generate(1, 1_000);
    private static final Map<ResidentIdentityNumber, Person> BY_NUMBER =
            PEOPLE.people().stream().collect(Collectors.toMap(Person::number, Function.identity()));

    @Test
    void shouldBeTheSameForTheSameSeed() {
        // When
        Population again = Population.generate(1, 1_000);

        // Then
        assertThat(again.people()).isEqualTo(PEOPLE.people());
        assertThat(again.householdEntries()).isEqualTo(PEOPLE.householdEntries());
        assertThat(again.holdings()).isEqualTo(PEOPLE.holdings());
        assertThat(again.births()).isEqualTo(PEOPLE.births());
        assertThat(again.identityChanges()).isEqualTo(PEOPLE.identityChanges());
        assertThat(again.contributions().toList())
                .isEqualTo(PEOPLE.contributions().toList());
        assertThat(again.socialEnrolments().toList())
                .isEqualTo(PEOPLE.socialEnrolments().toList());
        assertThat(again.medicalCovers().toList())
                .isEqualTo(PEOPLE.medicalCovers().toList());
    }

    @Test
    void shouldDifferForAnotherSeedButKeepTheCast() {
        // When
        Population other = Population.generate(2, 1_000);

        // Then
        assertThat(other.people()).isNotEqualTo(PEOPLE.people());
        assertThat(other.cast()).isEqualTo(PEOPLE.cast());
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 51, 77, 500})
    void shouldHaveExactlyAsManyPeopleAsAskedForEachWithAnEntry(int people) {
        // When
        Population population = Population.generate(7, people);

        // Then
        assertThat(population.people()).hasSize(people);
        assertThat(population.householdEntries().stream()
                        .map(entry -> entry.person().index())
                        .distinct())
                .hasSize(people);
    }

    @Test
    void shouldRefuseFewerPeopleThanTheCastNeeds() {
        assertThatThrownBy(() -> Population.generate(1, 49))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected at least 50, found 49");
    }

    @Test
    void shouldGiveEverybodyANumberOfTheirOwnThatFitsBirthDateAndSex() {
        assertThat(BY_NUMBER).hasSize(PEOPLE.people().size());
        assertThat(PEOPLE.people()).allSatisfy(person -> {
            assertThat(person.number().birthDate()).isEqualTo(person.birthDate());
            assertThat(person.number().sex()).isEqualTo(person.sex());
            assertThat(Region.find(person.regionCode())).isPresent();
        });
    }

    @Test
    void shouldStateParentsWhoExistAndAreAtLeastFifteenYearsOlder() {
        assertThat(PEOPLE.householdEntries()).allSatisfy(entry -> assertThat(Stream.of(entry.father(), entry.mother())
                        .filter(Objects::nonNull)
                        .map(Named::number))
                .filteredOn(Objects::nonNull)
                .allSatisfy(
                        number -> assertThat(BY_NUMBER.get(number).birthDate().plusYears(15))
                                .isBefore(entry.person().birthDate())));
    }

    @Test
    void shouldCodeEveryMemberAndHaveTheHeadInTheHouseholdAllTheTime() {
        // Given
        Map<String, List<HouseholdEntry>> heads = PEOPLE.householdEntries().stream()
                .filter(entry -> entry.relationCode().equals("02"))
                .collect(Collectors.groupingBy(HouseholdEntry::householdNumber));

        // Then
        assertThat(PEOPLE.householdEntries()).allSatisfy(entry -> {
            assertThat(RelationToHead.ofCode(entry.relationCode())).isNotNull();
            assertThat(heads.get(entry.householdNumber())).anySatisfy(head -> {
                assertThat(head.person().number()).isEqualTo(entry.head());
                assertThat(head.registeredOn()).isBeforeOrEqualTo(entry.registeredOn());
                assertThat(lastDay(head)).isAfterOrEqualTo(lastDay(entry));
            });
        });
    }

    @Test
    void shouldHaveFourGenerationsDeathsMovesAdoptionsStepChildrenAndSecondMarriages() {
        // Given
        List<HouseholdEntry> entries = PEOPLE.householdEntries();

        // Then
        assertThat(PEOPLE.people())
                .anySatisfy(person -> assertThat(generationsAbove(person)).isEqualTo(3));
        assertThat(entries).anySatisfy(entry -> assertThat(entry.deceased()).isTrue());
        assertThat(entries).anySatisfy(entry -> assertThat(entry.reason()).isEqualTo("迁出"));
        assertThat(entries).anySatisfy(entry -> assertThat(entry.reason()).isEqualTo("户主变更"));
        assertThat(entries).anySatisfy(entry -> assertThat(entry.relationCode()).isIn("27", "37"));
        assertThat(entries)
                .anySatisfy(entry -> assertThat(entry.relationCode()).isIn("51", "52", "53", "54", "55", "56"));
        assertThat(entries).anySatisfy(entry -> {
            assertThat(entry.father()).isNotNull();
            assertThat(entry.mother()).isNull();
            assertThat(entry.relationCode()).startsWith("2");
        });
        assertThat(PEOPLE.births())
                .anySatisfy(birth -> assertThat(birth.childNumber()).isNull());
        assertThat(PEOPLE.identityChanges()).isNotEmpty();
    }

    @Test
    void shouldPayTheCastsPayerRegularlyInEveryMonthAndKind() {
        // When
        List<Contribution> paid = PEOPLE.contributions()
                .filter(each -> each.insured().equals(PEOPLE.cast().payer().number()))
                .toList();

        // Then
        assertThat(paid).hasSize(3 * Population.MONTHS);
        assertThat(paid).allSatisfy(each -> {
            assertThat(each.arrival()).isEqualTo(Arrival.CREDITED);
            assertThat(each.manner()).isEqualTo(PaymentManner.REGULAR);
        });
    }

    @Test
    void shouldHaveGapsJobChangesSupplementaryAndUncreditedPaymentsAmongTheOthers() {
        // Given
        Map<ResidentIdentityNumber, List<Contribution>> byInsured =
                PEOPLE.contributions().collect(Collectors.groupingBy(Contribution::insured));

        // Then
        assertThat(byInsured.values()).anySatisfy(paid -> assertThat(paid).hasSizeLessThan(3 * Population.MONTHS));
        assertThat(byInsured.values()).anySatisfy(paid -> assertThat(
                        paid.stream().map(Contribution::employer).distinct().count())
                .isGreaterThan(1));
        assertThat(PEOPLE.contributions())
                .anySatisfy(each -> assertThat(each.manner()).isEqualTo(PaymentManner.SUPPLEMENTARY));
        assertThat(PEOPLE.contributions())
                .anySatisfy(each -> assertThat(each.arrival()).isEqualTo(Arrival.NOT_CREDITED));
        assertThat(PEOPLE.contributions())
                .anySatisfy(each -> assertThat(each.version()).isEqualTo(2));
        assertThat(PEOPLE.employers()).allSatisfy(employer -> assertThat(
                        UnifiedSocialCreditCode.parse(employer.code()).value())
                .isEqualTo(employer.code()));
    }

    @Test
    void shouldNeverGiveAVersionOfARecordTwice() {
        // Given
        Set<String> seen = new HashSet<>();

        // Then
        assertThat(PEOPLE.contributions().map(each -> each.recordId() + "/" + each.version()))
                .allMatch(seen::add);
        assertThat(PEOPLE.births().stream().map(each -> each.recordId() + "/" + each.version()))
                .allMatch(seen::add);
    }

    @Test
    void shouldHoldPropertyInSharesThatMakeAWholeUnderReadableNumbers() {
        // Given
        Map<String, List<Holding>> units =
                PEOPLE.holdings().stream().collect(Collectors.groupingBy(Holding::unitNumber));

        // Then
        assertThat(units.values())
                .allSatisfy(shares -> assertThat(shares).hasSize(shares.get(0).shareDenominator()));
        assertThat(PEOPLE.holdings())
                .anySatisfy(holding -> assertThat(holding.holder()).hasSize(15));
        assertThat(PEOPLE.holdings()).allSatisfy(holding -> {
            assertThat(ResidentIdentityNumber.parse(holding.holder())).isNotNull();
            assertThat(holding.unitNumber()).hasSize(28);
        });
    }

    @Test
    void shouldTellTheCastsStoryByItsEntries() {
        // Given
        Cast cast = PEOPLE.cast();

        // Then
        assertThat(entryOf(cast.child()).mother())
                .isEqualTo(new Named(cast.mother().number(), cast.mother().name()));
        assertThat(PEOPLE.births()).anySatisfy(birth -> {
            assertThat(birth.childNumber()).isEqualTo(cast.child().number());
            assertThat(birth.mother().number()).isEqualTo(cast.mother().number());
            assertThat(birth.certificateNumber())
                    .isEqualTo(entryOf(cast.child()).birthCertificate());
        });
        assertThat(entryOf(cast.stepson()).mother()).isNull();
        assertThat(entryOf(cast.stepmother()).householdNumber())
                .isEqualTo(entryOf(cast.stepson()).householdNumber());
        assertThat(entryOf(cast.stepmother()).relationCode()).isEqualTo("12");
        assertThat(entryOf(cast.deceasedFather()).deceased()).isTrue();
        assertThat(cast.correction().entryId())
                .isEqualTo(entryOf(cast.misstatedChild()).entryId());
        assertThat(BY_NUMBER).doesNotContainKey(cast.absentNumber());
    }

    @Test
    void shouldNameNobodyInText() {
        // Given
        Person mother = PEOPLE.cast().mother();

        // When
        String text =
                mother + " " + PEOPLE.cast() + entryOf(mother) + PEOPLE.births().get(0)
                        + PEOPLE.holdings().get(0) + PEOPLE.contributions().findFirst();

        // Then
        assertThat(text).doesNotContain(mother.name()).doesNotContainPattern("[0-9]{17}[0-9X]");
    }

    private static HouseholdEntry entryOf(Person person) {
        return PEOPLE.householdEntries().stream()
                .filter(entry -> entry.person().equals(person))
                .findFirst()
                .orElseThrow();
    }

    private static LocalDate lastDay(HouseholdEntry entry) {
        return entry.endedOn() == null ? LocalDate.MAX : entry.endedOn();
    }

    private static int generationsAbove(Person person) {
        HouseholdEntry entry = entryOf(person);
        return Stream.of(entry.father(), entry.mother())
                .filter(Objects::nonNull)
                .map(Named::number)
                .filter(Objects::nonNull)
                .mapToInt(number -> 1 + generationsAbove(BY_NUMBER.get(number)))
                .max()
                .orElse(0);
    }
}
