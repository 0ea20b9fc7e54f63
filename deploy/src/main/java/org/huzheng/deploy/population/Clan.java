package org.huzheng.deploy.population;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.deploy.population.Life.Marriage;
import org.huzheng.event.Sex;
import org.jspecify.annotations.Nullable;

/**
 * One family over four generations, from a couple born some ninety years ago to their great-grandchildren: marriages, births, adoptions,
 * divorces, second marriages with children of the first, deaths, and the old moving in with the young.
 */
final class Clan {
    private static final int GENERATIONS = 4;
    private static final int OLDEST_YEARS = 98;

    private final Census census;
    private final Chance chance;
    private final String regionCode;
    private final LocalDate today;
    private final List<Life> members = new ArrayList<>();

    Clan(Census census, Chance chance, String regionCode) {
        this.census = census;
        this.chance = chance;
        this.regionCode = regionCode;
        this.today = census.today();
    }

    void grow() {
        LocalDate birth = chance.dayBetween(today.minusYears(OLDEST_YEARS), today.minusYears(80));
        Life first = bear(Sex.MALE, birth, Names.surname(chance));
        if (!census.hasRoomFor(1)) {
            census.foundHome(regionCode).moveIn(first, birth.plusYears(20));
            return;
        }
        marryOutsider(first, birth.plusYears(chance.between(20, 24)), 1);
        members.forEach(this::moveInWithTheYoung);
    }

    private void marryOutsider(Life member, LocalDate on, int generation) {
        Life outsider = outsider(member, on);
        Home home = census.foundHome(chance.happens(0.15) ? Settlement.county(chance) : regionCode);
        boolean husbandHeads = chance.happens(0.85);
        Life husband = member.sex() == Sex.MALE ? member : outsider;
        Life wife = husband == member ? outsider : member;
        home.moveIn(husbandHeads ? husband : wife, on);
        home.moveIn(husbandHeads ? wife : husband, on);
        live(member, outsider, home, on, generation, chance.happens(0.18));
    }

    /** One marriage: it ends by divorce or death, has children or adopts one, and may be followed by another. */
    private void live(Life member, Life outsider, Home home, LocalDate on, int generation, boolean divorces) {
        @Nullable LocalDate divorce = divorces ? on.plusDays(chance.between(3 * 365, 12 * 365)) : null;
        boolean divorced = divorce != null
                && divorce.isBefore(today)
                && member.livesOn(divorce.plusDays(1))
                && outsider.livesOn(divorce.plusDays(1));
        @Nullable LocalDate end = divorced ? divorce : firstDeath(member, outsider);
        member.married(new Marriage(outsider, on, end));
        outsider.married(new Marriage(member, on, end));

        List<Life> children = new ArrayList<>(bearChildren(member, outsider, home, on, end, generation));
        if (divorced && end != null) {
            census.foundHome(Settlement.county(chance)).moveIn(outsider, end.plusDays(1));
            if (generation > 1 && chance.happens(0.7)) {
                children.addAll(remarry(member, children, home, end, generation));
            }
        }
        if (generation < GENERATIONS) {
            children.forEach(child -> comeOfAge(child, generation + 1));
        }
    }

    private List<Life> bearChildren(
            Life one, Life other, Home home, LocalDate on, @Nullable LocalDate end, int generation) {
        Life mother = one.sex() == Sex.FEMALE ? one : other;
        Life father = mother == one ? other : one;
        List<Life> children = new ArrayList<>();
        int wanted = chance.happens(0.1) ? 0 : chance.between(1, generation <= 2 ? 4 : 2);
        LocalDate birth = on.plusDays(chance.between(300, 900));
        while (children.size() < wanted && census.hasRoomFor(1) && isPossible(birth, mother, father, end)) {
            Life child = bear(chance.happens(0.51) ? Sex.MALE : Sex.FEMALE, birth, Names.surnameOf(father.name()));
            child.bornTo(father, mother);
            if (!birth.isBefore(Census.FIRST_BIRTH_CERTIFICATES)) {
                child.carryBirthCertificate(census.nextBirthCertificate());
            }
            home.moveIn(child, birth);
            children.add(child);
            birth = birth.plusDays(chance.between(500, 1800));
        }
        if (wanted == 0) {
            adopt(father, mother, home, on.plusYears(chance.between(3, 6)), end).ifPresent(children::add);
        }
        if (end == null && mother.birth().isAfter(today.minusYears(38)) && chance.happens(0.15)) {
            LocalDate day = today.minusDays(chance.between(1, 40));
            Sex sex = chance.happens(0.5) ? Sex.MALE : Sex.FEMALE;
            String name = Names.surnameOf(father.name()) + Names.given(sex, chance);
            census.expect(new Census.Newborn(
                    census.nextBirthCertificate(), name, sex, day, mother, father, home.regionCode()));
        }
        return children;
    }

    private boolean isPossible(LocalDate birth, Life mother, Life father, @Nullable LocalDate end) {
        return birth.isBefore(today.minusDays(60))
                && birth.isAfter(mother.birth().plusYears(18))
                && birth.isBefore(mother.birth().plusYears(43))
                && birth.isAfter(father.birth().plusYears(18))
                && mother.livesOn(birth)
                && father.livesOn(birth)
                && (end == null || birth.isBefore(end));
    }

    private Optional<Life> adopt(Life father, Life mother, Home home, LocalDate on, @Nullable LocalDate end) {
        LocalDate birth = on.minusDays(chance.between(200, 1200));
        if (!census.hasRoomFor(1)
                || !isPossible(on, mother, father, end)
                || birth.isBefore(father.birth().plusYears(18))
                || birth.isBefore(mother.birth().plusYears(18))) {
            return Optional.empty();
        }
        Life child = bear(chance.happens(0.5) ? Sex.MALE : Sex.FEMALE, birth, Names.surnameOf(father.name()));
        child.adoptedBy(father, mother);
        home.moveIn(child, on);
        return Optional.of(child);
    }

    /** The one who stayed marries again; the new spouse may bring a child, and the household's entries may no longer state the first wife. */
    private List<Life> remarry(Life member, List<Life> children, Home home, LocalDate divorce, int generation) {
        LocalDate on = divorce.plusDays(chance.between(400, 1500));
        if (!on.isBefore(today)
                || !member.livesOn(on.plusYears(1))
                || !census.hasRoomFor(1)
                || !home.isInhabitedOn(on)) {
            return List.of();
        }
        Life second = outsider(member, on);
        home.moveIn(second, on);
        if (member.sex() == Sex.MALE && chance.happens(0.35)) {
            children.forEach(Life::leaveMotherUnstated);
        }
        LocalDate stepBirth = on.minusDays(chance.between(2 * 365, 9 * 365));
        if (chance.happens(0.4)
                && census.hasRoomFor(1)
                && stepBirth.isAfter(second.birth().plusYears(18))) {
            stepChild(second, stepBirth, home, on);
        }
        @Nullable LocalDate end = firstDeath(member, second);
        member.married(new Marriage(second, on, end));
        second.married(new Marriage(member, on, end));
        return bearChildren(member, second, home, on, end, generation);
    }

    private void stepChild(Life parent, LocalDate birth, Home home, LocalDate on) {
        Life child = bear(chance.happens(0.5) ? Sex.MALE : Sex.FEMALE, birth, Names.surname(chance), on);
        if (parent.sex() == Sex.MALE) {
            child.bornTo(parent, null);
        } else {
            child.bornTo(null, parent);
            child.parentsByName(Names.surnameOf(child.name()) + Names.given(Sex.MALE, chance), null);
        }
        home.moveIn(child, on);
    }

    private void comeOfAge(Life child, int generation) {
        LocalDate on = child.birth().plusDays(chance.between(22 * 365, 31 * 365));
        boolean marries = chance.happens(0.88);
        if (marries
                && on.isBefore(today.minusDays(30))
                && child.livesOn(on.plusYears(1))
                && census.hasRoomFor(1)
                && child.lastStay().isPresent()) {
            marryOutsider(child, on, generation);
        }
    }

    /** The widowed of seventy and more may move in with a child who has a household. */
    private void moveInWithTheYoung(Life old) {
        Optional<LocalDate> widowed = old.marriages().stream()
                .flatMap(marriage -> Stream.ofNullable(marriage.to()))
                .reduce((earlier, later) -> later);
        if (widowed.isEmpty() || chance.happens(0.5)) {
            return;
        }
        LocalDate on = widowed.get().plusDays(chance.between(30, 400));
        if (!on.isBefore(today)
                || !old.livesOn(on.plusDays(1))
                || on.isBefore(old.birth().plusYears(70))) {
            return;
        }
        Optional<Stay> own = old.lastStay();
        old.children().stream()
                .flatMap(child -> child.lastStay().stream())
                .filter(stay -> own.isPresent()
                        && own.get().home() != stay.home()
                        && own.get().from().isBefore(on))
                .filter(stay -> stay.coversDay(on)
                        && stay.life().marriages().size() > 0
                        && stay.from().isBefore(on))
                .findFirst()
                .ifPresent(stay -> stay.home().moveIn(old, on));
    }

    private Life outsider(Life member, LocalDate on) {
        Sex sex = member.sex() == Sex.MALE ? Sex.FEMALE : Sex.MALE;
        LocalDate birth = member.birth().plusDays(chance.between(-3 * 365, 3 * 365));
        LocalDate youngest = on.minusYears(20);
        Life outsider = bear(sex, birth.isAfter(youngest) ? youngest : birth, Names.surname(chance), on);
        if (chance.happens(0.6)) {
            outsider.parentsByName(
                    Names.surnameOf(outsider.name()) + Names.given(Sex.MALE, chance), Names.full(Sex.FEMALE, chance));
        }
        return outsider;
    }

    private Life bear(Sex sex, LocalDate birth, String surname) {
        return bear(sex, birth, surname, birth);
    }

    private Life bear(Sex sex, LocalDate birth, String surname, LocalDate aliveOn) {
        @Nullable LocalDate death = death(birth);
        boolean tooEarly = death != null && death.isBefore(aliveOn.plusYears(2));
        String born = chance.happens(0.2) ? Settlement.county(chance) : regionCode;
        Life life = census.bear(
                surname + Names.given(sex, chance),
                sex,
                birth,
                tooEarly ? null : death,
                census.number(born, birth, sex, chance));
        life.work(workOf(life));
        members.add(life);
        return life;
    }

    private Person.Work workOf(Life life) {
        boolean ofWorkingAge =
                life.birth().isBefore(today.minusYears(22)) && life.birth().isAfter(today.minusYears(60));
        return ofWorkingAge && life.death() == null && chance.happens(0.8) ? Person.Work.USUAL : Person.Work.NONE;
    }

    private @Nullable LocalDate death(LocalDate birth) {
        int days = chance.happens(0.05) ? chance.between(35 * 365, 70 * 365) : chance.between(74 * 365, 101 * 365);
        LocalDate death = birth.plusDays(days);
        return death.isBefore(today) ? death : null;
    }

    private static @Nullable LocalDate firstDeath(Life one, Life other) {
        LocalDate first = one.death();
        LocalDate second = other.death();
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return first.isBefore(second) ? first : second;
    }
}
