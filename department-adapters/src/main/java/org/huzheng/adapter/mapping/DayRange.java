package org.huzheng.adapter.mapping;

import java.time.LocalDate;
import java.util.Optional;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;

/**
 * Days a date may lie between, both of them included.
 *
 * @param first the first of them
 * @param last the last of them
 */
record DayRange(Optional<Day> first, Optional<Day> last) {
    /** A day that the mapping states or a column holds. */
    sealed interface Day {
        /** The day; nothing where the column is blank. */
        Optional<LocalDate> of(Reading reading) throws RejectedValueException;

        /** The day in words: one that a column holds may be a birth date, and is named by its column. */
        String describe();

        record Stated(LocalDate day) implements Day {
            @Override
            public Optional<LocalDate> of(Reading reading) {
                return Optional.of(day);
            }

            @Override
            public String describe() {
                return day.toString();
            }
        }

        record InColumn(String column) implements Day {
            @Override
            public Optional<LocalDate> of(Reading reading) throws RejectedValueException {
                Optional<String> text = reading.text(column);
                return text.isPresent() ? Optional.of(Dates.day(column, text.get())) : Optional.empty();
            }

            @Override
            public String describe() {
                return "the day in " + column;
            }
        }
    }

    void check(String field, LocalDate found, Reading reading) throws RejectedValueException {
        if (first.isPresent() && first.get().of(reading).filter(found::isBefore).isPresent()) {
            throw refused(field, "a day on or after " + first.get().describe(), found);
        }
        if (last.isPresent() && last.get().of(reading).filter(found::isAfter).isPresent()) {
            throw refused(field, "a day on or before " + last.get().describe(), found);
        }
    }

    private static RejectedValueException refused(String field, String expected, LocalDate found) {
        return new RejectedValueException(Rejection.ofValue(Rule.DATE_OUT_OF_RANGE, field, expected, found.toString()));
    }
}
