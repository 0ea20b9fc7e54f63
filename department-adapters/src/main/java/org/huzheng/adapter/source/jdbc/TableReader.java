package org.huzheng.adapter.source.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.huzheng.adapter.source.ColumnText;
import org.huzheng.adapter.source.ColumnValues;
import org.huzheng.adapter.source.SourceException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one table page by page: each page begins behind the last row of the one before, never by counting rows. */
final class TableReader {
    private static final Logger LOG = LoggerFactory.getLogger(TableReader.class);

    private final JdbcDatabase database;
    private final JdbcTable table;
    private final int pageRows;
    private final String keyOrder;
    private final KeyCheck keys;

    TableReader(JdbcDatabase database, JdbcTable table) {
        this.database = database;
        this.table = table;
        this.keys = new KeyCheck(database, table);
        this.pageRows = database.settings().load().pageRows();
        this.keyOrder = table.key().stream().map(JdbcTable.Column::quoted).collect(Collectors.joining(", "));
    }

    JdbcTable table() {
        return table;
    }

    /**
     * Rows that were read together.
     *
     * @param table their table
     * @param rows the rows to hand over
     * @param rowsRead how many were read for it
     * @param goOnBehind the row the next page begins behind; empty after the last page
     */
    record Page(JdbcTable table, List<PolledRow> rows, int rowsRead, Optional<PolledRow> goOnBehind) {
        Page {
            rows = List.copyOf(rows);
        }

        Page without(Predicate<PolledRow> known) {
            return new Page(table, rows.stream().filter(known.negate()).toList(), rowsRead, goOnBehind);
        }
    }

    /** The highest watermark there is. */
    Optional<Watermark> highest() throws SourceException {
        String sql = "SELECT MAX(" + table.watermark().quoted() + ") FROM " + table.quoted();
        return database.query("the highest watermark of table " + table.name(), sql, statement -> {}, rows -> {
            rows.next();
            return Optional.ofNullable(table.kind().from(rows, 1));
        });
    }

    /** How many rows there are; empty if counting them takes longer than a query may. */
    OptionalLong count() {
        try {
            String sql = "SELECT COUNT(*) FROM " + table.quoted();
            return database.query("the number of rows of table " + table.name(), sql, statement -> {}, rows -> {
                rows.next();
                return OptionalLong.of(rows.getLong(1));
            });
        } catch (SourceException e) {
            // Only how long the full read will take is then not known; whatever stands in its way will show in it.
            LOG.debug("Rows could not be counted: table={}", table.name(), e);
            return OptionalLong.empty();
        }
    }

    /** The next rows by key, behind this one. */
    Page behind(Optional<PolledRow> last) throws SourceException {
        if (last.isEmpty()) {
            keys.requireOfEveryRow();
        }
        return page(last.isPresent() ? "(" + keyBehind() + ")" : "", new Order(keyOrder, false), statement -> {
            if (last.isPresent()) {
                bindKey(statement, 1, last.get().key());
            }
        });
    }

    /**
     * The next rows by watermark.
     *
     * @param from watermark above which to read; empty for all that have one
     * @param last row to go on behind; empty to begin
     */
    Page changed(Optional<Watermark> from, Optional<PolledRow> last) throws SourceException {
        String column = table.watermark().quoted();
        Order order = new Order(column + ", " + keyOrder, true);
        if (last.isPresent() && last.get().watermark() != null) {
            Watermark reached = last.get().watermark();
            // The first condition says what the second does, in a form every planner finds the index for.
            String condition =
                    column + " >= ? AND (" + column + " > ? OR (" + column + " = ? AND (" + keyBehind() + ")))";
            return page(condition, order, statement -> {
                reached.bind(statement, 1);
                reached.bind(statement, 2);
                reached.bind(statement, 3);
                bindKey(statement, 4, last.get().key());
            });
        }
        String condition = from.isPresent() ? column + " > ?" : column + " IS NOT NULL";
        return page(condition, order, statement -> {
            if (from.isPresent()) {
                from.get().bind(statement, 1);
            }
        });
    }

    /**
     * The order rows come in.
     *
     * @param columns as a query names them
     * @param byWatermark whether the watermark is the first of them
     */
    private record Order(String columns, boolean byWatermark) {}

    private Page page(String condition, Order order, JdbcDatabase.Binding binding) throws SourceException {
        try {
            return wholeOrByPlaces(condition, order, binding);
        } catch (SourceException e) {
            if (e.getCause() instanceof PolledRow.WithoutKeyException) {
                throw keys.withoutKey();
            }
            throw e;
        }
    }

    private Page wholeOrByPlaces(String condition, Order order, JdbcDatabase.Binding binding) throws SourceException {
        String what = "table " + table.name();
        try {
            List<PolledRow> rows = database.query(
                    what,
                    database.dialect().page("*", table.quoted(), condition, order.columns(), pageRows),
                    binding,
                    result -> read(result, PolledRow::read));
            return pageOf(rows, rows, order);
        } catch (SourceException e) {
            if (!isOfData(e)) {
                throw e;
            }
        }
        // A value the database itself cannot hand over fails the whole page: find out which, so that it costs one row.
        String places = keyOrder + ", " + table.watermark().quoted();
        List<PolledRow> found = database.query(
                what,
                database.dialect().page(places, table.quoted(), condition, order.columns(), pageRows),
                binding,
                result -> read(result, (row, of, names) -> PolledRow.readPlace(row, of)));
        List<PolledRow> rows = new ArrayList<>();
        for (PolledRow place : found) {
            PolledRow row = columnByColumn(place);
            // With neither it was deleted in between.
            if (!row.values().isEmpty() || row.unreadable().isPresent()) {
                rows.add(row);
            }
        }
        return pageOf(found, rows, order);
    }

    /** A page is full by the rows that were found, not by those still there when they were read one by one. */
    private Page pageOf(List<PolledRow> found, List<PolledRow> rows, Order order) throws SourceException {
        boolean full = found.size() >= pageRows;
        keys.require(found, full, order.byWatermark());
        return new Page(table, rows, found.size(), full ? Optional.of(found.get(found.size() - 1)) : Optional.empty());
    }

    private PolledRow columnByColumn(PolledRow place) throws SourceException {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        Optional<String> unreadable = Optional.empty();
        for (JdbcTable.Column column : table.columns()) {
            String sql = "SELECT " + column.quoted() + " FROM " + table.quoted() + " WHERE " + table.keyIs();
            try {
                database.query(
                        "column " + column.name() + " of table " + table.name(),
                        sql,
                        statement -> {
                            for (int index = 0; index < place.key().size(); index++) {
                                statement.setObject(index + 1, place.key().get(index));
                            }
                        },
                        rows -> {
                            if (rows.next()) {
                                values.put(column.name(), ColumnText.of(rows, rows.getMetaData(), 1));
                            }
                            return true;
                        });
            } catch (SourceException e) {
                if (!isOfData(e)) {
                    throw e;
                }
                unreadable = unreadable.or(() -> Optional.of(column.name()));
            }
        }
        return place.with(values, unreadable);
    }

    /** Class 22 of ISO/IEC 9075: data exception. */
    private static boolean isOfData(SourceException failure) {
        return failure.getCause() instanceof SQLException cause
                && cause.getSQLState() != null
                && cause.getSQLState().startsWith("22");
    }

    /** Reads one row of a result. */
    private interface RowReading {
        PolledRow read(ResultSet row, JdbcTable table, ColumnValues.Names names) throws SQLException;
    }

    private List<PolledRow> read(ResultSet result, RowReading reading) throws SQLException {
        ColumnValues.Names names = PolledRow.namesOf(result);
        List<PolledRow> rows = new ArrayList<>();
        while (result.next()) {
            rows.add(reading.read(result, table, names));
        }
        return rows;
    }

    /** {@code a > ? OR (a = ? AND b > ?)}, as long as the key is. */
    private String keyBehind() {
        List<String> alternatives = new ArrayList<>();
        for (int length = 0; length < table.key().size(); length++) {
            List<String> terms = new ArrayList<>();
            for (int index = 0; index < length; index++) {
                terms.add(table.key().get(index).quoted() + " = ?");
            }
            terms.add(table.key().get(length).quoted() + " > ?");
            alternatives.add("(" + String.join(" AND ", terms) + ")");
        }
        return String.join(" OR ", alternatives);
    }

    private void bindKey(PreparedStatement statement, int first, List<Object> key) throws SQLException {
        int parameter = first;
        for (int length = 0; length < key.size(); length++) {
            for (int index = 0; index <= length; index++) {
                statement.setObject(parameter++, key.get(index));
            }
        }
    }

    /** The later of two watermarks, for a table that may have none yet. */
    static @Nullable Watermark later(@Nullable Watermark one, @Nullable Watermark other) {
        if (one == null) {
            return other;
        }
        return other != null && one.isBelow(other) ? other : one;
    }
}
