package org.huzheng.adapter.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.huzheng.identity.PersonKeyDerivation;

/** One row while it is read: the row, what person keys are derived with, who watches, and what was tolerated so far. */
final class Reading {
    private final SourceRow row;
    private final PersonKeyDerivation keys;
    private final Trace trace;
    private List<Rejection> tolerated = List.of();

    Reading(SourceRow row, PersonKeyDerivation keys, Trace trace) {
        this.row = row;
        this.keys = keys;
        this.trace = trace;
    }

    SourceRow row() {
        return row;
    }

    PersonKeyDerivation keys() {
        return keys;
    }

    Trace trace() {
        return trace;
    }

    /**
     * Text of a column; nothing where it is null or blank.
     *
     * @throws RejectedValueException if the row has no such column
     */
    Optional<String> text(String column) throws RejectedValueException {
        String text = row.values().get(column);
        if (text == null && !row.values().containsKey(column)) {
            throw new RejectedValueException(missing(column));
        }
        return Optional.ofNullable(text).filter(present -> !present.isBlank());
    }

    Optional<String> text(Optional<String> column) throws RejectedValueException {
        return column.isPresent() ? text(column.get()) : Optional.empty();
    }

    Rejection missing(String column) {
        return Rejection.ofAbsence(Rule.MISSING_COLUMN, column, "a column of this name in " + row.origin());
    }

    /** A value is not as expected, and the mapping says to go on without it. */
    void tolerate(Rejection rejection) {
        if (tolerated.isEmpty()) {
            tolerated = new ArrayList<>();
        }
        tolerated.add(rejection);
    }

    List<Rejection> tolerated() {
        return List.copyOf(tolerated);
    }
}
