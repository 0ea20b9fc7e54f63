package org.huzheng.adapter.run;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Map;
import org.huzheng.identity.ResidentIdentityNumber;

/** A household department's own database: a real PostgreSQL with the demo's tables. */
final class HouseholdRegister implements AutoCloseable {
    private static final String DIGITS = "〇一二三四五六七八九";

    private final EmbeddedPostgres server;

    private HouseholdRegister(EmbeddedPostgres server) {
        this.server = server;
    }

    static HouseholdRegister start() throws IOException, SQLException {
        HouseholdRegister register = new HouseholdRegister(EmbeddedPostgres.builder()
                .setServerConfig("wal_level", "logical")
                .start());
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
                "household.port", String.valueOf(server.getPort()),
                "household.database", "postgres",
                "household.user", "household_capture",
                "household.password", "none is asked for here");
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
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
    }
}
