package org.huzheng.adapter.source.filedrop.format;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.huzheng.adapter.source.ColumnValues;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.source.UnreadableRow;
import org.huzheng.adapter.validation.Rejection;

/**
 * The file rows come from.
 *
 * @param name its name as a mapping's pattern matches it
 * @param sequence its number among the files taken: the version of its rows
 * @param completedAt when it was completed
 */
public record RowOrigin(String name, int sequence, Instant completedAt) {
    public RowOrigin {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(completedAt, "completedAt");
    }

    /** A row of the file. */
    public SourceRow row(String location, Operation operation, Map<String, String> values) {
        return new SourceRow(
                name, location, operation, new SourceVersion(0, sequence), completedAt, new LinkedHashMap<>(values));
    }

    SourceRow row(String location, Operation operation, ColumnValues values) {
        return new SourceRow(name, location, operation, new SourceVersion(0, sequence), completedAt, values);
    }

    UnreadableRow unreadable(
            String location, Rejection rejection, Map<String, String> readable, Optional<byte[]> rawBytes) {
        return new UnreadableRow(name, location, rejection, readable, rawBytes);
    }
}
