package org.huzheng.adapter.source.jdbc;

import java.util.List;
import org.huzheng.adapter.source.SourceException;

/**
 * Sees to it that the key of a table names its rows, where the database does not see to it itself: a view has no index that would. Each page begins behind
 * the key of the last row of the one before, so that of rows with the same key those on the next page would never be read, and be taken for gone; nor
 * would rows without a key.
 */
final class KeyCheck {
    private final JdbcDatabase database;
    private final JdbcTable table;

    KeyCheck(JdbcDatabase database, JdbcTable table) {
        this.database = database;
        this.table = table;
    }

    /**
     * Requires that every row has a key; before the first page, since databases do not agree on where the others come. Column by column, so that an index
     * of each serves.
     */
    void requireOfEveryRow() throws SourceException {
        if (table.keyIsUnique()) {
            return;
        }
        for (JdbcTable.Column column : table.key()) {
            if (!column.neverNull() && isNullAnywhere(column)) {
                throw withoutKey();
            }
        }
    }

    private boolean isNullAnywhere(JdbcTable.Column column) throws SourceException {
        String missing = column.quoted() + " IS NULL";
        return database.query(
                "rows without key column " + column.name() + " of table " + table.name(),
                database.dialect().page(column.quoted(), table.quoted(), missing, "", 1),
                statement -> {},
                rows -> rows.next());
    }

    /**
     * Requires that no two rows have the same key: none of a page, and none behind a full one as the last of it. The database says what is the same, as
     * when it looks for the next page: it may take capitals for small letters.
     *
     * @param full whether another page follows
     * @param byWatermark whether the pages are in the order of the watermark: then only rows with that of the last, too, come next to it
     */
    void require(List<PolledRow> found, boolean full, boolean byWatermark) throws SourceException {
        if (table.keyIsUnique()) {
            return;
        }
        for (int row = 1; row < found.size(); row++) {
            if (found.get(row).key().equals(found.get(row - 1).key())) {
                throw notUnique();
            }
        }
        if (full && countLike(found.get(found.size() - 1), byWatermark) > 1) {
            throw notUnique();
        }
    }

    private long countLike(PolledRow last, boolean byWatermark) throws SourceException {
        Watermark watermark = byWatermark ? last.watermark() : null;
        String condition = watermark == null ? "" : table.watermark().quoted() + " = ? AND ";
        String sql = "SELECT COUNT(*) FROM " + table.quoted() + " WHERE " + condition + table.keyIs();
        return database.query(
                "the number of rows with one key of table " + table.name(),
                sql,
                statement -> {
                    int parameter = 1;
                    if (watermark != null) {
                        watermark.bind(statement, parameter++);
                    }
                    for (Object value : last.key()) {
                        statement.setObject(parameter++, value);
                    }
                },
                rows -> {
                    rows.next();
                    return rows.getLong(1);
                });
    }

    /** That a row without a key was found. */
    SourceException withoutKey() {
        return refused("every row to have the key", "one in which a column of it is null; such rows would not be read");
    }

    private SourceException notUnique() {
        return refused("no two rows to have the same key", "some that have; of such rows not all would be read");
    }

    private SourceException refused(String expected, String found) {
        return new SourceException(
                "database " + database.settings().address() + ", table " + table.name() + ": expected "
                        + expected + " "
                        + table.key().stream().map(JdbcTable.Column::name).toList() + ", found " + found
                        + ". Name columns that tell rows apart with the setting key");
    }
}
