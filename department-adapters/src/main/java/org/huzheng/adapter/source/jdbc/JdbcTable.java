package org.huzheng.adapter.source.jdbc;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as it is polled.
 *
 * @param name as the mapping names it
 * @param quoted as queries name it
 * @param columns all its columns, in order
 * @param key columns that name a row, in order
 * @param keyIsUnique whether the database sees to it that every row has the key, and no two the same
 * @param watermark column that grows with each change
 * @param kind what the watermark counts in
 */
record JdbcTable(
        String name,
        String quoted,
        List<Column> columns,
        List<Column> key,
        boolean keyIsUnique,
        Column watermark,
        Watermark.Kind kind) {
    /**
     * A column.
     *
     * @param name its name
     * @param quoted as queries name it
     * @param index place in the table, from 1
     * @param neverNull whether the database says that it holds no null
     */
    record Column(String name, String quoted, int index, boolean neverNull) {}

    JdbcTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** Condition that a row has the key bound to it, column by column. */
    String keyIs() {
        return key.stream().map(column -> column.quoted() + " = ?").collect(Collectors.joining(" AND "));
    }

    /** By which columns it is read, for the stored position. */
    String readBy() {
        return watermark.name() + " (" + kind + "), "
                + key.stream().map(Column::name).toList();
    }
}
