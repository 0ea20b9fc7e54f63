package org.huzheng.adapter.source.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.SourceException;

/** Everything the tables hold, table by table in the order of their keys. Rows not found in it have disappeared. */
final class FullRead {
    private final List<TableReader> tables;
    private final Instant beganAt;
    private int current;
    private Optional<PolledRow> last = Optional.empty();

    FullRead(List<TableReader> tables, Instant beganAt) {
        this.tables = tables;
        this.beganAt = beganAt;
    }

    Instant beganAt() {
        return beganAt;
    }

    boolean isDone() {
        return current == tables.size();
    }

    /** The next page of the table that is being read. */
    TableReader.Page next() throws SourceException {
        TableReader.Page page = tables.get(current).behind(last);
        last = page.goOnBehind();
        if (last.isEmpty()) {
            current++;
        }
        return page;
    }
}
