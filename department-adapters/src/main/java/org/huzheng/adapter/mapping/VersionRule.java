package org.huzheng.adapter.mapping;

import java.time.Instant;
import java.util.Optional;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;

/**
 * The record's version: a column or expression (a whole number, or a time in milliseconds since 1970), else the row's position in the source.
 *
 * @param column where it is read from, if the register keeps versions
 */
record VersionRule(Optional<ValueRule> column) {
    SourceVersion read(Reading reading) throws RejectedValueException {
        if (column.isEmpty()) {
            return reading.row().version();
        }
        String name = column.get().named("version");
        Object value = column.get()
                .read("version", reading)
                .orElseThrow(() -> new RejectedValueException(
                        Rejection.ofAbsence(Rule.MISSING_VALUE, name, "the version of the record")));
        long version = value instanceof Instant time ? time.toEpochMilli() : ((Number) value).longValue();
        if (version < 0) {
            throw new RejectedValueException(
                    Rejection.ofValue(Rule.NUMBER_OUT_OF_RANGE, name, "a version of at least 0", value.toString()));
        }
        return new SourceVersion(0, version);
    }

    /** Whether the register keeps versions itself, so that an older one is not merely something read twice. */
    boolean stated() {
        return column.isPresent();
    }
}
