package org.huzheng.deploy.registers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.huzheng.broker.embedded.AddressBook;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.population.Change;
import org.huzheng.deploy.population.Correction;
import org.huzheng.deploy.population.Population;

/**
 * The PostgreSQL server in which the household and the property department keep their registers, each in a database of its own: real, on a data
 * directory that lasts, with logical decoding. Every role signs in with a password (SCRAM-SHA-256); a department's adapter may read its own
 * schema only, household's replicate it too, its clerk may write it.
 */
public final class DepartmentDatabase implements AutoCloseable {
    private static final String SUPERUSER = "postgres";
    private static final String MAINTENANCE = "postgres";
    private static final String HOST = "localhost";
    private static final List<Register> REGISTERS = List.of(
            new Register(Department.HOUSEHOLD, "household_capture", "capture.sql"),
            new Register(Department.PROPERTY, "property_reader", "reader.sql"));
    private static final Duration STARTUP_WAIT = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;
    private final UnaryOperator<String> passwordOfRole;

    /**
     * A department's register.
     *
     * @param department whose it is; database, schema and table definition are named like it
     * @param adapterRole role of its adapter
     * @param grants script that makes the roles and says what they may do
     */
    private record Register(Department department, String adapterRole, String grants) {
        String clerk() {
            return department.code() + "_clerk";
        }

        List<RegisterSource> tables() {
            return RegisterSource.of(RegisterSource.Medium.TABLE).stream()
                    .filter(table -> table.department().equals(department))
                    .toList();
        }
    }

    /** When a change was committed: by the calendar, and by {@link System#nanoTime()} for measuring from. */
    public record Committed(Instant at, long nanoTime) {}

    private DepartmentDatabase(EmbeddedPostgres server, UnaryOperator<String> passwordOfRole) {
        this.server = server;
        this.passwordOfRole = passwordOfRole;
    }

    /**
     * Starts the server on a directory, made if it is not there; a server a killed process left running on it is stopped first. Tables, roles
     * and publications are brought about if they are not there.
     *
     * @param directory the server's own directory
     * @param passwordOfRole password of a role, the same at every start on that directory
     */
    public static DepartmentDatabase start(Path directory, UnaryOperator<String> passwordOfRole)
            throws IOException, SQLException {
        Path data = directory.resolve("data").toAbsolutePath();
        Files.createDirectories(data.getParent());
        OrphanedServer.stop(data);
        boolean isNew = !Files.exists(data.resolve("postgresql.conf"));
        Path log = directory.resolve("postgresql.log");
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(AddressBook.in(directory).portOf("postgres", 0))
                .setPGStartupWait(STARTUP_WAIT)
                // Whoever starts it closes it, after those who read from it.
                .setRegisterShutdownHook(false)
                // The library turns it off for speed; what departments committed must outlast a crash.
                .setServerConfig("fsync", "on")
                .setServerConfig("wal_level", "logical")
                .setServerConfig("max_wal_senders", "8")
                .setServerConfig("max_replication_slots", "8")
                .setServerConfig("listen_addresses", HOST)
                .setServerConfig("password_encryption", "scram-sha-256")
                .setConnectConfig("password", passwordOfRole.apply(SUPERUSER))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        DepartmentDatabase database = new DepartmentDatabase(server, passwordOfRole);
        try {
            database.bringAbout();
            if (isNew) {
                database.requirePasswords(data);
            }
            return database;
        } catch (IOException | SQLException e) {
            server.close();
            throw e;
        }
    }

    /** Host the server listens on. */
    public String host() {
        return HOST;
    }

    /** Port the server listens on. */
    public int port() {
        return server.getPort();
    }

    /** Address of a department's database for JDBC. */
    public String url(Department department) {
        return "jdbc:postgresql://" + HOST + ":" + port() + "/" + databaseOf(department);
    }

    /** Name of a department's database. */
    public static String databaseOf(Department department) {
        return department.code();
    }

    /** Role of a department's adapter. */
    public static String adapterRole(Department department) {
        return registerOf(department).adapterRole();
    }

    /** Password of {@link #adapterRole(Department)}. */
    public String adapterPassword(Department department) {
        return passwordOfRole.apply(adapterRole(department));
    }

    /** A connection as the department's clerk, who may read and write its register. */
    public Connection clerk(Department department) throws SQLException {
        return connect(registerOf(department).clerk(), databaseOf(department));
    }

    /** Writes a population's rows, dirt included, in one transaction a database; nothing where rows are there already. */
    public void load(Population population, DirtyRows dirt) throws IOException, SQLException {
        for (Register register : REGISTERS) {
            try (Connection connection = connect(SUPERUSER, databaseOf(register.department()))) {
                connection.setAutoCommit(false);
                for (RegisterSource source : register.tables()) {
                    if (rows(connection, source) == 0) {
                        BulkLoad.copy(connection, source, dirt.rowsOf(source, population));
                    }
                }
                connection.commit();
            }
        }
    }

    /** Corrects the mother an entry states, as a clerk would. */
    public Committed correct(Correction correction) throws SQLException {
        String sql =
                "UPDATE household.resident SET mother_id_number = ?, mother_name = ?, change_kind = ?, change_reason = ?,"
                        + " legal_basis = ?, updated_at = now() WHERE entry_id = ?";
        try (Connection connection = clerk(Department.HOUSEHOLD);
                PreparedStatement update = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            update.setString(1, correction.motherAfter().number().value());
            update.setString(2, correction.motherAfter().name());
            update.setString(3, RegisterRows.change(Change.CORRECTED));
            update.setString(4, correction.reason());
            update.setString(5, "户口登记条例");
            update.setLong(6, correction.entryId());
            int changed = update.executeUpdate();
            if (changed != 1) {
                throw new SQLException(
                        "entry " + correction.entryId() + ": expected one row to correct, found " + changed);
            }
            connection.commit();
            return new Committed(Instant.now(), System.nanoTime());
        }
    }

    /** How many rows each table has. */
    public Map<RegisterSource, Long> rows() throws SQLException {
        Map<RegisterSource, Long> counts = new EnumMap<>(RegisterSource.class);
        for (Register register : REGISTERS) {
            try (Connection connection = connect(SUPERUSER, databaseOf(register.department()))) {
                for (RegisterSource source : register.tables()) {
                    counts.put(source, rows(connection, source));
                }
            }
        }
        return counts;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void bringAbout() throws SQLException {
        for (Register register : REGISTERS) {
            String code = register.department().code();
            makeDatabase(databaseOf(register.department()));
            try (Connection connection = connect(SUPERUSER, databaseOf(register.department()));
                    Statement statement = connection.createStatement()) {
                statement.execute(Layout.resource(code + ".sql"));
                String tables =
                        register.tables().stream().map(RegisterSource::place).collect(Collectors.joining(", "));
                statement.execute(Layout.resource(register.grants())
                        .replace("${department}", code)
                        .replace("${tables}", tables));
            }
        }
    }

    private void makeDatabase(String name) throws SQLException {
        try (Connection connection = connect(SUPERUSER, MAINTENANCE);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
            if (!found.next()) {
                statement.execute("CREATE DATABASE " + name);
            }
        }
    }

    /** A new server trusts everybody on this machine: from here on every role needs its password. */
    private void requirePasswords(Path data) throws IOException, SQLException {
        try (Connection connection = connect(SUPERUSER, MAINTENANCE);
                Statement statement = connection.createStatement()) {
            for (Register register : REGISTERS) {
                setPassword(statement, register.adapterRole());
                setPassword(statement, register.clerk());
            }
            setPassword(statement, SUPERUSER);
            Files.writeString(data.resolve("pg_hba.conf"), Layout.resource("pg_hba.conf"));
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private void setPassword(Statement statement, String role) throws SQLException {
        String password = passwordOfRole.apply(role);
        if (!password.matches("[A-Za-z0-9_-]{16,}")) {
            throw new SQLException(
                    "password of " + role + ": expected 16 or more letters, digits, - and _, found another form");
        }
        statement.execute("ALTER ROLE " + role + " PASSWORD '" + password + "'");
    }

    private Connection connect(String role, String database) throws SQLException {
        return server.getDatabase(role, database, Map.of("password", passwordOfRole.apply(role)))
                .getConnection();
    }

    private static Register registerOf(Department department) {
        return REGISTERS.stream()
                .filter(register -> register.department().equals(department))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "department: expected one with a database, found " + department.code()));
    }

    private static long rows(Connection connection, RegisterSource table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table.place())) {
            count.next();
            return count.getLong(1);
        }
    }
}
