package org.huzheng.adapter.source.jdbc;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.huzheng.adapter.source.ColumnText;
import org.jspecify.annotations.Nullable;

/**
 * One row as read.
 *
 * @param key values of the key columns, to go on behind this row
 * @param watermark its watermark; null if it has none
 * @param values what could be read, column by column
 * @param unreadable name of the first column that could not be read
 */
record PolledRow(
        List<Object> key,
        @Nullable Watermark watermark,
        Map<String, @Nullable String> values,
        Optional<String> unreadable) {
    /** Reads the row a query of all columns stands at. */
    static PolledRow read(ResultSet row, JdbcTable table) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        Optional<String> unreadable = Optional.empty();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            String name = columns.getColumnLabel(column);
            try {
                values.put(name, ColumnText.of(row, columns, column));
            } catch (SQLException e) {
                // One value that the driver cannot make sense of costs its row. A lost connection shows at the next
                // row.
                unreadable = unreadable.or(() -> Optional.of(name));
            }
        }
        List<Integer> keyColumns =
                table.key().stream().map(JdbcTable.Column::index).toList();
        return new PolledRow(
                keyOf(row, table, keyColumns),
                table.kind().from(row, table.watermark().index()),
                values,
                unreadable);
    }

    /** Reads key and watermark of the row a query of no more than these stands at. */
    static PolledRow readPlace(ResultSet row, JdbcTable table) throws SQLException {
        int keyLength = table.key().size();
        List<Integer> keyColumns = IntStream.rangeClosed(1, keyLength).boxed().toList();
        return new PolledRow(
                keyOf(row, table, keyColumns), table.kind().from(row, keyLength + 1), Map.of(), Optional.empty());
    }

    private static List<Object> keyOf(ResultSet row, JdbcTable table, List<Integer> columns) throws SQLException {
        List<Object> key = new ArrayList<>();
        for (int column : columns) {
            Object value = row.getObject(column);
            if (value == null) {
                throw new SQLException("a key column of table " + table.name() + " holds null");
            }
            key.add(value);
        }
        return key;
    }

    PolledRow with(Map<String, @Nullable String> readable, Optional<String> notReadable) {
        return new PolledRow(key, watermark, readable, notReadable);
    }

    /** Says whether there is something to read; never the key, which may be an identity number, nor a value. */
    @Override
    public String toString() {
        return "PolledRow[columns=" + values.keySet() + ", unreadable=" + unreadable + "]";
    }
}
