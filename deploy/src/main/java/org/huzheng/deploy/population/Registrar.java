package org.huzheng.deploy.population;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entries of every household: one per member, head and time. When a head moves out or dies, the entries of all who stay end and
 * new ones under the next head begin.
 */
final class Registrar {
    /** Time zone of the departments' clocks. */
    static final ZoneOffset CLOCK = ZoneOffset.ofHours(8);

    private final LocalDate today;
    private final List<Person> people;
    private final List<HouseholdEntry> entries = new ArrayList<>();

    Registrar(LocalDate today, List<Person> people) {
        this.today = today;
        this.people = people;
    }

    List<HouseholdEntry> write(List<Home> homes) {
        homes.forEach(this::writeHome);
        return List.copyOf(entries);
    }

    private void writeHome(Home home) {
        Optional<Stay> head = home.stays().stream().findFirst();
        @Nullable LocalDate from = head.map(Stay::from).orElse(null);
        while (head.isPresent() && from != null) {
            Life headLife = head.get().life();
            @Nullable LocalDate to = head.get().to();
            LocalDate begin = from;
            for (Stay stay : home.stays()) {
                writeEntry(home, headLife, stay, begin, to);
            }
            from = to == null ? null : to.plusDays(1);
            head = from == null ? Optional.empty() : nextHead(home, headLife, from);
        }
    }

    private static Optional<Stay> nextHead(Home home, Life former, LocalDate from) {
        return home.stays().stream()
                .filter(stay -> stay.coversDay(from))
                .min(Comparator.comparing((Stay stay) -> !former.everMarried(stay.life()))
                        .thenComparing(stay -> stay.life().birth())
                        .thenComparing(stay -> stay.life().index()));
    }

    private void writeEntry(Home home, Life head, Stay stay, LocalDate headFrom, @Nullable LocalDate headTo) {
        LocalDate stayTo = stay.to();
        LocalDate first = stay.from().isAfter(headFrom) ? stay.from() : headFrom;
        @Nullable LocalDate last = earlier(stayTo, headTo);
        if (last != null && last.isBefore(first)) {
            return;
        }
        Life life = stay.life();
        boolean dies = last != null && last.equals(life.death());
        boolean leaves = last != null && last.equals(stayTo);
        @Nullable String reason = last == null ? null : dies ? "死亡注销" : leaves ? "迁出" : "户主变更";
        Instant writtenAt =
                (last == null ? first : last).atTime(LocalTime.of(9, 30)).toInstant(CLOCK);
        entries.add(new HouseholdEntry(
                entries.size() + 1L,
                people.get(life.index()),
                life.statedFather(),
                life.statedMother(),
                life.marriageOn(last == null ? today : last)
                        .map(marriage -> Named.of(marriage.spouse()))
                        .orElse(null),
                home.number(),
                head.number(),
                Relations.code(head, life),
                life.birthCertificate(),
                dies,
                home.regionCode(),
                first,
                last,
                reason,
                writtenAt));
    }

    private static @Nullable LocalDate earlier(@Nullable LocalDate one, @Nullable LocalDate other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
