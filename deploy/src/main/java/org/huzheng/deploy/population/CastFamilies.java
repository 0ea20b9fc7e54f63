package org.huzheng.deploy.population;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.huzheng.deploy.population.Life.Marriage;
import org.huzheng.event.Sex;
import org.huzheng.identity.ResidentIdentityNumber;
import org.jspecify.annotations.Nullable;

/** The families of the {@link Cast}, with the same names and numbers whatever the seed. */
final class CastFamilies {
    private static final String SEAT = "330106";
    private static final String MISSTATED_REASON = "申报错误，经核实更正";

    private final Census census;

    private final Life mother;
    private final Life child;
    private final Life payer;
    private final Life stepmother;
    private final Life stepson;
    private final Life misstatedMother;
    private final Life misstatedChild;
    private final Life rightMother;
    private final Life deceasedFather;
    private final Life orphan;
    private final Life grandmother;
    private final Life stranger;
    private final ResidentIdentityNumber absentNumber;

    CastFamilies(Census census) {
        this.census = census;
        this.absentNumber = census.fixedNumber("110105", LocalDate.of(1988, 2, 29), 301);

        Life father = life("李建国", Sex.MALE, "1984-03-12", null);
        mother = life("王秀兰", Sex.FEMALE, "1986-07-25", null);
        child = life("李子轩", Sex.MALE, "2014-05-18", null);
        child.bornTo(father, mother);
        child.carryBirthCertificate(census.nextBirthCertificate());
        household(father, mother, "2011-10-01", List.of(child));

        payer = life("王𬱖㛃", Sex.FEMALE, "1990-11-06", null);
        payer.work(Person.Work.STEADY);
        household(payer, null, "2015-04-20", List.of());

        Life widower = life("赵志强", Sex.MALE, "1970-02-03", null);
        stepson = life("赵磊", Sex.MALE, "1996-08-15", null);
        stepson.bornTo(widower, null);
        stepmother = life("孙美玲", Sex.FEMALE, "1972-12-30", null);
        household(widower, null, "1994-05-01", List.of(stepson));
        widower.lastStay().ifPresent(stay -> stay.home().moveIn(stepmother, LocalDate.of(2005, 9, 10)));
        marry(widower, stepmother, LocalDate.of(2005, 9, 10), null);

        Life householder = life("周福祥", Sex.MALE, "1966-06-06", null);
        misstatedMother = life("吴桂香", Sex.FEMALE, "1967-09-09", null);
        misstatedChild = life("周敏", Sex.FEMALE, "1995-01-21", null);
        misstatedChild.bornTo(householder, misstatedMother);
        household(householder, misstatedMother, "1998-03-15", List.of(misstatedChild));
        rightMother = life("郑淑珍", Sex.FEMALE, "1968-04-17", null);
        household(rightMother, null, "1996-11-11", List.of());

        deceasedFather = life("欧阳德福", Sex.MALE, "1950-05-05", "2021-02-14");
        orphan = life("欧阳雪", Sex.FEMALE, "1981-10-19", null);
        orphan.bornTo(deceasedFather, null);
        household(deceasedFather, null, "1978-01-01", List.of(orphan));

        stranger = life("陈天一", Sex.MALE, "1993-03-03", null);
        household(stranger, null, "2018-06-01", List.of());

        grandmother = life("何玉珍", Sex.FEMALE, "1929-12-08", null);
        deceasedFather.bornTo(null, grandmother);
        household(grandmother, null, "1960-01-01", List.of());
    }

    /** The cast, once people have their entries. */
    Cast cast(Function<Life, Person> personOf, List<HouseholdEntry> entries) {
        Person misstated = personOf.apply(misstatedChild);
        HouseholdEntry entry = entries.stream()
                .filter(candidate -> candidate.person().equals(misstated))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("cast: expected an entry of the misstated child, found none"));
        Correction correction = new Correction(
                entry.entryId(),
                misstated,
                personOf.apply(misstatedMother),
                personOf.apply(rightMother),
                MISSTATED_REASON);
        return new Cast(
                personOf.apply(mother),
                personOf.apply(child),
                personOf.apply(payer),
                personOf.apply(stepmother),
                personOf.apply(stepson),
                personOf.apply(misstatedMother),
                misstated,
                personOf.apply(rightMother),
                personOf.apply(deceasedFather),
                personOf.apply(orphan),
                personOf.apply(grandmother),
                personOf.apply(stranger),
                absentNumber,
                correction);
    }

    private void household(Life head, @Nullable Life wife, String since, List<Life> children) {
        LocalDate on = LocalDate.parse(since);
        Home home = census.foundHome(SEAT);
        home.moveIn(head, on);
        if (wife != null) {
            home.moveIn(wife, on);
            marry(head, wife, on, null);
        }
        for (Life each : children) {
            home.moveIn(each, each.birth().isAfter(on) ? each.birth() : on);
        }
    }

    private static void marry(Life one, Life other, LocalDate on, @Nullable LocalDate end) {
        one.married(new Marriage(other, on, end));
        other.married(new Marriage(one, on, end));
    }

    /** Sequences from 901 up: the order of birth in this class, odd for men. */
    private Life life(String name, Sex sex, String birth, @Nullable String death) {
        LocalDate day = LocalDate.parse(birth);
        int sequence = 900 + 2 * census.lives().size() + (sex == Sex.MALE ? 1 : 0);
        return census.bear(
                name, sex, day, death == null ? null : LocalDate.parse(death), census.fixedNumber(SEAT, day, sequence));
    }
}
