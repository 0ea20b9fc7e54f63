package org.huzheng.adapter.pace;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/**
 * Hours in which nothing is read from the register, week after week.
 *
 * @param spans the hours of a day
 * @param days days on which a span may begin
 * @param zone zone the hours and days are of
 * @param forLogs whether the log of changes is left alone, too
 */
public record QuietHours(List<Span> spans, Set<DayOfWeek> days, ZoneId zone, boolean forLogs) {
    /** Zone where nothing else is said. */
    public static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    /** No such hours. */
    public static final QuietHours NONE = new QuietHours(List.of(), EnumSet.allOf(DayOfWeek.class), CHINA, false);

    private static final String SPAN_EXPECTED =
            "hours such as 08:30-11:30 or 22:00-06:00, the end another than the begin";
    private static final Duration WEEK = Duration.ofDays(7);

    /**
     * Hours of a day.
     *
     * @param from when they begin
     * @param to when they are over; on the next day if that is not later, so that midnight to midnight is a whole day
     */
    public record Span(LocalTime from, LocalTime to) {
        public Span {
            if (from.equals(to) && !to.equals(LocalTime.MIDNIGHT)) {
                throw new IllegalArgumentException("hours: expected an end other than the begin, found " + from);
            }
        }

        /** Reads {@code 08:30-11:30}; {@code 24:00} is midnight at the end of the day. */
        static Span parse(String text) {
            String[] ends = text.split("-", -1);
            if (ends.length != 2) {
                throw new IllegalArgumentException("hours: expected two times, found " + ends.length);
            }
            String to = ends[1].strip();
            return new Span(
                    LocalTime.parse(ends[0].strip()), to.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(to));
        }

        private boolean isOvernight() {
            return !from.isBefore(to);
        }
    }

    public QuietHours {
        spans = List.copyOf(spans);
        days = Set.copyOf(days);
        Objects.requireNonNull(zone, "zone");
    }

    /** Reads the settings of {@code pace} that begin with {@code quiet}. */
    static QuietHours read(SettingsNode pace) throws SettingsException {
        if (pace.optional("quietHours").isEmpty()) {
            for (String needless : List.of("quietDays", "quietZone", "quietForLogs")) {
                if (pace.optional(needless).isPresent()) {
                    throw pace.required(needless).refused("quietHours beside it", "none");
                }
            }
            return NONE;
        }
        SettingsNode hours = pace.required("quietHours");
        List<Span> spans = new ArrayList<>();
        for (SettingsNode each : hours.isList() ? hours.items() : List.of(hours)) {
            spans.add(each.as(SPAN_EXPECTED, Span::parse));
        }
        ZoneId zone = CHINA;
        if (pace.optional("quietZone").isPresent()) {
            zone = pace.required("quietZone").as("a time zone such as Asia/Shanghai", ZoneId::of);
        }
        QuietHours read = new QuietHours(spans, daysOf(pace), zone, truth(pace));
        if (!spans.isEmpty() && read.longest(Instant.EPOCH).compareTo(WEEK) >= 0) {
            throw hours.refused("hours that leave some time of the week to read in", "none left");
        }
        return read;
    }

    private static Set<DayOfWeek> daysOf(SettingsNode pace) throws SettingsException {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        if (pace.optional("quietDays").isPresent()) {
            SettingsNode stated = pace.required("quietDays");
            for (SettingsNode each : stated.isList() ? stated.items() : List.of(stated)) {
                days.add(each.as("a day such as monday", text -> DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT))));
            }
        }
        return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days;
    }

    private static boolean truth(SettingsNode pace) throws SettingsException {
        return pace.optional("quietForLogs").isPresent()
                && pace.required("quietForLogs").as("true or false", text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("neither");
                });
    }

    /** Whether the register is to be left alone at this time. */
    public boolean contains(Instant time) {
        ZonedDateTime local = time.atZone(zone);
        LocalTime hour = local.toLocalTime();
        DayOfWeek today = local.getDayOfWeek();
        return spans.stream().anyMatch(span -> {
            if (!span.isOvernight()) {
                return days.contains(today) && !hour.isBefore(span.from()) && hour.isBefore(span.to());
            }
            return (days.contains(today) && !hour.isBefore(span.from()))
                    || (days.contains(today.minus(1)) && hour.isBefore(span.to()));
        });
    }

    /** When the quiet hours of this time are over, to the minute. */
    public Instant end(Instant time) {
        Instant last = time.plus(WEEK);
        Instant minute = time.truncatedTo(ChronoUnit.MINUTES);
        while (contains(minute) && minute.isBefore(last)) {
            minute = minute.plus(1, ChronoUnit.MINUTES);
        }
        return minute;
    }

    /** The longest time without a break in which nothing is read: by so much a feed falls behind. */
    public Duration longest(Instant now) {
        Duration longest = Duration.ZERO;
        Instant until = now.plus(WEEK);
        for (Instant minute = now.truncatedTo(ChronoUnit.MINUTES); minute.isBefore(until); ) {
            Instant end = end(minute);
            Duration quiet = Duration.between(minute, end);
            longest = quiet.compareTo(longest) > 0 ? quiet : longest;
            minute = end.plus(1, ChronoUnit.MINUTES);
        }
        return longest;
    }
}
