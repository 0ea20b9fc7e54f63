package org.huzheng.kinship;

import java.time.LocalDate;
import org.huzheng.dossier.RecordEvent;
import org.jspecify.annotations.Nullable;

/** The days on which two records were both so. */
final class PeriodOfBoth {
    private PeriodOfBoth() {}

    static boolean overlaps(RecordEvent one, RecordEvent other) {
        return startsBeforeEnd(one, other) && startsBeforeEnd(other, one);
    }

    /** First day of the common period, null when neither record says. */
    static @Nullable LocalDate begin(RecordEvent one, RecordEvent other) {
        LocalDate first = one.validFrom();
        LocalDate second = other.validFrom();
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return first.isAfter(second) ? first : second;
    }

    private static boolean startsBeforeEnd(RecordEvent one, RecordEvent other) {
        LocalDate from = one.validFrom();
        LocalDate to = other.validTo();
        return from == null || to == null || !from.isAfter(to);
    }
}
