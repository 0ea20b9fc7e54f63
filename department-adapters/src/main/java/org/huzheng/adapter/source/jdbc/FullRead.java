package org.huzheng.adapter.source.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.huzheng.adapter.source.SourceException;

/** Everything the tables hold, table by table in the order of their keys. Rows not found in it have disappeared. */
final class FullRead {
    private final List<TableReader> tables;
    private final Instant beganAt;
    private final OptionalLong rows;
    private long rowsRead;
    private int current;
    private Optional<PolledRow> last = Optional.empty();

    FullRead(List<TableReader> tables, Instant beganAt) {
        this.tables = tables;
        this.beganAt = beganAt;
        List<OptionalLong> counts = tables.stream().map(TableReader::count).toList();
        this.rows = counts.stream().allMatch(OptionalLong::isPresent)
                ? OptionalLong.of(
                        counts.stream().mapToLong(OptionalLong::getAsLong).sum())
                : OptionalLong.empty();
    }

    /** How many rows are still to come, by what was counted at the beginning. */
    OptionalLong rowsLeft() {
        return rows.isEmpty() ? rows : OptionalLong.of(Math.max(0, rows.getAsLong() - rowsRead));
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
        rowsRead += page.rowsRead();
        last = page.goOnBehind();
        if (last.isEmpty()) {
            current++;
        }
        return page;
    }
}
