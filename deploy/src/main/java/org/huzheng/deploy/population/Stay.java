package org.huzheng.deploy.population;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A person's time in one household, from one day to another. */
final class Stay {
    private final Life life;
    private final Home home;
    private final LocalDate from;
    private @Nullable LocalDate to;

    Stay(Life life, Home home, LocalDate from) {
        this.life = life;
        this.home = home;
        this.from = from;
        this.to = life.death();
    }

    Life life() {
        return life;
    }

    Home home() {
        return home;
    }

    LocalDate from() {
        return from;
    }

    @Nullable
    LocalDate to() {
        return to;
    }

    boolean coversDay(LocalDate day) {
        LocalDate end = to;
        return !day.isBefore(from) && (end == null || !day.isAfter(end));
    }

    void endOn(LocalDate day) {
        if (day.isBefore(from)) {
            throw new IllegalArgumentException("stay: expected an end on or after " + from + ", found " + day);
        }
        to = day;
    }
}
