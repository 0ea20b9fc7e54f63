package org.huzheng.adapter.draft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.huzheng.adapter.source.ColumnText;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.jdbc.JdbcDatabase;
import org.huzheng.adapter.source.jdbc.JdbcSettings;
import org.huzheng.adapter.source.jdbc.JdbcSettingsReader;
import org.huzheng.settings.SettingsException;

/** Looks at a table of a database, which names its columns and its primary key also where it holds no row. */
public final class TableLook {
    private TableLook() {}

    /**
     * Who reads the table.
     *
     * @param user user with the right to read it
     * @param passwordFile file that holds the password; the mapping refers to it
     */
    public record Login(String user, Path passwordFile) {}

    /**
     * Looks at a table.
     *
     * @param table its name, with schema or database before a point unless that is the login's own
     * @throws SettingsException if the password cannot be read
     * @throws SourceException if the user cannot log in or read the table
     */
    public static SourceLook of(DatabaseAddress address, Login login, String table)
            throws SettingsException, SourceException {
        JdbcSettings settings = JdbcSettingsReader.forALook(address.url(), login.user(), passwordOf(login));
        try (JdbcDatabase database = JdbcDatabase.connect(settings)) {
            String named = table.contains(".") ? table : database.inItsHome(table);
            List<String> key = database.primaryKey(named);
            SampledRows rows = database.query(
                    "table " + table + ", written SCHEMA.TABLE or DATABASE.TABLE,",
                    "SELECT * FROM " + database.quotedTable(named),
                    statement -> statement.setMaxRows(SampledRows.ROWS_MAX),
                    TableLook::rows);
            List<String> columns = List.copyOf(rows.columns().keySet());
            return new SourceLook(
                    named, rows.columns(), key, SourceBlock.of(address.source(login, columns, key)), true);
        }
    }

    private static String passwordOf(Login login) throws SettingsException {
        try {
            return Files.readString(login.passwordFile()).strip();
        } catch (IOException e) {
            throw new SettingsException(login.passwordFile() + ": expected a readable file that holds the password", e);
        }
    }

    private static SampledRows rows(ResultSet found) throws SQLException {
        ResultSetMetaData columns = found.getMetaData();
        List<String> names = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            names.add(columns.getColumnLabel(column));
        }
        SampledRows rows = new SampledRows(names);
        while (found.next()) {
            for (int column = 1; column <= names.size(); column++) {
                rows.add(names.get(column - 1), ColumnText.of(found, columns, column));
            }
        }
        return rows;
    }
}
