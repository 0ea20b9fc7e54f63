package org.huzheng.adapter.source.jdbc;

import java.util.Locale;

/** The two things databases say differently: the first rows of a query, and what time it is. */
enum Dialect {
    /**
     * ISO/IEC 9075, with a query without a table as PostgreSQL, its Chinese descendants and H2 take it. DB2 and Derby do not: there the settings say how
     * to ask for the time.
     */
    STANDARD("SELECT CURRENT_TIMESTAMP"),
    ORACLE("SELECT CURRENT_TIMESTAMP FROM DUAL"),
    MYSQL("SELECT CURRENT_TIMESTAMP(6)"),
    SQL_SERVER("SELECT CURRENT_TIMESTAMP");

    private final String clockQuery;

    Dialect(String clockQuery) {
        this.clockQuery = clockQuery;
    }

    /** The dialect of a database by the name its driver gives it. */
    static Dialect of(String productName) {
        String product = productName.toLowerCase(Locale.ROOT);
        if (product.contains("mysql") || product.contains("mariadb")) {
            return MYSQL;
        }
        if (product.contains("oracle")) {
            return ORACLE;
        }
        return product.contains("microsoft") ? SQL_SERVER : STANDARD;
    }

    String clockQuery() {
        return clockQuery;
    }

    /** A query of columns of a table's first rows; the condition is blank for all. */
    String page(String columns, String table, String condition, String order, int rowsMax) {
        String where = condition.isBlank() ? "" : " WHERE " + condition;
        String by = order.isBlank() ? "" : " ORDER BY " + order;
        return switch (this) {
            case MYSQL -> "SELECT " + columns + " FROM " + table + where + by + " LIMIT " + rowsMax;
            case SQL_SERVER -> "SELECT TOP " + rowsMax + " " + columns + " FROM " + table + where + by;
            case STANDARD, ORACLE ->
                "SELECT " + columns + " FROM " + table + where + by + " FETCH FIRST " + rowsMax + " ROWS ONLY";
        };
    }
}
