package org.huzheng.deploy.population;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.huzheng.event.Sex;
import org.huzheng.identity.ResidentIdentityNumber;
import org.jspecify.annotations.Nullable;

/** Who has been born so far and where they live: gives out identity numbers, booklets and birth certificates, each once. */
final class Census {
    static final LocalDate FIRST_BIRTH_CERTIFICATES = LocalDate.of(2000, 1, 1);
    private static final int FIRST_HOUSEHOLD = 100_001;
    private static final int FIRST_BIRTH_CERTIFICATE = 100_000_001;
    private static final int SEQUENCES = 1_000;

    private final int people;
    private final LocalDate today;
    private final List<Life> lives = new ArrayList<>();
    private final List<Home> homes = new ArrayList<>();
    private final List<Newborn> newborns = new ArrayList<>();
    private final Set<ResidentIdentityNumber> numbers = new HashSet<>();
    private int birthCertificates;

    /** A birth of these weeks: the child has neither number nor entry yet. */
    record Newborn(
            String certificate, String name, Sex sex, LocalDate birth, Life mother, Life father, String regionCode) {}

    Census(int people, LocalDate today) {
        this.people = people;
        this.today = today;
    }

    LocalDate today() {
        return today;
    }

    /** Whether so many more people may be born. */
    boolean hasRoomFor(int more) {
        return lives.size() + more <= people;
    }

    Life bear(String name, Sex sex, LocalDate birth, @Nullable LocalDate death, ResidentIdentityNumber number) {
        if (!hasRoomFor(1)) {
            throw new IllegalStateException("census: expected room for one more, found " + people + " people");
        }
        Life life = new Life(lives.size(), number, name, sex, birth, death);
        lives.add(life);
        return life;
    }

    /** A number nobody else has. */
    ResidentIdentityNumber number(String regionCode, LocalDate birth, Sex sex, Chance chance) {
        int odd = sex == Sex.MALE ? 1 : 0;
        int first = chance.between(0, SEQUENCES / 2 - 1);
        for (int i = 0; i < SEQUENCES / 2; i++) {
            int sequence = (first + i) % (SEQUENCES / 2) * 2 + odd;
            ResidentIdentityNumber number = ResidentIdentityNumber.of(regionCode, birth, sequence);
            if (numbers.add(number)) {
                return number;
            }
        }
        throw new IllegalStateException(
                "census: expected a free number in region " + regionCode + ", found all given out for one birth date");
    }

    /** A number fixed beforehand; nobody else gets it. */
    ResidentIdentityNumber fixedNumber(String regionCode, LocalDate birth, int sequence) {
        ResidentIdentityNumber number = ResidentIdentityNumber.of(regionCode, birth, sequence);
        if (!numbers.add(number)) {
            throw new IllegalStateException(
                    "census: expected a free number in region " + regionCode + ", found it given out");
        }
        return number;
    }

    Home foundHome(String regionCode) {
        Home home =
                new Home(regionCode + String.format(Locale.ROOT, "%07d", FIRST_HOUSEHOLD + homes.size()), regionCode);
        homes.add(home);
        return home;
    }

    String nextBirthCertificate() {
        return "T" + (FIRST_BIRTH_CERTIFICATE + birthCertificates++);
    }

    void expect(Newborn newborn) {
        newborns.add(newborn);
    }

    List<Life> lives() {
        return lives;
    }

    List<Home> homes() {
        return homes;
    }

    List<Newborn> newborns() {
        return newborns;
    }
}
