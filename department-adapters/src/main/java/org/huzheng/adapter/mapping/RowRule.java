package org.huzheng.adapter.mapping;

import java.util.Optional;
import org.huzheng.adapter.expression.Expression;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;

/**
 * What the columns of a row must agree on.
 *
 * @param when rows it is for; empty for every row
 * @param require what must hold
 * @param field column or field at fault where it does not
 * @param expected what was expected then, in words
 */
record RowRule(Optional<Expression> when, Expression require, String field, String expected) {
    void check(Reading reading) throws RejectedValueException {
        if (when.isPresent() && !holds(when.get(), reading)) {
            return;
        }
        if (!holds(require, reading)) {
            String found = reading.row().values().get(field);
            throw new RejectedValueException(
                    found == null || found.isBlank()
                            ? Rejection.ofAbsence(Rule.CROSS_FIELD, field, expected)
                            : Rejection.ofValue(Rule.CROSS_FIELD, field, expected, found));
        }
    }

    private boolean holds(Expression condition, Reading reading) throws RejectedValueException {
        return (Boolean) ValueSource.valueOf(condition, field, reading);
    }
}
