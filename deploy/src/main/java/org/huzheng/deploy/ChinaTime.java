package org.huzheng.deploy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as operators give and read them: in China's time unless they say otherwise. */
final class ChinaTime implements ITypeConverter<Instant> {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter GIVEN = DateTimeFormatter.ofPattern("yyyy-MM-dd['T'HH:mm[:ss][XXX]]");

    @Override
    public Instant convert(String text) {
        try {
            TemporalAccessor time = GIVEN.parseBest(text, Instant::from, LocalDateTime::from, LocalDate::from);
            if (time instanceof Instant instant) {
                return instant;
            }
            LocalDateTime local = time instanceof LocalDate day ? day.atStartOfDay() : (LocalDateTime) time;
            return local.atZone(CHINA).toInstant();
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "应为 expected 2024-05-01, 2024-05-01T08:30 or 2024-05-01T08:30+08:00," + "实为 found " + text);
        }
    }

    /** A time as it is shown, to the second. */
    static String shown(Instant time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                time.truncatedTo(ChronoUnit.SECONDS).atZone(CHINA));
    }
}
