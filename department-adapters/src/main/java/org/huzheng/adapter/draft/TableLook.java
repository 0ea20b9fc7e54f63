package org.huzheng.adapter.draft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.huzheng.adapter.source.Causes;
import org.huzheng.adapter.source.ColumnText;
import org.huzheng.adapter.source.SourceException;
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
        try (Connection connection = connect(address, login)) {
            connection.setReadOnly(true);
            String named = table.contains(".") ? table : inItsHome(connection, table);
            List<String> key = primaryKey(connection, named);
            SampledRows rows = rows(connection, named);
            List<String> columns = List.copyOf(rows.columns().keySet());
            return new SourceLook(
                    named, rows.columns(), key, SourceBlock.of(address.source(login, columns, key)), true);
        } catch (SQLException e) {
            throw new SourceException(
                    "database " + address + ": expected a table " + table + " that " + login.user()
                            + " may read, written SCHEMA.TABLE or DATABASE.TABLE, found " + Causes.of(e),
                    e);
        }
    }

    private static Connection connect(DatabaseAddress address, Login login) throws SettingsException, SourceException {
        try {
            DriverManager.getDriver(address.url());
        } catch (SQLException e) {
            throw new SourceException(
                    "database " + address
                            + ": expected a JDBC driver on the class path that takes this address, found none",
                    e);
        }
        try {
            return DriverManager.getConnection(address.url(), login.user(), passwordOf(login));
        } catch (SQLException e) {
            throw new SourceException(
                    "database " + address + ": expected to log in as " + login.user() + ", found " + Causes.of(e), e);
        }
    }

    private static String passwordOf(Login login) throws SettingsException {
        try {
            return Files.readString(login.passwordFile()).strip();
        } catch (IOException e) {
            throw new SettingsException(login.passwordFile() + ": expected a readable file that holds the password", e);
        }
    }

    /** With the schema in front of it that the login has by default, or the database where there are no schemas. */
    private static String inItsHome(Connection connection, String table) throws SQLException {
        String home = hasSchemas(connection) ? connection.getSchema() : connection.getCatalog();
        return home == null || home.isBlank() ? table : home + "." + table;
    }

    private static boolean hasSchemas(Connection connection) throws SQLException {
        return connection.getMetaData().supportsSchemasInTableDefinitions();
    }

    private static List<String> primaryKey(Connection connection, String table) throws SQLException {
        String[] parts = table.split("\\.", -1);
        String home = parts.length > 1 ? parts[parts.length - 2] : null;
        boolean schemas = hasSchemas(connection);
        DatabaseMetaData data = connection.getMetaData();
        TreeMap<Integer, String> key = new TreeMap<>();
        try (ResultSet found =
                data.getPrimaryKeys(schemas ? null : home, schemas ? home : null, parts[parts.length - 1])) {
            while (found.next()) {
                key.put(found.getInt("KEY_SEQ"), found.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(key.values());
    }

    private static SampledRows rows(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(SampledRows.ROWS_MAX);
            List<String> quoted = new ArrayList<>();
            for (String part : table.split("\\.", -1)) {
                quoted.add(statement.enquoteIdentifier(part, true));
            }
            try (ResultSet found = statement.executeQuery("SELECT * FROM " + String.join(".", quoted))) {
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
    }
}
