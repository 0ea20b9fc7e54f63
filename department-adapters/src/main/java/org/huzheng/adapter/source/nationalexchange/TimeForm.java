package org.huzheng.adapter.source.nationalexchange;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * How times are written in a query.
 *
 * @param pattern pattern of {@link DateTimeFormatter}, in the one civil time of China; empty for milliseconds since 1970
 */
public record TimeForm(Optional<DateTimeFormatter> pattern) {
    /** Name of the form without a pattern. */
    public static final String MILLISECONDS = "epochMilliseconds";

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    /** Reads what a mapping file says: {@value #MILLISECONDS} or a pattern. */
    public static TimeForm of(String text) {
        if (text.equals(MILLISECONDS)) {
            return new TimeForm(Optional.empty());
        }
        TimeForm form = new TimeForm(Optional.of(DateTimeFormatter.ofPattern(text, Locale.ROOT)));
        try {
            form.floor(Instant.EPOCH);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "expected a pattern that says day and, if need be, time, found " + text, e);
        }
        return form;
    }

    String write(Instant time) {
        return pattern.isPresent() ? pattern.get().format(time.atOffset(CHINA)) : String.valueOf(time.toEpochMilli());
    }

    /** The latest time not after this one that can be written: what is asked for must be what is then said to be known. */
    Instant floor(Instant time) {
        if (pattern.isEmpty()) {
            return Instant.ofEpochMilli(time.toEpochMilli());
        }
        TemporalAccessor read = pattern.get().parseBest(write(time), LocalDateTime::from, LocalDate::from);
        LocalDateTime local = read instanceof LocalDate day ? day.atStartOfDay() : (LocalDateTime) read;
        return local.toInstant(CHINA);
    }
}
