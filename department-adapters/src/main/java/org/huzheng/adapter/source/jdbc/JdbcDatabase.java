package org.huzheng.adapter.source.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.huzheng.adapter.source.Causes;
import org.huzheng.adapter.source.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One read-only connection to a database that is polled, or looked at. Each query is a short transaction of its own, so that nothing is held open at the register. */
public final class JdbcDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcDatabase.class);
    private static final int CONNECT_TIMEOUT_SECONDS = 10;
    private static final String LOGIN_TIMEOUT = "loginTimeout";
    /** Beyond the query timeout, which the server keeps: after this the line itself is dead. */
    private static final Duration LINE_TIMEOUT_BEYOND = Duration.ofSeconds(10);

    private final JdbcSettings settings;
    private Connection connection;
    private final Dialect dialect;
    private final String quote;

    /** What is done with a query's rows. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /** Sets a query's parameters. */
    @FunctionalInterface
    public interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private JdbcDatabase(JdbcSettings settings, Connection connection) throws SQLException {
        this.settings = settings;
        this.connection = connection;
        DatabaseMetaData meta = connection.getMetaData();
        this.dialect = Dialect.of(meta.getDatabaseProductName());
        this.quote = meta.getIdentifierQuoteString().strip();
    }

    /**
     * Logs in.
     *
     * @throws SourceException if no driver takes the address, or the user cannot log in
     */
    public static JdbcDatabase connect(JdbcSettings settings) throws SourceException {
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
                    "database " + settings.address() + ": expected to log in as " + settings.user() + ", found "
                            + Causes.of(e),
                    e);
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
        Driver driver = DriverManager.getDriver(settings.url());
        for (DriverPropertyInfo property : driver.getPropertyInfo(settings.url(), login)) {
            // PostgreSQL's driver and its kin do not ask the driver manager, and wait for ever for a host that is
            // silent.
            if (property.name.equals(LOGIN_TIMEOUT)) {
                login.setProperty(LOGIN_TIMEOUT, String.valueOf(CONNECT_TIMEOUT_SECONDS));
            }
        }
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
    public <T> T query(String what, String sql, Binding binding, Reading<T> reading) throws SourceException {
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

    /** A table's name with the schema in front of it that the login has by default, or the database where there are no schemas. */
    public String inItsHome(String table) throws SourceException {
        try {
            String home = hasSchemas() ? connection.getSchema() : connection.getCatalog();
            connection.commit();
            return home == null || home.isBlank() ? table : home + "." + table;
        } catch (SQLException e) {
            throw refused("the schema or database of table " + table, e);
        }
    }

    private boolean hasSchemas() throws SQLException {
        return connection.getMetaData().supportsSchemasInTableDefinitions();
    }

    /** Columns of a table's primary key in their order; none where it has no primary key. */
    public List<String> primaryKey(String table) throws SourceException {
        try {
            TableName name = nameOf(table);
            TreeMap<Integer, String> columns = new TreeMap<>();
            try (ResultSet keys =
                    connection.getMetaData().getPrimaryKeys(name.catalog(), name.schema(), name.table())) {
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

    /**
     * Columns of which the database sees to it that no two rows of a table have the same values, one set for each such index of the whole table; none of a
     * view, and none where the driver cannot tell.
     */
    List<Set<String>> uniqueKeys(String table) {
        try {
            TableName name = inOwnHome(nameOf(table));
            List<Set<String>> found = UniqueIndexes.of(name, connection.getMetaData());
            connection.commit();
            return found;
        } catch (SQLException | AbstractMethodError e) {
            // Some drivers do not know indexes, and Oracle's none of a table whose name is quoted.
            LOG.debug("Indexes could not be read: database={} table={}", settings.address(), table, e);
            // What failed may have broken the transaction off. A connection that is lost shows at the next query.
            var unused = isAlive();
            return List.of();
        }
    }

    /** The table itself where nothing says whose it is, not another one's of the same name. */
    private TableName inOwnHome(TableName name) throws SQLException {
        if (!name.isAnywhere()) {
            return name;
        }
        return hasSchemas()
                ? new TableName(null, connection.getSchema(), name.table())
                : new TableName(connection.getCatalog(), null, name.table());
    }

    private TableName nameOf(String table) throws SQLException {
        String[] parts = table.split("\\.", -1);
        String qualifier = parts.length > 1 ? parts[parts.length - 2] : null;
        boolean schemas = hasSchemas();
        return new TableName(schemas ? null : qualifier, schemas ? qualifier : null, parts[parts.length - 1]);
    }

    /** A table's name as queries have it. */
    public String quotedTable(String table) {
        return Arrays.stream(table.split("\\.", -1)).map(this::quoted).collect(Collectors.joining("."));
    }

    String quoted(String identifier) {
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
