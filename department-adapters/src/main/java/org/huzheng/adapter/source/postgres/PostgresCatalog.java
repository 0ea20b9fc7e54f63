package org.huzheng.adapter.source.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.jspecify.annotations.Nullable;

/** What the database must have before changes can be captured, asked over an ordinary connection; also reads samples. */
final class PostgresCatalog implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_SECONDS = 10;
    private static final int FETCH_ROWS = 1_000;

    private final PostgresSettings settings;
    private final Connection connection;

    private PostgresCatalog(PostgresSettings settings, Connection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    static PostgresCatalog connect(PostgresSettings settings) throws SourceException {
        Properties login = new Properties();
        login.setProperty("user", settings.user());
        login.setProperty("password", settings.password());
        login.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT_SECONDS));
        login.setProperty("ApplicationName", "huzheng adapter");
        try {
            return new PostgresCatalog(settings, DriverManager.getConnection(settings.url(), login));
        } catch (SQLException e) {
            throw new SourceException("database " + settings.url() + ": expected to log in as " + settings.user(), e);
        }
    }

    void requireLogicalReplication() throws SourceException {
        List<String> level = texts("SELECT setting FROM pg_settings WHERE name = 'wal_level'");
        if (!level.equals(List.of("logical"))) {
            throw new SourceException("database " + settings.url() + ": expected wal_level = logical, found " + level
                    + "; set it in postgresql.conf and restart the server");
        }
    }

    void requireTables(List<String> tables) throws SourceException {
        List<String> missing = new ArrayList<>(tables);
        missing.removeAll(texts("SELECT schemaname || '.' || tablename FROM pg_tables"));
        if (!missing.isEmpty()) {
            throw new SourceException(
                    "database " + settings.url() + ": expected the tables of the mapping, found none named " + missing
                            + "; tables are written schema.table");
        }
    }

    void requirePublication(List<String> tables) throws SourceException {
        String name = settings.publication();
        List<String> published =
                texts("SELECT schemaname || '.' || tablename FROM pg_publication_tables WHERE pubname = ?", name);
        List<String> missing = new ArrayList<>(tables);
        missing.removeAll(published);
        if (missing.isEmpty()) {
            return;
        }
        String command = published.isEmpty()
                ? "CREATE PUBLICATION " + quoted(name) + " FOR TABLE " + quotedTables(tables)
                : "ALTER PUBLICATION " + quoted(name) + " ADD TABLE " + quotedTables(missing);
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            throw new SourceException(
                    "publication " + name + ": expected it to hold " + tables + ", found " + published
                            + "; have an owner of the tables run: " + command,
                    e);
        }
    }

    void read(String table, long rowsMax, Consumer<SourceItem> rows) throws SourceException {
        try {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(FETCH_ROWS);
                try (ResultSet result =
                        statement.executeQuery("SELECT * FROM " + quotedTables(List.of(table)) + " LIMIT " + rowsMax)) {
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
        } catch (SQLException e) {
            throw new SourceException("table " + table + ": expected to read it as " + settings.user(), e);
        }
    }

    private static Map<String, @Nullable String> values(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            values.put(columns.getColumnName(column), row.getString(column));
        }
        return values;
    }

    private List<String> texts(String query, String... parameters) throws SourceException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int index = 0; index < parameters.length; index++) {
                statement.setString(index + 1, parameters[index]);
            }
            List<String> texts = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    texts.add(result.getString(1));
                }
            }
            return texts;
        } catch (SQLException e) {
            throw new SourceException("database " + settings.url() + ": expected to read its catalogue", e);
        }
    }

    private static String quotedTables(List<String> tables) {
        return tables.stream()
                .map(table -> Arrays.stream(table.split("\\.", -1))
                        .map(PostgresCatalog::quoted)
                        .collect(Collectors.joining(".")))
                .collect(Collectors.joining(", "));
    }

    private static String quoted(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    @Override
    public void close() throws SourceException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new SourceException("database " + settings.url() + ": expected to close the connection", e);
        }
    }
}
