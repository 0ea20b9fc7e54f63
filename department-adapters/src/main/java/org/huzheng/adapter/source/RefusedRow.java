package org.huzheng.adapter.source;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.huzheng.adapter.validation.Masked;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;

/**
 * A row on its way to quarantine.
 *
 * @param item the row as the source handed it over
 * @param rejection why it is refused
 */
public record RefusedRow(SourceItem item, Rejection rejection) {
    public RefusedRow {
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(rejection, "rejection");
    }

    /** Table or file. */
    public String origin() {
        return item.origin();
    }

    /** Where in the origin, for people. */
    public String location() {
        return item.location();
    }

    /** The row as read; columns that are null in the source are left out. */
    public Map<String, String> values() {
        if (item instanceof UnreadableRow unreadable) {
            return unreadable.values();
        }
        Map<String, String> present = new LinkedHashMap<>();
        ((SourceRow) item).values().forEach((column, value) -> {
            if (value != null) {
                present.put(column, value);
            }
        });
        return present;
    }

    /**
     * What was found, for those who look at the source themselves: where a column is missing, those there are. Not for answers and the quarantine, since a
     * row of JSON names its members as its sender likes.
     */
    public Optional<String> foundAtSource() {
        return rejection.rule() == Rule.MISSING_COLUMN && item instanceof SourceRow row
                ? Optional.of("the columns "
                        + row.values().keySet().stream().map(Masked::numbers).toList())
                : rejection.foundShown();
    }

    /** The bytes of the row where they could not be decoded. */
    public Optional<byte[]> rawBytes() {
        return item instanceof UnreadableRow unreadable ? unreadable.rawBytes() : Optional.empty();
    }

    /** Names where the row came from and the rule; never its values. */
    @Override
    public String toString() {
        return "RefusedRow[" + origin() + ", " + location() + ", " + rejection + "]";
    }
}
