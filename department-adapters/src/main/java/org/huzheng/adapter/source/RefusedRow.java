package org.huzheng.adapter.source;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.validation.Rejection;

/**
 * A row on its way to quarantine.
 *
 * @param origin table or file
 * @param location where in the origin, for people
 * @param rejection why it is refused
 * @param values the row as read; columns that are null in the source are left out
 * @param rawBytes the bytes of the row where they could not be decoded
 */
public record RefusedRow(
        String origin, String location, Rejection rejection, Map<String, String> values, Optional<byte[]> rawBytes) {
    public RefusedRow {
        values = Map.copyOf(values);
    }

    static RefusedRow of(SourceItem item, Rejection rejection) {
        if (item instanceof UnreadableRow unreadable) {
            return new RefusedRow(
                    unreadable.origin(), unreadable.location(), rejection, unreadable.values(), unreadable.rawBytes());
        }
        Map<String, String> present = new LinkedHashMap<>();
        ((SourceRow) item).values().forEach((column, value) -> {
            if (value != null) {
                present.put(column, value);
            }
        });
        return new RefusedRow(item.origin(), item.location(), rejection, present, Optional.empty());
    }

    /** Names where the row came from and the rule; never its values. */
    @Override
    public String toString() {
        return "RefusedRow[" + origin + ", " + location + ", " + rejection + "]";
    }
}
