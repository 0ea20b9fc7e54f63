package org.huzheng.adapter.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class QuietHoursTest {
    @ParameterizedTest
    @CsvFileSource(resources = "quiet-hours.csv")
    void shouldTellWhetherItIsQuietAndUntilWhen(String spans, String days, String zone, Instant time, String until) {
        // Given
        QuietHours hours = hours(spans, days, zone);

        // When
        boolean quiet = hours.contains(time);

        // Then
        assertThat(quiet ? hours.end(time).toString() : "-").isEqualTo(until);
    }

    private static QuietHours hours(String spans, String days, String zone) {
        Set<DayOfWeek> on = days == null
                ? EnumSet.allOf(DayOfWeek.class)
                : Arrays.stream(days.split(";", -1)).map(DayOfWeek::valueOf).collect(Collectors.toSet());
        return new QuietHours(
                Arrays.stream(spans.split(";", -1)).map(QuietHours.Span::parse).toList(), on, ZoneId.of(zone), false);
    }

    @Test
    void shouldKnowTheLongestTimeItKeepsAFeedWaiting() {
        // Given
        QuietHours weekend = hours("00:00-24:00", "SATURDAY;SUNDAY", "Asia/Shanghai");
        QuietHours mornings = hours("08:30-11:30", null, "Asia/Shanghai");
        Instant friday = Instant.parse("2024-05-17T00:00:00Z");

        // When / Then
        assertThat(List.of(weekend.longest(friday), mornings.longest(friday), QuietHours.NONE.longest(friday)))
                .containsExactly(Duration.ofDays(2), Duration.ofHours(3), Duration.ZERO);
    }
}
