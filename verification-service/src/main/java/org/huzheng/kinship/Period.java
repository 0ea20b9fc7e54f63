package org.huzheng.kinship;

import java.time.LocalDate;
import org.huzheng.dossier.RecordEvent;
import org.jspecify.annotations.Nullable;

/**
 * Days on which something was so.
 *
 * @param from first day, null when no record says
 * @param until last day, null while it lasts or when no record says
 */
record Period(@Nullable LocalDate from, @Nullable LocalDate until) {
    static final Period UNKNOWN = new Period(null, null);

    /** The days on which a record says that something was so. */
    static Period of(RecordEvent event) {
        return new Period(event.validFrom(), event.validTo());
    }

    boolean overlaps(Period other) {
        return startsBeforeEndOf(other) && other.startsBeforeEndOf(this);
    }

    /** Whether it began by a day; where either day is unknown nobody can say so. */
    boolean beganBy(@Nullable LocalDate day) {
        return from != null && day != null && !from.isAfter(day);
    }

    /** Whether it began on one of the days of another; where one of the days is unknown nobody can say so. */
    boolean beganWithin(Period other) {
        return other.from != null && !beganBefore(other.from) && beganBy(other.until);
    }

    /** Whether it ended before a day; where either day is unknown nobody can say so. */
    boolean endedBefore(@Nullable LocalDate day) {
        return until != null && day != null && until.isBefore(day);
    }

    /** Whether it began before a day; where either day is unknown nobody can say so. */
    boolean beganBefore(@Nullable LocalDate day) {
        return from != null && day != null && from.isBefore(day);
    }

    /** The days of both; only where they overlap. */
    Period and(Period other) {
        return new Period(later(from, other.from), earlier(until, other.until));
    }

    private boolean startsBeforeEndOf(Period other) {
        return from == null || other.until == null || !from.isAfter(other.until);
    }

    private static @Nullable LocalDate later(@Nullable LocalDate one, @Nullable LocalDate other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    private static @Nullable LocalDate earlier(@Nullable LocalDate one, @Nullable LocalDate other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
