package org.huzheng.adapter.mapping;

import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.huzheng.identity.PersonKeyDerivation;

/**
 * Where a value comes from and the steps it goes through: all of them take a text but the last, which may yield another type.
 *
 * @param column column it is read from; empty for a constant
 * @param constant the constant; empty for a column
 */
record ValueRule(Optional<String> column, Optional<String> constant, List<Transform> steps) {
    ValueRule {
        steps = List.copyOf(steps);
        if (column.isPresent() == constant.isPresent()) {
            throw new IllegalArgumentException("value: expected either a column or a constant, found both or neither");
        }
    }

    static ValueRule ofColumn(String column, Transform... steps) {
        return new ValueRule(Optional.of(column), Optional.empty(), List.of(steps));
    }

    /** Type the last step yields. */
    Class<?> yields() {
        return steps.isEmpty() ? String.class : steps.get(steps.size() - 1).yields();
    }

    /**
     * The value, or nothing where the column is blank.
     *
     * @param field what is filled, for the rejection of a constant; a column is named itself
     * @throws RejectedValueException if the row lacks the column or a step refuses the text
     */
    Optional<Object> read(String field, SourceRow row, PersonKeyDerivation keys) throws RejectedValueException {
        Optional<String> text = column.isPresent() ? textOf(row, column.get()) : constant;
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Object value = text.get();
        String named = column.orElse(field);
        for (Transform step : steps) {
            value = step.apply(named, (String) value, keys);
        }
        return Optional.of(value);
    }

    /**
     * Text of a column; nothing where it is null or blank.
     *
     * @throws RejectedValueException if the row has no such column
     */
    static Optional<String> textOf(SourceRow row, String column) throws RejectedValueException {
        String text = row.values().get(column);
        if (text == null && !row.values().containsKey(column)) {
            throw new RejectedValueException(
                    Rejection.ofAbsence(Rule.MISSING_COLUMN, column, "a column of this name in " + row.origin()));
        }
        return Optional.ofNullable(text).filter(present -> !present.isBlank());
    }
}
