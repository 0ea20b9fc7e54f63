package org.huzheng.adapter.source;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.huzheng.adapter.validation.Rejection;

/**
 * A row the source could not read.
 *
 * @param origin table or file
 * @param location where in the origin, for people
 * @param rejection why
 * @param values the columns that could be read
 * @param rawBytes the bytes of the row where they could not be decoded
 */
public record UnreadableRow(
        String origin, String location, Rejection rejection, Map<String, String> values, Optional<byte[]> rawBytes)
        implements SourceItem {
    public UnreadableRow {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(rejection, "rejection");
        values = Map.copyOf(values);
        rawBytes = rawBytes.map(byte[]::clone);
    }

    /** Names where the row came from and the rule; never its values, nor a column, which the row itself may have named. */
    @Override
    public String toString() {
        return "UnreadableRow[" + origin + ", " + location + ", "
                + rejection.rule().code() + "]";
    }
}
