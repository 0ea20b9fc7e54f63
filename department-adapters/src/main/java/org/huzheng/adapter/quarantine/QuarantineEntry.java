package org.huzheng.adapter.quarantine;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.event.RejectedRecord;
import org.jspecify.annotations.Nullable;

/**
 * A refused row as it lies in the quarantine topic.
 *
 * @param key its key
 * @param offset where it lies
 * @param storedAt when the broker appended it: its time in quarantine counts from then
 * @param rejected what is kept of it: raw personal data
 */
public record QuarantineEntry(String key, long offset, Instant storedAt, RejectedRecord rejected) {
    public QuarantineEntry {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(storedAt, "storedAt");
        Objects.requireNonNull(rejected, "rejected");
    }

    /** The row as its source stated it; nothing where it could not be read as a row, so that no mapping can help it. */
    public Optional<SourceRow> row() {
        String operation = rejected.getOperation();
        Integer epoch = rejected.getVersionEpoch();
        Long position = rejected.getVersion();
        Instant committedAt = rejected.getCommittedAt();
        if (operation == null || epoch == null || position == null || committedAt == null) {
            return Optional.empty();
        }
        Map<String, @Nullable String> values = new LinkedHashMap<>(rejected.getRow());
        rejected.getNullColumns().forEach(column -> values.put(column, null));
        return Optional.of(new SourceRow(
                rejected.getSource(),
                rejected.getLocation(),
                Operation.valueOf(operation),
                new SourceVersion(epoch, position),
                committedAt,
                values));
    }

    /** Names the rule and where the row came from; never what it says. */
    @Override
    public String toString() {
        return "QuarantineEntry[" + key + ", " + rejected.getRule() + ", " + rejected.getSource() + ", "
                + rejected.getLocation() + "]";
    }
}
