package org.huzheng.adapter.mapping;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.huzheng.identity.PersonKey;

/**
 * Whose record it is: the columns that hold their identity numbers.
 *
 * @param columns columns in order of preference
 * @param all true when the record is published under each of them, false when under the first that is filled
 */
record KeyRule(List<KeyColumn> columns, boolean all) {
    /**
     * One column.
     *
     * @param column column of an identity number
     * @param where columns and the text each must hold for the number to be a resident identity number; empty if it always is
     */
    record KeyColumn(String column, Map<String, String> where) {
        KeyColumn {
            where = Map.copyOf(where);
        }

        Optional<String> read(Reading reading) throws RejectedValueException {
            for (Map.Entry<String, String> condition : where.entrySet()) {
                if (!reading.text(condition.getKey()).equals(Optional.of(condition.getValue()))) {
                    return Optional.empty();
                }
            }
            return reading.text(column);
        }

        @Override
        public String toString() {
            return column;
        }
    }

    KeyRule {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("key: expected at least one column, found none");
        }
    }

    /** The keys, at least one, in the order of the columns. */
    List<PersonKey> read(Reading reading) throws RejectedValueException {
        Set<PersonKey> found = new LinkedHashSet<>();
        for (KeyColumn column : columns) {
            Optional<String> number = column.read(reading);
            if (number.isPresent()) {
                reading.trace().read(column.column(), number.get());
                PersonKey key = reading.keys().keyOf(Transforms.identityNumber(column.column(), number.get()));
                reading.trace().step("personKey", key.value());
                found.add(key);
                if (!all) {
                    break;
                }
            } else if (all) {
                throw missing(column.column());
            }
        }
        if (found.isEmpty()) {
            throw missing(columns.get(0).column());
        }
        return List.copyOf(found);
    }

    private RejectedValueException missing(String column) {
        return new RejectedValueException(Rejection.ofAbsence(
                Rule.MISSING_VALUE,
                column,
                "an identity number in " + (all ? "each" : "one") + " of " + columns + ": the record is keyed by it"));
    }
}
