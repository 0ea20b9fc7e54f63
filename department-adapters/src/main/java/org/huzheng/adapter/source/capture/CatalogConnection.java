package org.huzheng.adapter.source.capture;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.huzheng.adapter.source.ColumnText;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.jspecify.annotations.Nullable;

/** An ordinary connection beside the capture: asks the database's catalogue what is set up, reads samples. */
public final class CatalogConnection implements AutoCloseable {
    private static final int FETCH_ROWS = 1_000;

    private final String url;
    private final String user;
    private final Connection connection;

    private CatalogConnection(String url, String user, Connection connection) {
        this.url = url;
        this.user = user;
        this.connection = connection;
    }

    /** Logs in; each statement is committed. */
    public static CatalogConnection connect(String url, String user, String password, Map<String, String> parameters)
            throws SourceException {
        Properties login = new Properties();
        login.putAll(parameters);
        login.setProperty("user", user);
        login.setProperty("password", password);
        try {
            return new CatalogConnection(url, user, DriverManager.getConnection(url, login));
        } catch (SQLException e) {
            throw new SourceException("database " + url + ": expected to log in as " + user, e);
        }
    }

    /** The first column of a query's rows. */
    public List<String> texts(String query, String... parameters) throws SourceException {
        return rows(query, parameters).stream().map(row -> row.get(0)).toList();
    }

    /** A query's rows, null as an empty text. */
    public List<List<String>> rows(String query, String... parameters) throws SourceException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int index = 0; index < parameters.length; index++) {
                statement.setString(index + 1, parameters[index]);
            }
            List<List<String>> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    List<String> row = new ArrayList<>(columns);
                    for (int column = 1; column <= columns; column++) {
                        String text = result.getString(column);
                        row.add(text == null ? "" : text);
                    }
                    rows.add(row);
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new SourceException(
                    "database " + url + ": expected to read its catalogue as " + user + " with: " + query, e);
        }
    }

    /**
     * Runs a statement.
     *
     * @param expected what must be so, and how it comes to be, for the message
     */
    public void execute(String expected, String sql) throws SourceException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SourceException("database " + url + ": expected " + expected, e);
        }
    }

    /** Hands over rows of a query of one table as they stand, for a dry run of the mapping. */
    public void sample(String table, String query, Consumer<SourceItem> rows) throws SourceException {
        try {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(FETCH_ROWS);
                try (ResultSet result = statement.executeQuery(query)) {
                    for (long row = 1; result.next(); row++) {
                        rows.accept(new SourceRow(
                                table,
                                "row " + row,
                                Operation.READ,
                                new SourceVersion(0, 0),
                                Instant.now(),
                                values(result)));
                    }
                }
            }
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new SourceException("table " + table + ": expected to read it as " + user, e);
        }
    }

    private static Map<String, @Nullable String> values(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            values.put(columns.getColumnName(column), ColumnText.of(row, columns, column));
        }
        return values;
    }

    @Override
    public void close() throws SourceException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new SourceException("database " + url + ": expected to close the connection", e);
        }
    }
}
