package org.huzheng.adapter.source.jdbc;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.huzheng.adapter.source.SourceException;

/** What was found of a table to be polled; a column with index 0 is not there. */
record TableDescription(
        List<JdbcTable.Column> all,
        List<JdbcTable.Column> key,
        JdbcTable.Column watermark,
        Optional<Watermark.Kind> kind) {
    /** Finds key and watermark of a table. */
    static JdbcTable of(JdbcDatabase database, String table) throws SourceException {
        JdbcSettings.Columns wanted = database.settings().columnsOf(table);
        String quoted = database.quotedTable(table);
        List<String> key = wanted.key().isEmpty() ? database.primaryKey(table) : wanted.key();
        return database.query("table " + table, "SELECT * FROM " + quoted + " WHERE 1 = 0", statement -> {}, rows -> {
                    ResultSetMetaData columns = rows.getMetaData();
                    List<JdbcTable.Column> all = new ArrayList<>();
                    for (int index = 1; index <= columns.getColumnCount(); index++) {
                        all.add(column(database, columns, columns.getColumnLabel(index)));
                    }
                    List<JdbcTable.Column> keyColumns = new ArrayList<>();
                    for (String name : key) {
                        keyColumns.add(column(database, columns, name));
                    }
                    JdbcTable.Column watermark = column(database, columns, wanted.watermark());
                    Watermark.Kind kind = watermark.index() == 0
                            ? Watermark.Kind.NUMBER
                            : Watermark.kindOf(columns.getColumnType(watermark.index()))
                                    .orElse(null);
                    return new TableDescription(all, keyColumns, watermark, Optional.ofNullable(kind));
                })
                .toTable(database, table, quoted);
    }

    private static JdbcTable.Column column(JdbcDatabase database, ResultSetMetaData columns, String name)
            throws SQLException {
        for (int index = 1; index <= columns.getColumnCount(); index++) {
            if (columns.getColumnLabel(index).equalsIgnoreCase(name)) {
                String label = columns.getColumnLabel(index);
                boolean neverNull = columns.isNullable(index) == ResultSetMetaData.columnNoNulls;
                return new JdbcTable.Column(label, database.quoted(label), index, neverNull);
            }
        }
        return new JdbcTable.Column(name, database.quoted(name), 0, false);
    }

    /** Of whatever has no two rows with the same values in some of the columns, no two have the same in all. */
    private boolean isUnique(JdbcDatabase database, String table) {
        if (!key.stream().allMatch(JdbcTable.Column::neverNull)) {
            return false;
        }
        Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        key.forEach(column -> named.add(column.name()));
        return database.uniqueKeys(table).stream().anyMatch(named::containsAll);
    }

    private JdbcTable toTable(JdbcDatabase database, String table, String quoted) throws SourceException {
        String where = "database " + database.settings().address() + ", table " + table + ": ";
        if (key.isEmpty()) {
            throw new SourceException(where
                    + "expected a primary key, found none; name columns that tell rows apart with the setting key");
        }
        List<String> missing = Stream.concat(key.stream(), Stream.of(watermark))
                .filter(column -> column.index() == 0)
                .map(JdbcTable.Column::name)
                .toList();
        if (!missing.isEmpty()) {
            throw new SourceException(where + "expected the columns of the settings, found none named " + missing);
        }
        return new JdbcTable(
                table,
                quoted,
                all,
                key,
                isUnique(database, table),
                watermark,
                kind.orElseThrow(() -> new SourceException(where + "expected the watermark column " + watermark.name()
                        + " to hold times or whole numbers, found another type")));
    }
}
