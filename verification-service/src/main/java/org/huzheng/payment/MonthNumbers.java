package org.huzheng.payment;

import java.time.YearMonth;

/** Months as records hold them: {@code 202501}, the year times a hundred and the month. */
public final class MonthNumbers {
    private static final int YEAR = 100;

    private MonthNumbers() {}

    /** The number of a month. */
    public static int of(YearMonth month) {
        return month.getYear() * YEAR + month.getMonthValue();
    }

    /**
     * The month a number names.
     *
     * @throws java.time.DateTimeException if there is none
     */
    public static YearMonth monthOf(int number) {
        return YearMonth.of(number / YEAR, number % YEAR);
    }

    /** A number as people write the month, {@code 2025-01}; what names no month is written as it stands. */
    public static String text(int number) {
        return "%04d-%02d".formatted(number / YEAR, number % YEAR);
    }
}
