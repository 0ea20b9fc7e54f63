package org.huzheng.adapter.source.jdbc;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huzheng.adapter.source.ColumnText;
import org.huzheng.adapter.source.ColumnValues;
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
    /**
     * Reads the row a query of all columns stands at.
     *
     * @param names names of its columns
     */
    static PolledRow read(ResultSet row, JdbcTable table, ColumnValues.Names names) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        @Nullable String[] values = new String[columns.getColumnCount()];
        Set<String> unreadable = new LinkedHashSet<>();
        for (int column = 1; column <= values.length; column++) {
            try {
                values[column - 1] = ColumnText.of(row, columns, column);
            } catch (SQLException e) {
                // One value that the driver cannot make sense of costs its row. A lost connection shows at the next
                // row.
                unreadable.add(columns.getColumnLabel(column));
            }
        }
        Map<String, @Nullable String> known = names.values(values);
        if (!unreadable.isEmpty()) {
            known = new LinkedHashMap<>(known);
            known.keySet().removeAll(unreadable);
        }
        List<Object> key = new ArrayList<>(table.key().size());
        for (JdbcTable.Column column : table.key()) {
            key.add(keyValue(row, table, column.index()));
        }
        return new PolledRow(
                key,
                table.kind().from(row, table.watermark().index()),
                known,
                unreadable.stream().findFirst());
    }

    /** Names of the columns of a result. */
    static ColumnValues.Names namesOf(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> names = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            names.add(columns.getColumnLabel(column));
        }
        return new ColumnValues.Names(names);
    }

    /** Reads key and watermark of the row a query of no more than these stands at. */
    static PolledRow readPlace(ResultSet row, JdbcTable table) throws SQLException {
        int keyLength = table.key().size();
        List<Object> key = new ArrayList<>(keyLength);
        for (int column = 1; column <= keyLength; column++) {
            key.add(keyValue(row, table, column));
        }
        return new PolledRow(key, table.kind().from(row, keyLength + 1), Map.of(), Optional.empty());
    }

    private static Object keyValue(ResultSet row, JdbcTable table, int column) throws SQLException {
        Object value = row.getObject(column);
        if (value == null) {
            throw new WithoutKeyException(table);
        }
        return value;
    }

    /** A row that nothing can be read behind of. */
    static final class WithoutKeyException extends SQLException {
        private static final long serialVersionUID = 1L;

        WithoutKeyException(JdbcTable table) {
            super("a key column of table " + table.name() + " holds null");
        }
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
