package org.huzheng.adapter.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;

/** Dates and times as registers write them, read strictly: the thirtieth of February is refused. Times without a zone are China's. */
final class Dates {
    /** The one civil time of China, UTC+8. */
    static final ZoneId CHINA = ZoneOffset.ofHours(8);

    private static final int EARLIEST_YEAR = 1800;
    private static final int LATEST_YEAR = 2999;
    private static final Pattern ISO_DATE = new Pattern("yyyy-MM-dd");
    // As PostgreSQL writes it and as ISO 8601 does: T or blank, fraction or none, zone or none.
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']HH:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .appendPattern("[XXX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter PLAIN_TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private Dates() {}

    static Object isoDate(String field, String text) throws RejectedValueException {
        return ISO_DATE.date(field, text);
    }

    /** A day that only limits another value: as 2006-01-31, as 20060131, or the day of a date and time, plain digits too. */
    static LocalDate day(String field, String text) throws RejectedValueException {
        String stripped = text.strip();
        try {
            return switch (stripped.length()) {
                case 8 -> LocalDate.parse(stripped, DateTimeFormatter.BASIC_ISO_DATE);
                case 10 -> LocalDate.parse(stripped);
                case 14 -> LocalDate.from(PLAIN_TIMESTAMP.parse(stripped));
                default -> ((Instant) timestamp(field, stripped)).atZone(CHINA).toLocalDate();
            };
        } catch (DateTimeException e) {
            throw refused(field, "a day as 2006-01-31 or 20060131, or a date and time", text);
        }
    }

    static Object timestamp(String field, String text) throws RejectedValueException {
        try {
            return instantOf(TIMESTAMP.parse(text.strip()));
        } catch (DateTimeException e) {
            throw refused(field, "a date and time as 2006-01-31T08:00:00+08:00", text);
        }
    }

    static Object yearMonth(String field, String text) throws RejectedValueException {
        YearMonth month = month(field, text);
        return month.getYear() * 100 + month.getMonthValue();
    }

    static Object firstDayOfMonth(String field, String text) throws RejectedValueException {
        return month(field, text).atDay(1);
    }

    static Object lastDayOfMonth(String field, String text) throws RejectedValueException {
        return month(field, text).atEndOfMonth();
    }

    private static YearMonth month(String field, String text) throws RejectedValueException {
        String digits = text.strip().replace("-", "");
        try {
            if (digits.length() != 6) {
                throw new DateTimeException("six digits");
            }
            YearMonth month =
                    YearMonth.of(Integer.parseInt(digits.substring(0, 4)), Integer.parseInt(digits.substring(4)));
            requireYear(month.getYear());
            return month;
        } catch (DateTimeException | NumberFormatException e) {
            throw refused(field, "a month as 200601 or 2006-01", text);
        }
    }

    private static Instant instantOf(TemporalAccessor time) {
        return time.isSupported(ChronoField.OFFSET_SECONDS)
                ? OffsetDateTime.from(time).toInstant()
                : LocalDateTime.from(time).atZone(CHINA).toInstant();
    }

    private static void requireYear(int year) {
        if (year < EARLIEST_YEAR || year > LATEST_YEAR) {
            throw new DateTimeException("year " + year);
        }
    }

    private static RejectedValueException refused(String field, String expected, String found) {
        return new RejectedValueException(Rejection.ofValue(Rule.IMPOSSIBLE_DATE, field, expected, found));
    }

    /** A pattern of the mapping file, in the letters of {@link DateTimeFormatter}. */
    static final class Pattern {
        private final String pattern;
        private final DateTimeFormatter formatter;

        Pattern(String pattern) {
            this.pattern = pattern;
            // A strict resolver needs the proleptic year: "y" is the year of an era.
            this.formatter = DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);
        }

        Object date(String field, String text) throws RejectedValueException {
            try {
                LocalDate date = LocalDate.parse(text.strip(), formatter);
                requireYear(date.getYear());
                return date;
            } catch (DateTimeException e) {
                throw refused(field, "a date that exists, as " + pattern, text);
            }
        }

        Object timestamp(String field, String text) throws RejectedValueException {
            try {
                return instantOf(formatter.parse(text.strip()));
            } catch (DateTimeException e) {
                throw refused(field, "a date and time that exist, as " + pattern, text);
            }
        }
    }
}
