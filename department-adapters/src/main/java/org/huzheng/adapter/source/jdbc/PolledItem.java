package org.huzheng.adapter.source.jdbc;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.source.UnreadableRow;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;

/** What the exchange is handed for a polled row. */
final class PolledItem {
    private PolledItem() {}

    /**
     * The row as an item.
     *
     * @param sequence number of the page it was read in: the version, since a watermark may stand still or go back and a page never does
     * @param number its place in the page, for people
     * @param readAt when it was read
     */
    static SourceItem of(JdbcTable table, PolledRow row, long sequence, long number, Instant readAt) {
        String location = "read " + sequence + ", row " + number;
        if (row.unreadable().isPresent()) {
            return unreadable(
                    table,
                    row,
                    location,
                    Rejection.ofAbsence(
                            Rule.UNDECODABLE_BYTES,
                            row.unreadable().get(),
                            "a value that the database's driver can read"));
        }
        if (row.watermark() == null) {
            return unreadable(
                    table,
                    row,
                    location,
                    Rejection.ofAbsence(
                            Rule.MISSING_VALUE,
                            table.watermark().name(),
                            "a watermark, without which later changes of the row would not be seen"));
        }
        Instant changedAt =
                row.watermark() instanceof Watermark.AtTime at && at.time().isBefore(readAt) ? at.time() : readAt;
        return new SourceRow(
                table.name(), location, Operation.READ, new SourceVersion(0, sequence), changedAt, row.values());
    }

    private static UnreadableRow unreadable(JdbcTable table, PolledRow row, String location, Rejection rejection) {
        Map<String, String> known = new LinkedHashMap<>();
        row.values().forEach((name, value) -> {
            if (value != null) {
                known.put(name, value);
            }
        });
        return new UnreadableRow(table.name(), location, rejection, known, Optional.empty());
    }
}
