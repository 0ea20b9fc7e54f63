package org.huzheng.adapter.source.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The unique indexes of whole rows of a table, as its driver tells of them. */
final class UniqueIndexes {
    private UniqueIndexes() {}

    /** The columns of each; none of an index that is not of columns alone or not of every row, nor of a table nobody knows whose it is. */
    static List<Set<String>> of(TableName name, DatabaseMetaData database) throws SQLException {
        if (name.isAnywhere()) {
            return List.of();
        }
        Map<String, Set<String>> columns = new TreeMap<>();
        Set<String> ofOther = new TreeSet<>();
        try (ResultSet indexes = database.getIndexInfo(name.catalog(), name.schema(), name.table(), true, true)) {
            while (indexes.next()) {
                String index = indexes.getString("INDEX_NAME");
                if (index == null || indexes.getShort("TYPE") == DatabaseMetaData.tableIndexStatistic) {
                    continue;
                }
                String column = indexes.getString("COLUMN_NAME");
                // An expression has no column's name, and a condition says that only some rows are in the index.
                if (column == null || indexes.getString("FILTER_CONDITION") != null) {
                    ofOther.add(index);
                } else {
                    columns.computeIfAbsent(index, named -> new TreeSet<>()).add(column);
                }
            }
        }
        columns.keySet().removeAll(ofOther);
        return List.copyOf(columns.values());
    }
}
