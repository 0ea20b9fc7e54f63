package org.huzheng.adapter.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huzheng.adapter.testkit.PostgresServer;
import org.huzheng.event.ChangeType;
import org.huzheng.household.Resident;
import org.huzheng.identity.ResidentIdentityNumber;

/** A household department's own database: a real PostgreSQL with the demo's tables. */
final class HouseholdRegister implements AutoCloseable {
    private static final String DATABASE = "postgres";
    private static final String DIGITS = "〇一二三四五六七八九";

    private final Path directory;
    private final PostgresServer server;

    private HouseholdRegister(Path directory, PostgresServer server) {
        this.directory = directory;
        this.server = server;
    }

    static HouseholdRegister start() throws IOException, SQLException {
        Path directory = Files.createTempDirectory("household");
        HouseholdRegister register = new HouseholdRegister(directory, PostgresServer.start(directory));
        register.execute(script("household.sql"));
        register.execute(script("capture.sql")
                .replace("${department}", "household")
                .replace("${tables}", "household.resident, household.identity_change"));
        return register;
    }

    private static String script(String name) throws IOException {
        return Files.readString(
                Path.of(System.getProperty("huzheng.root"), "deploy/src/main/resources/registers", name));
    }

    /** As the role that may replicate and read this schema, and nothing else. */
    Map<String, String> settings() {
        return Map.of(
                "household.host", "localhost",
                "household.port", String.valueOf(server.port()),
                "household.database", DATABASE,
                "household.user", "household_capture",
                "household.password", "none is asked for here");
    }

    /** A source that polls the tables, with settings of its own, one a line. */
    String polled(String... settings) {
        return String.join(
                "\n",
                "source:",
                "  kind: jdbc",
                "  url: " + url(),
                "  user: household_capture",
                "  password: none is asked for here",
                "  watermark: updated_at",
                "  lookBack: PT5S",
                "  pollInterval: PT0.1S",
                String.join("\n", settings),
                "");
    }

    /** Address for a source that reads the tables over JDBC. */
    String url() {
        return server.url(DATABASE);
    }

    /** Takes the database away as an operator would: connections are cut. */
    void stopServer() throws IOException {
        server.stop();
    }

    /** Brings it back on the same port, with what it held. */
    void startServer() throws IOException {
        server.start();
    }

    /** Cuts whatever the adapter has open, as a firewall or an administrator would; returns how many connections that were. */
    int cutConnections() throws SQLException {
        List<String> cut = server.texts(
                DATABASE, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'household_capture'");
        return cut.size();
    }

    /** Enters everybody from one number to another, both included. */
    void enterAll(int first, int last) throws SQLException {
        String[] statements = IntStream.rangeClosed(first, last)
                .mapToObj(entry -> insert(entry, number(entry)))
                .toArray(String[]::new);
        // One round trip: a population takes a second instead of ten.
        execute(String.join(";", statements));
    }

    /** Name by entry, as the table says now. */
    Map<Integer, String> names() throws SQLException {
        Map<Integer, String> names = new TreeMap<>();
        try (Connection connection = server.connect(DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT entry_id, name FROM household.resident")) {
            while (rows.next()) {
                names.put(rows.getInt(1), rows.getString(2));
            }
        }
        return names;
    }

    /** Name by entry, as the topic says: what was annulled last is no longer there. */
    static Map<Integer, String> namesIn(Published residents) {
        Map<Integer, String> names = new TreeMap<>();
        residents.last().forEach((entry, event) -> {
            if (event.header().getChangeType() != ChangeType.ANNULLED) {
                names.put(Integer.valueOf(entry), ((Resident) event.record()).getName());
            }
        });
        return names;
    }

    /** In one transaction. */
    void execute(String... statements) throws SQLException {
        try (Connection connection = server.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    /** Number of a woman, the same for the same sequence. */
    static String number(int person) {
        LocalDate birth = LocalDate.of(1950, 1, 1).plusDays(person / 400);
        return ResidentIdentityNumber.of("110105", birth, person % 400 * 2).value();
    }

    /** A name of its own for each number, in characters alone: 某一〇三. */
    static String nameOf(int number) {
        StringBuilder name = new StringBuilder("某");
        for (char digit : Integer.toString(number).toCharArray()) {
            name.append(DIGITS.charAt(digit - '0'));
        }
        return name.toString();
    }

    /** Renames many at once, each to a name of its own that begins so. */
    static String renameAll(int first, int last, String beginning) {
        return "UPDATE household.resident SET name = '" + beginning + "' || translate(entry_id::text, '0123456789', '"
                + DIGITS + "'), change_kind = '2', updated_at = now() WHERE entry_id BETWEEN " + first + " AND " + last;
    }

    static String insert(int entry, String number) {
        return insert(entry, number, "110105");
    }

    static String insert(int entry, String number, String region) {
        String birth = number.substring(6, 10) + "-" + number.substring(10, 12) + "-" + number.substring(12, 14);
        return "INSERT INTO household.resident(entry_id, id_number, name, sex, birth_date, household_no, head_id_number,"
                + " relation_code, life_status, region_code, registered_on, change_kind, updated_at) VALUES (" + entry
                + ", '"
                + number + "', '" + nameOf(entry) + "', '2', '" + birth + "', 'H" + entry + "', '" + number
                + "', '02', '0', '" + region + "', '1990-01-01', '1', now())";
    }

    static String rename(int entry, String name) {
        return "UPDATE household.resident SET name = '" + name
                + "', change_kind = '2', updated_at = now() WHERE entry_id = " + entry;
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
