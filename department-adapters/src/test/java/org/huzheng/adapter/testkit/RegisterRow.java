package org.huzheng.adapter.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.huzheng.adapter.source.SourceRow;
import org.jspecify.annotations.Nullable;

/**
 * A row of the small register the contract is tested with: columns {@code id}, {@code name} and {@code note}.
 *
 * @param id key of the row, digits
 * @param name text, not null
 * @param note text or null
 */
public record RegisterRow(String id, String name, @Nullable String note) {
    public RegisterRow {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
    }

    /** A row without anything particular. */
    public static RegisterRow of(int id, String name) {
        return new RegisterRow(String.valueOf(id), name, "备注" + id);
    }

    /** The row as a source handed it over; a source may hand over more columns than these. */
    public static RegisterRow of(SourceRow row) {
        return new RegisterRow(
                Objects.requireNonNull(row.values().get("id"), "id of " + row),
                Objects.requireNonNullElse(row.values().get("name"), ""),
                row.values().get("note"));
    }

    /** Columns and values in the table's order. */
    public Map<String, @Nullable String> values() {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        values.put("id", id);
        values.put("name", name);
        values.put("note", note);
        return values;
    }
}
