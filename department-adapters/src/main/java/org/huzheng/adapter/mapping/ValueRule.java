package org.huzheng.adapter.mapping;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.validation.RejectedValueException;

/**
 * Where a value comes from and the steps it goes through: all of them take a text but the last, which may yield another type.
 *
 * @param source where it comes from
 * @param steps what is made of it
 * @param days the days a date may lie between
 */
record ValueRule(ValueSource source, List<Transform> steps, Optional<DayRange> days) {
    ValueRule {
        steps = List.copyOf(steps);
    }

    static ValueRule of(ValueSource source, Transform... steps) {
        return new ValueRule(source, List.of(steps), Optional.empty());
    }

    /** Type the last step yields. */
    Class<?> yields() {
        return steps.isEmpty() ? source.yields() : steps.get(steps.size() - 1).yields();
    }

    /** What a rejection names: the column, else what is filled. */
    String named(String field) {
        return source.named(field);
    }

    /**
     * The value, or nothing where its source is blank.
     *
     * @param field what is filled, for the rejection of a constant or an expression; a column is named itself
     * @throws RejectedValueException if the row lacks the column, the expression fails, or a step refuses the text
     */
    Optional<Object> read(String field, Reading reading) throws RejectedValueException {
        Optional<Object> found = source.read(field, reading);
        if (found.isEmpty()) {
            return found;
        }
        Object value = found.get();
        if (source instanceof ValueSource.Constant constant) {
            reading.trace().stated(constant.describe(), constant.text());
        } else {
            reading.trace().read(source.describe(), value.toString());
        }
        String named = source.named(field);
        for (Transform step : steps) {
            value = step.apply(named, (String) value, reading);
            reading.trace().step(step.name(), value);
        }
        if (days.isPresent()) {
            days.get().check(named, (LocalDate) value, reading);
        }
        return Optional.of(value);
    }

    /** The same of what is nobody's personal data: where a code is in no list, people may see it. */
    Optional<Object> readOfNobody(String field, Reading reading) throws RejectedValueException {
        try {
            return read(field, reading);
        } catch (RejectedValueException e) {
            throw new RejectedValueException(e.rejection().ofNobody());
        }
    }
}
