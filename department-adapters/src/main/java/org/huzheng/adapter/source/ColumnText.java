package org.huzheng.adapter.source;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A column's value as text, the same whether a row comes over JDBC or from the log: ISO 8601 times, {@code true} or {@code false}, hex bytes. */
public final class ColumnText {
    /** Where a date ends and, after one character, the time begins. */
    private static final int DATE_LENGTH = 10;

    private ColumnText() {}

    /** The value of a column of the row a result stands at; null is the database's null. */
    public static @Nullable String of(ResultSet row, ResultSetMetaData columns, int column) throws SQLException {
        return switch (columns.getColumnType(column)) {
            case Types.BOOLEAN -> truth(row, column);
            case Types.BIT -> columns.getPrecision(column) <= 1 ? truth(row, column) : row.getString(column);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> hex(row.getBytes(column));
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> time(row.getString(column));
            default -> row.getString(column);
        };
    }

    private static @Nullable String truth(ResultSet row, int column) throws SQLException {
        boolean value = row.getBoolean(column);
        return row.wasNull() ? null : String.valueOf(value);
    }

    private static @Nullable String hex(byte @Nullable [] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }

    private static @Nullable String time(@Nullable String text) {
        return text != null && text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == ' '
                ? text.substring(0, DATE_LENGTH) + "T" + text.substring(DATE_LENGTH + 1)
                : text;
    }
}
