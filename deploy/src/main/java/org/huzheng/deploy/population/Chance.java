package org.huzheng.deploy.population;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;

/** Draws that depend on a seed alone. */
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        this(new SplittableRandom(seed));
    }

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    /** Draws of one person: the same however many other draws were made before. */
    static Chance ofPerson(long seed, int person) {
        return new Chance(new SplittableRandom(seed * 0x9E3779B97F4A7C15L + person));
    }

    /** Draws that do not depend on how many this one makes afterwards. */
    Chance split() {
        return new Chance(random.split());
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** A number between both, both included. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** A day between both, both included. */
    LocalDate dayBetween(LocalDate first, LocalDate last) {
        return first.plusDays(random.nextLong(ChronoUnit.DAYS.between(first, last) + 1));
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
