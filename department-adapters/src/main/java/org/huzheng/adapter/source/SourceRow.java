package org.huzheng.adapter.source;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row as its source states it.
 *
 * @param origin table or file
 * @param location where in the origin, for people
 * @param operation what happened to the row
 * @param version version by position in the source
 * @param committedAt when the source committed it, as far as the source says; for a file, when it was completed
 * @param values column by column, as text; null is the source's null
 */
public record SourceRow(
        String origin,
        String location,
        Operation operation,
        SourceVersion version,
        Instant committedAt,
        Map<String, @Nullable String> values)
        implements SourceItem {
    public SourceRow {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(committedAt, "committedAt");
        values = values instanceof ColumnValues ? values : Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Names where the row came from; never its values. */
    @Override
    public String toString() {
        return "SourceRow[" + origin + ", " + location + ", " + operation + ", " + version + "]";
    }
}
