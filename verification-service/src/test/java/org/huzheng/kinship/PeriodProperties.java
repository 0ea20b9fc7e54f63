package org.huzheng.kinship;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Periods against the days they hold, counted one by one. */
class PeriodProperties {
    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
    private static final int DAYS = 8;

    @Property
    void shouldOverlapWhereTheyHaveADayInCommon(@ForAll("periods") Period one, @ForAll("periods") Period other) {
        assertThat(one.overlaps(other)).isEqualTo(days(one).stream().anyMatch(days(other)::contains));
    }

    @Property
    void shouldHaveInCommonTheDaysOfBoth(@ForAll("periods") Period one, @ForAll("periods") Period other) {
        assertThat(days(one.and(other)))
                .isEqualTo(days(one).stream().filter(days(other)::contains).toList());
    }

    @Property
    void shouldSpanEveryDayOfSeveral(@ForAll("periods") Period one, @ForAll("periods") Period other) {
        // When
        Period span = Content.span(List.of(one, other));

        // Then
        boolean bothBegin = one.from() != null && other.from() != null;
        if (bothBegin) {
            assertThat(days(span)).containsAll(days(one)).containsAll(days(other));
        }
        assertThat(span.until() == null).isEqualTo(one.until() == null || other.until() == null);
        assertThat(span.from() == null).isEqualTo(one.from() == null && other.from() == null);
    }

    /** The days from the one before the first bound to the one after the last, open bounds included. */
    private static List<LocalDate> days(Period period) {
        return IntStream.range(-1, DAYS + 1)
                .mapToObj(FIRST::plusDays)
                .filter(day -> period.from() == null || !day.isBefore(period.from()))
                .filter(day -> period.until() == null || !day.isAfter(period.until()))
                .toList();
    }

    @Provide
    Arbitrary<Period> periods() {
        Arbitrary<Integer> bounds = Arbitraries.integers().between(0, DAYS - 1).injectNull(0.2);
        return Combinators.combine(bounds, bounds)
                .as((from, until) -> from != null && until != null && from > until
                        ? new Period(day(until), day(from))
                        : new Period(day(from), day(until)));
    }

    private static @Nullable LocalDate day(@Nullable Integer offset) {
        return offset == null ? null : FIRST.plusDays(offset);
    }
}
