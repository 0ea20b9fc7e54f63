package org.huzheng.adapter.source.jdbc;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;

/** Reads a table's first rows for a dry run of the mapping. */
final class JdbcSample {
    private JdbcSample() {}

    static void read(JdbcDatabase database, JdbcTable table, long rowsMax, Consumer<SourceItem> rows)
            throws SourceException {
        TableReader reader = new TableReader(database, table);
        Instant readAt = Instant.now();
        long handedOver = 0;
        Optional<PolledRow> last = Optional.empty();
        while (true) {
            TableReader.Page page = reader.behind(last);
            for (PolledRow row : page.rows()) {
                if (handedOver == rowsMax) {
                    return;
                }
                rows.accept(PolledItem.of(table, row, 0, ++handedOver, readAt));
            }
            last = page.goOnBehind();
            if (last.isEmpty()) {
                return;
            }
        }
    }
}
