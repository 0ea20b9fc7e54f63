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
 * @param under which of them the record is published under
 */
record KeyRule(List<KeyColumn> columns, Under under) {
    /** Which of the columns a record is published under. */
    enum Under {
        /** The first that is filled. */
        FIRST,
        /** Each that is filled. */
        EACH,
        /** All of them, which must be filled. */
        ALL
    }

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
                PersonKey key = reading.keys().keyOf(Transforms.identityNumber(column.column(), number.get(), reading));
                reading.trace().step("personKey", key.value());
                found.add(key);
                if (under == Under.FIRST) {
                    break;
                }
            } else if (under == Under.ALL) {
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
                "an identity number in " + (under == Under.ALL ? "each" : "one") + " of " + columns
                        + ": the record is keyed by it"));
    }
}
