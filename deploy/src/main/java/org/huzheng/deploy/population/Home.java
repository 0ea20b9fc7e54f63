package org.huzheng.deploy.population;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** One household booklet and those who live in it. Who moves in first heads it. */
final class Home {
    private final String number;
    private final String regionCode;
    private final List<Stay> stays = new ArrayList<>();

    Home(String number, String regionCode) {
        this.number = number;
        this.regionCode = regionCode;
    }

    String number() {
        return number;
    }

    String regionCode() {
        return regionCode;
    }

    List<Stay> stays() {
        return stays;
    }

    /** Moves a person in; a stay elsewhere ends on the day before. */
    void moveIn(Life life, LocalDate from) {
        life.lastStay().ifPresent(last -> last.endOn(from.minusDays(1)));
        Stay stay = new Stay(life, this, from);
        life.stays().add(stay);
        stays.add(stay);
    }

    boolean isInhabitedOn(LocalDate day) {
        return stays.stream().anyMatch(stay -> stay.coversDay(day));
    }
}
