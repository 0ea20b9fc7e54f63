package org.huzheng.adapter.source.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huzheng.adapter.source.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One read-only connection to a polled database. Each query is a short transaction of its own, so that nothing is held open at the register. */
final class JdbcDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcDatabase.class);
    private static final int CONNECT_TIMEOUT_SECONDS = 10;
    /** Beyond the query timeout, which the server keeps: after this the line itself is dead. */
    private static final Duration LINE_TIMEOUT_BEYOND = Duration.ofSeconds(10);

    private final JdbcSettings settings;
    private Connection connection;
    private final Dialect dialect;
    private final String quote;

    /** What is done with a query's rows. */
    @FunctionalInterface
    interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /** Sets a query's parameters. */
    @FunctionalInterface
    interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private JdbcDatabase(JdbcSettings settings, Connection connection) throws SQLException {
        this.settings = settings;
        this.connection = connection;
        DatabaseMetaData meta = connection.getMetaData();
        this.dialect = Dialect.of(meta.getDatabaseProductName());
        this.quote = meta.getIdentifierQuoteString().strip();
    }

    static JdbcDatabase connect(JdbcSettings settings) throws SourceException {
        if (DriverManager.drivers().noneMatch(driver -> takes(driver, settings.url()))) {
            // Not left to the driver manager: its message repeats the whole address, a password in it too.
            throw new SourceException("database " + settings.address()
                    + ": expected a JDBC driver on the class path that takes this address, found none");
        }
        try {
            Connection connection = newConnection(settings);
            try {
                return new JdbcDatabase(settings, connection);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new SourceException(
                    "database " + settings.address() + ": expected to log in as " + settings.user(), e);
        }
    }

    private static boolean takes(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            // A driver that does not know does not take it.
            return false;
        }
    }

    private static Connection newConnection(JdbcSettings settings) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", settings.user());
        login.setProperty("password", settings.password());
        DriverManager.setLoginTimeout(CONNECT_TIMEOUT_SECONDS);
        Connection connection = DriverManager.getConnection(settings.url(), login);
        try {
            connection.setReadOnly(true);
            // Drivers stream rows, instead of holding all of them, only inside a transaction.
            connection.setAutoCommit(false);
            Executor atOnce = Runnable::run;
            connection.setNetworkTimeout(
                    atOnce,
                    Math.toIntExact(settings.load()
                            .queryTimeout()
                            .plus(LINE_TIMEOUT_BEYOND)
                            .toMillis()));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    Dialect dialect() {
        return dialect;
    }

    JdbcSettings settings() {
        return settings;
    }

    /** The database's own time. */
    Instant now() throws SourceException {
        String clockQuery = settings.clockQuery().orElse(dialect.clockQuery());
        return query("its time with the clockQuery " + clockQuery, clockQuery, statement -> {}, rows -> {
            rows.next();
            return rows.getTimestamp(1).toInstant();
        });
    }

    /**
     * Runs a query. A connection that was cut is made anew once: pages are read by key, so none depends on the connection of the one before.
     *
     * @param what what is read, for the message
     */
    <T> T query(String what, String sql, Binding binding, Reading<T> reading) throws SourceException {
        try {
            return run(sql, binding, reading);
        } catch (SQLException first) {
            if (isAlive()) {
                throw refused(what, first);
            }
            LOG.warn("Connection to the database was lost and is made anew: database={}", settings.address(), first);
            closeQuietly();
            try {
                connection = newConnection(settings);
                return run(sql, binding, reading);
            } catch (SQLException again) {
                again.addSuppressed(first);
                throw refused(what, again);
            }
        }
    }

    private <T> T run(String sql, Binding binding, Reading<T> reading) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(
                    Math.toIntExact(settings.load().queryTimeout().toSeconds()));
            statement.setFetchSize(settings.load().pageRows());
            binding.bind(statement);
            T result;
            try (ResultSet rows = statement.executeQuery()) {
                result = reading.read(rows);
            }
            connection.commit();
            return result;
        }
    }

    private boolean isAlive() {
        try {
            if (connection.isValid(CONNECT_TIMEOUT_SECONDS)) {
                connection.rollback();
                return true;
            }
            return false;
        } catch (SQLException e) {
            // Then it is not.
            return false;
        }
    }

    private SourceException refused(String what, SQLException cause) {
        return new SourceException(
                "database " + settings.address() + ": expected to read " + what + " as " + settings.user() + " within "
                        + settings.load().queryTimeout() + ", found SQL state " + cause.getSQLState(),
                cause);
    }

    /** Finds key and watermark of a table. */
    JdbcTable describe(String table) throws SourceException {
        JdbcSettings.Columns wanted = settings.columnsOf(table);
        String quoted = quotedTable(table);
        List<String> key = wanted.key().isEmpty() ? primaryKey(table) : wanted.key();
        return query("table " + table, "SELECT * FROM " + quoted + " WHERE 1 = 0", statement -> {}, rows -> {
                    ResultSetMetaData columns = rows.getMetaData();
                    List<JdbcTable.Column> all = new ArrayList<>();
                    for (int index = 1; index <= columns.getColumnCount(); index++) {
                        all.add(column(columns, columns.getColumnLabel(index)));
                    }
                    List<JdbcTable.Column> keyColumns = new ArrayList<>();
                    for (String name : key) {
                        keyColumns.add(column(columns, name));
                    }
                    JdbcTable.Column watermark = column(columns, wanted.watermark());
                    Watermark.Kind kind = watermark.index() == 0
                            ? Watermark.Kind.NUMBER
                            : Watermark.kindOf(columns.getColumnType(watermark.index()))
                                    .orElse(null);
                    return new Description(all, keyColumns, watermark, Optional.ofNullable(kind));
                })
                .toTable(this, table, quoted);
    }

    /** What was found of a table; a column with index 0 is not there. */
    private record Description(
            List<JdbcTable.Column> all,
            List<JdbcTable.Column> key,
            JdbcTable.Column watermark,
            Optional<Watermark.Kind> kind) {
        JdbcTable toTable(JdbcDatabase database, String table, String quoted) throws SourceException {
            String where = "database " + database.settings.address() + ", table " + table + ": ";
            if (key.isEmpty()) {
                throw new SourceException(where
                        + "expected a primary key, found none; name columns that tell rows apart with the setting key");
            }
            List<String> missing = Stream.concat(key.stream(), Stream.of(watermark))
                    .filter(column -> column.index() == 0)
                    .map(JdbcTable.Column::name)
                    .toList();
            if (!missing.isEmpty()) {
                throw new SourceException(where + "expected the columns of the settings, found none named " + missing);
            }
            return new JdbcTable(
                    table,
                    quoted,
                    all,
                    key,
                    watermark,
                    kind.orElseThrow(() -> new SourceException(where + "expected the watermark column "
                            + watermark.name() + " to hold times or whole numbers, found another type")));
        }
    }

    private JdbcTable.Column column(ResultSetMetaData columns, String name) throws SQLException {
        for (int index = 1; index <= columns.getColumnCount(); index++) {
            if (columns.getColumnLabel(index).equalsIgnoreCase(name)) {
                String label = columns.getColumnLabel(index);
                return new JdbcTable.Column(label, quoted(label), index);
            }
        }
        return new JdbcTable.Column(name, quoted(name), 0);
    }

    private List<String> primaryKey(String table) throws SourceException {
        String[] parts = table.split("\\.", -1);
        String name = parts[parts.length - 1];
        String qualifier = parts.length > 1 ? parts[parts.length - 2] : null;
        try {
            DatabaseMetaData meta = connection.getMetaData();
            boolean qualifierIsCatalog = !meta.supportsSchemasInTableDefinitions();
            TreeMap<Integer, String> columns = new TreeMap<>();
            try (ResultSet keys = meta.getPrimaryKeys(
                    qualifierIsCatalog ? qualifier : null, qualifierIsCatalog ? null : qualifier, name)) {
                while (keys.next()) {
                    columns.put(keys.getInt("KEY_SEQ"), keys.getString("COLUMN_NAME"));
                }
            }
            connection.commit();
            return List.copyOf(columns.values());
        } catch (SQLException e) {
            throw refused("the primary key of table " + table, e);
        }
    }

    private String quotedTable(String table) {
        return Arrays.stream(table.split("\\.", -1)).map(this::quoted).collect(Collectors.joining("."));
    }

    private String quoted(String identifier) {
        return quote.isEmpty() ? identifier : quote + identifier.replace(quote, quote + quote) + quote;
    }

    private void closeQuietly() {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing was written over it.
            LOG.debug("Connection was closed uncleanly: database={}", settings.address(), e);
        }
    }

    @Override
    public void close() {
        closeQuietly();
    }
}
