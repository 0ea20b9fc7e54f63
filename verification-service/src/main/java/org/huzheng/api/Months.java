package org.huzheng.api;

import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Months as request bodies write them, {@code 2026-01}. */
final class Months {
    /** Longer than any working life. */
    private static final int LONGEST = 720;

    private Months() {}

    static YearMonth read(JsonBody body, String name) {
        return body.value(name, "a month like 2026-01", body.text(name), YearMonth::parse);
    }

    /** The last month of a period that begins with the first. */
    static YearMonth end(JsonBody body, String name, YearMonth from) {
        YearMonth to = read(body, name);
        if (to.isBefore(from) || ChronoUnit.MONTHS.between(from, to) >= LONGEST) {
            throw ProblemException.malformed(
                    body.at(name), "a month from " + from + " and at most " + LONGEST + " months", "\"" + to + "\"");
        }
        return to;
    }

    /** How many months, where the body says. */
    static Optional<Integer> count(JsonBody body, String name) {
        Optional<Integer> count = body.optionalNumber(name);
        if (count.isPresent() && (count.get() < 1 || count.get() > LONGEST)) {
            throw ProblemException.malformed(
                    body.at(name), "1 to " + LONGEST, count.get().toString());
        }
        return count;
    }
}
