package org.huzheng.adapter.mapping;

import java.time.Instant;
import java.time.LocalDate;
import org.huzheng.identity.ResidentIdentityNumber;

/** The days on which somebody of whom a row speaks can be born: a number with another one is no identity number, whatever its check character. */
final class PossibleBirth {
    /** Nobody born before lived to be given a number; numbers are given since 1984. */
    static final LocalDate FIRST = LocalDate.of(1870, 1, 1);

    private PossibleBirth() {}

    /** The last of them, by the time of the row. */
    static LocalDate last(Instant rowAt) {
        return rowAt.atZone(Dates.CHINA).toLocalDate();
    }

    /** Whether the number carries one of them. */
    static boolean of(ResidentIdentityNumber number, LocalDate last) {
        LocalDate born = number.birthDate();
        return !born.isBefore(FIRST) && !born.isAfter(last);
    }
}
