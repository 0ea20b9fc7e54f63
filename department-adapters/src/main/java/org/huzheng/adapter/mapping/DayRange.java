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

        /** The day as a refusal names it: one that a row holds may be personal. */
        String inWords();

        record Stated(LocalDate day) implements Day {
            @Override
            public Optional<LocalDate> of(Reading reading) {
                return Optional.of(day);
            }

            @Override
            public String inWords() {
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
            public String inWords() {
                return "the day in " + column;
            }
        }
    }

    void check(String field, LocalDate found, Reading reading) throws RejectedValueException {
        Optional<LocalDate> least = first.isPresent() ? first.get().of(reading) : Optional.empty();
        if (least.isPresent() && found.isBefore(least.get())) {
            throw refused(field, "a day on or after " + first.get().inWords(), found);
        }
        Optional<LocalDate> most = last.isPresent() ? last.get().of(reading) : Optional.empty();
        if (most.isPresent() && found.isAfter(most.get())) {
            throw refused(field, "a day on or before " + last.get().inWords(), found);
        }
    }

    private static RejectedValueException refused(String field, String expected, LocalDate found) {
        return new RejectedValueException(Rejection.ofValue(Rule.DATE_OUT_OF_RANGE, field, expected, found.toString()));
    }
}
