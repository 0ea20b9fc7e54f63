package org.huzheng.deploy.population;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.huzheng.identity.ResidentIdentityNumber;
import org.jspecify.annotations.Nullable;

/** A population once it has grown: what is held of it. */
record Grown(
        List<Person> people,
        Cast cast,
        List<HouseholdEntry> entries,
        List<IdentityChange> identityChanges,
        List<Holding> holdings,
        List<BirthRecord> births,
        List<Employer> employers) {

    /** Since when everybody is insured, for those born before. */
    static final LocalDate MEDICAL_REFORM = LocalDate.of(2009, 4, 1);

    private static final int PEOPLE_PER_EMPLOYER = 40;
    private static final int PEOPLE_PER_IDENTITY_CHANGE = 400;

    static Grown grow(long seed, int count, LocalDate today) {
        Chance chance = new Chance(seed);
        Census census = new Census(count, today);
        CastFamilies families = new CastFamilies(census);
        int castSize = census.lives().size();
        while (census.hasRoomFor(1)) {
            Chance own = chance.split();
            new Clan(census, own, Settlement.county(own)).grow();
        }
        List<Person> people = census.lives().stream().map(Grown::person).toList();
        Function<Life, Person> personOf = life -> people.get(life.index());
        List<HouseholdEntry> entries = new Registrar(today, people).write(census.homes());
        List<IdentityChange> changes = identityChanges(census, people.subList(castSize, people.size()), chance.split());
        return new Grown(
                people,
                families.cast(personOf, entries),
                entries,
                changes,
                new LandRegistry(today, changes, chance.split()).register(census.homes()),
                births(census, chance.split()),
                Employers.found(Math.max(12, count / PEOPLE_PER_EMPLOYER), chance.split()));
    }

    static Instant at(LocalDate day) {
        return day.atTime(LocalTime.of(9, 30)).toInstant(Registrar.CLOCK);
    }

    private static Person person(Life life) {
        return new Person(
                life.index(),
                life.number(),
                life.name(),
                life.sex(),
                life.birth(),
                life.death(),
                life.lastStay()
                        .orElseThrow(() ->
                                new IllegalStateException("person " + life.index() + ": expected a stay, found none"))
                        .home()
                        .regionCode(),
                life.work());
    }

    private static List<IdentityChange> identityChanges(Census census, List<Person> people, Chance chance) {
        List<IdentityChange> changes = new ArrayList<>();
        int wanted = 1 + people.size() / PEOPLE_PER_IDENTITY_CHANGE;
        LocalDate adultBefore = census.today().minusYears(35);
        List<Person> grownUps = people.stream()
                .filter(person ->
                        person.deathDate() == null && person.birthDate().isBefore(adultBefore))
                .toList();
        for (int i = 0; i < wanted && i < grownUps.size(); i++) {
            Person person = grownUps.get(i * (grownUps.size() / wanted));
            ResidentIdentityNumber former =
                    census.number(person.number().regionCode(), person.birthDate(), person.sex(), chance);
            changes.add(new IdentityChange(
                    i + 1L,
                    former,
                    person.number(),
                    chance.dayBetween(
                            census.today().minusYears(9), census.today().minusYears(1))));
        }
        return List.copyOf(changes);
    }

    private static List<BirthRecord> births(Census census, Chance chance) {
        List<BirthRecord> births = new ArrayList<>();
        for (Life child : census.lives()) {
            String certificate = child.birthCertificate();
            Life mother = child.mother();
            if (certificate == null || mother == null) {
                continue;
            }
            boolean numberCameLater = chance.happens(0.1);
            if (numberCameLater) {
                births.add(birth(child, certificate, mother, 1, false));
            }
            births.add(birth(child, certificate, mother, numberCameLater ? 2 : 1, true));
        }
        for (Census.Newborn newborn : census.newborns()) {
            births.add(new BirthRecord(
                    "MB" + newborn.certificate(),
                    1,
                    newborn.certificate(),
                    null,
                    newborn.name(),
                    newborn.sex(),
                    newborn.birth(),
                    Named.of(newborn.mother()),
                    Named.of(newborn.father()),
                    newborn.regionCode(),
                    Change.CREATED,
                    at(newborn.birth())));
        }
        return List.copyOf(births);
    }

    private static BirthRecord birth(Life child, String certificate, Life mother, int version, boolean numbered) {
        @Nullable Life father = child.father();
        return new BirthRecord(
                "MB" + certificate,
                version,
                certificate,
                numbered ? child.number() : null,
                child.name(),
                child.sex(),
                child.birth(),
                Named.of(mother),
                father == null ? null : Named.of(father),
                child.stays().get(0).home().regionCode(),
                version == 1 ? Change.CREATED : Change.CORRECTED,
                at(child.birth().plusDays(version == 1 ? 3 : 45)));
    }
}
