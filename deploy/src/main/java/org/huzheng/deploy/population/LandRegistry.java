package org.huzheng.deploy.population;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.huzheng.codes.Region;
import org.huzheng.identity.ResidentIdentityNumber;
import org.jspecify.annotations.Nullable;

/** Gives some households a home of their own, in shares, and lets some sell it. */
final class LandRegistry {
    private static final LocalDate FIRST_LONG_NUMBERS = LocalDate.of(1999, 10, 1);
    private static final int EARLIEST_REGISTRATION_YEAR = 1988;

    private final LocalDate today;
    private final Map<ResidentIdentityNumber, ResidentIdentityNumber> formerNumbers;
    private final Chance chance;
    private final List<Holding> holdings = new ArrayList<>();
    private int units;

    LandRegistry(LocalDate today, List<IdentityChange> changes, Chance chance) {
        this.today = today;
        this.chance = chance;
        this.formerNumbers =
                changes.stream().collect(Collectors.toMap(IdentityChange::current, IdentityChange::former));
    }

    List<Holding> register(List<Home> homes) {
        for (Home home : homes) {
            if (chance.happens(0.6)) {
                registerUnit(home);
            }
        }
        return List.copyOf(holdings);
    }

    private void registerUnit(Home home) {
        LocalDate earliest = LocalDate.of(EARLIEST_REGISTRATION_YEAR, 1, 1);
        LocalDate founded = home.stays().get(0).from();
        LocalDate first = founded.isAfter(earliest) ? founded : earliest;
        LocalDate registeredOn =
                chance.dayBetween(first, first.isAfter(today.minusDays(400)) ? first : today.minusDays(400));
        List<Life> holders = home.stays().stream()
                .filter(stay -> stay.coversDay(registeredOn))
                .map(Stay::life)
                .filter(life -> life.birth().isBefore(registeredOn.minusYears(18)))
                .limit(chance.between(1, 3))
                .toList();
        @Nullable
        LocalDate cancelledOn = chance.happens(0.1) ? chance.dayBetween(registeredOn, today.minusDays(1)) : null;
        Region region = Region.ofCode(home.regionCode());
        units++;
        String unit = region.code() + String.format(Locale.ROOT, "001002GB%05dF%08d", units / 1000 + 1, units);
        for (int i = 0; i < holders.size(); i++) {
            holdings.add(new Holding(
                    holdings.size() + 1L,
                    unit,
                    String.format(Locale.ROOT, "（%d）%s不动产权第%07d号", registeredOn.getYear(), region.name(), units),
                    asWritten(holders.get(i), registeredOn),
                    1,
                    holders.size(),
                    region.code(),
                    registeredOn,
                    cancelledOn));
        }
    }

    /** The holder's number as the register has it: the former one if it was changed, 15 digits before October 1999, now and then a small x. */
    private String asWritten(Life holder, LocalDate registeredOn) {
        Function<ResidentIdentityNumber, ResidentIdentityNumber> former =
                number -> formerNumbers.getOrDefault(number, number);
        String number = former.apply(holder.number()).value();
        boolean old = registeredOn.isBefore(FIRST_LONG_NUMBERS) && number.startsWith("19", 6);
        return old
                ? number.substring(0, 6) + number.substring(8, 17)
                : chance.happens(0.1) ? number.toLowerCase(Locale.ROOT) : number;
    }
}
