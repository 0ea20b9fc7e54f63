package org.huzheng.adapter.source.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.source.capture.CaptureContract;
import org.huzheng.adapter.source.capture.LostLog;
import org.huzheng.adapter.testkit.DatabaseExtension;
import org.huzheng.adapter.testkit.MariaDbServer;
import org.huzheng.adapter.testkit.RegisterRow;
import org.huzheng.adapter.testkit.SourceReading;
import org.huzheng.adapter.testkit.SourceSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract on the changes a real MariaDB writes to its binary log, and what happens when that log loses some. */
class MariaDbContractIT extends CaptureContract {
    private static final RegisterRow STAYS = RegisterRow.of(1, "甲");
    private static final int ROWS_OF_TRANSACTION = 30_000;
    private static final int ROWS_OF_STATEMENT = 100;
    /** More than the engine reads ahead, and not all. */
    private static final int READ_SINCE = 20_000;

    @RegisterExtension
    static final DatabaseExtension<MariaDbServer> DATABASE = DatabaseExtension.of(MariaDbServer::start);

    @Override
    protected SourceSystem newSystem() throws SQLException {
        return CapturedMariaDb.on(DATABASE.server());
    }

    @Override
    protected String[] keyedByPlace() {
        return new String[] {"ALTER TABLE entry DROP PRIMARY KEY, ADD COLUMN place int PRIMARY KEY, ADD UNIQUE (id)"};
    }

    @Test
    void shouldSayThatTheLogWasPurgedAndReadEverythingAnewWhenTold() throws Exception {
        shouldSayThatTheLogIsLost(CapturedMariaDb::purgeLog);
    }

    @Test
    void shouldSayThatTheLogWasResetAndReadEverythingAnewWhenTold() throws Exception {
        shouldSayThatTheLogIsLost(database -> database.execute("RESET MASTER"));
    }

    /** A reading that has come to a table with one row. */
    private static SourceReading readingOf(CapturedMariaDb database) throws Exception {
        database.put(STAYS);
        SourceReading reading = SourceReading.begin(database);
        reading.readUntilHolds(STAYS);
        reading.readUntilNow();
        return reading;
    }

    /** Versions of what was handed over of an id, in order. */
    private static List<SourceVersion> versionsOf(SourceReading reading, String id) {
        return reading.items().stream()
                .map(SourceRow.class::cast)
                .filter(row -> id.equals(row.values().get("id")))
                .map(SourceRow::version)
                .toList();
    }

    /** Loses the log of a server. */
    private interface Loss {
        void of(CapturedMariaDb database) throws Exception;
    }

    private void shouldSayThatTheLogIsLost(Loss loss) throws Exception {
        // Given
        CapturedMariaDb database = (CapturedMariaDb) system();
        database.put(STAYS, RegisterRow.of(2, "乙"), RegisterRow.of(3, "丙"));
        try (SourceReading reading = SourceReading.begin(database)) {
            reading.readUntilHolds(STAYS, RegisterRow.of(2, "乙"), RegisterRow.of(3, "丙"));
            reading.readUntilNow();
            reading.close();

            // When: changes nobody will ever find in the log
            database.put(RegisterRow.of(2, "改"), RegisterRow.of(4, "丁"));
            database.remove("3");
            loss.of(database);

            // Then
            assertThatThrownBy(reading::reopen)
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("binary log of jdbc:mariadb://" + database.address())
                    .hasMessageContaining("expected binlog.")
                    .hasMessageContaining("whenLogIsLost: snapshot");

            // And
            database.whenLogIsLost(LostLog.SNAPSHOT);
            reading.reopen();
            reading.readUntilHolds(STAYS, RegisterRow.of(2, "改"), RegisterRow.of(4, "丁"));
            reading.readUntilNow();
            assertThat(reading.saysRemoved("3")).isTrue();
            assertThat(reading.saysRemoved("1")).isFalse();
            assertThat(reading.versionsPublished()).isEqualTo(3 + 2);
        }
    }

    @Test
    void shouldReadEverythingAnewWhenColumnsChangedWhileItWasStopped() throws Exception {
        // Given
        CapturedMariaDb database = (CapturedMariaDb) system();
        try (SourceReading reading = readingOf(database)) {
            reading.close();

            // When: a row in the log with fewer columns than the table has when it is read
            database.put(RegisterRow.of(2, "乙"));
            database.execute("ALTER TABLE entry ADD COLUMN region varchar(6) AFTER id");
            database.execute("UPDATE entry SET region = '110105' WHERE id = 2");
            reading.reopen();
            reading.readUntilHolds(STAYS, RegisterRow.of(2, "乙"));
            reading.readUntilNow();

            // Then
            assertThat(reading.lastRowOf("2"))
                    .hasValueSatisfying(row -> assertThat(row.values()).containsEntry("region", "110105"));
            assertThat(reading.contradictions()).isEmpty();
        }
    }

    @Test
    void shouldLoseNothingOfATransactionInsideWhichTheConnectionWasLost() throws Exception {
        // Given: a transaction larger than what is read ahead of one that stores nothing
        CapturedMariaDb database = (CapturedMariaDb) system();
        try (SourceReading reading = readingOf(database)) {
            database.impatient(true);
            reading.reopen();
            reading.readUntilNow();
            List<String> statements = new ArrayList<>(List.of("START TRANSACTION"));
            for (int from = 1; from < ROWS_OF_TRANSACTION; from += ROWS_OF_STATEMENT) {
                statements.add("INSERT INTO entry SELECT seq, '名', NULL FROM seq_" + (from + 1) + "_to_"
                        + Math.min(from + ROWS_OF_STATEMENT, ROWS_OF_TRANSACTION));
            }
            statements.add("COMMIT");
            List<String> readers = database.readersOfLog();
            assertThat(readers).isNotEmpty();
            database.execute(statements.toArray(String[]::new));
            reading.readUntil(
                    "the transaction's first row", () -> reading.lastOf("2").isPresent());

            // When: nothing is read until the engine gives its connection up, and it comes back once there is room to
            // read on; who goes on from what it says afterwards begins behind the transaction
            database.awaitGivenUp(readers);
            Throwable said = catchThrowable(
                    () -> reading.readUntil("rows read since", () -> reading.versionsPublished() > READ_SINCE));
            database.impatient(false);
            reading.reopen();
            reading.readUntilNow();

            // Then
            assertThat(reading.versionsPublished()).isEqualTo(ROWS_OF_TRANSACTION);
            assertThat(said)
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("binary log of jdbc:mariadb://" + database.address())
                    .hasMessageContaining("expected each transaction once");
            assertThat(reading.contradictions()).isEmpty();
        }
    }

    @Test
    void shouldTellTheVersionsApartThatOneTransactionMakesOfARecord() throws Exception {
        // Given
        CapturedMariaDb database = (CapturedMariaDb) system();
        try (SourceReading reading = readingOf(database)) {

            // When
            database.execute(
                    "START TRANSACTION",
                    "UPDATE entry SET name = '一' WHERE id = 1",
                    "UPDATE entry SET name = '二' WHERE id = 1",
                    "INSERT INTO entry VALUES (2, '乙', NULL)",
                    "DELETE FROM entry WHERE id = 2",
                    "COMMIT");
            reading.readUntilHolds(RegisterRow.of(1, "二"));
            reading.readUntilNow();

            // Then
            assertThat(reading.versionsPublished()).isEqualTo(3 + 1);
            assertThat(reading.saysRemoved("2")).isTrue();
            assertThat(reading.contradictions()).isEmpty();
            assertThat(List.of("1", "2"))
                    .allSatisfy(
                            id -> assertThat(versionsOf(reading, id)).isSorted().doesNotHaveDuplicates());
        }
    }

    @ParameterizedTest
    @CsvSource({"log_bin_compress, ON, OFF", "binlog_row_image, MINIMAL, FULL", "binlog_format, MIXED, ROW"})
    void shouldNotSayThatItIsCompleteWhileRowsAreLoggedInAFormThatIsNotRead(String variable, String set, String wanted)
            throws Exception {
        // Given
        CapturedMariaDb database = (CapturedMariaDb) system();
        try (SourceReading reading = readingOf(database)) {
            try {
                // When
                database.execute("SET GLOBAL " + variable + " = '" + set + "'");
                Instant since = Instant.now();
                database.put(new RegisterRow("2", "乙".repeat(100), "长".repeat(100)));

                // Then: neither at a mark nor at the next start
                String found = variable + "=" + set;
                String remedy = "SET GLOBAL " + variable + " = '" + wanted + "'";
                assertThatThrownBy(reading::readUntilNow)
                        .isInstanceOf(SourceException.class)
                        .hasMessageContainingAll("database jdbc:mariadb://" + database.address(), found, remedy);
                assertThat(reading.committedBefore())
                        .hasValueSatisfying(before -> assertThat(before).isBefore(since));
                assertThatThrownBy(reading::reopen)
                        .isInstanceOf(SourceException.class)
                        .hasMessageContainingAll("database jdbc:mariadb://" + database.address(), found, remedy);
            } finally {
                database.execute("SET GLOBAL " + variable + " = '" + wanted + "'");
            }
        }
    }

    /** What a session writes then nobody can tell from the log; docs/sources-database.md says that it takes a privilege. */
    @ParameterizedTest
    @ValueSource(strings = {"binlog_format = 'STATEMENT'", "binlog_row_image = 'MINIMAL'", "sql_log_bin = 0"})
    void shouldBeSafeFromSessionsOfUsersWithoutThePrivilege(String set) throws Exception {
        // Given
        CapturedMariaDb database = (CapturedMariaDb) system();
        try (Connection connection = database.connectWithoutPrivileges();
                Statement statement = connection.createStatement()) {
            // When, then
            assertThatThrownBy(() -> statement.execute("SET SESSION " + set))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("BINLOG ADMIN");
        }
    }

    @Test
    void shouldSayHowFarItIsWhileOnlyOtherTablesChange() throws Exception {
        // Given
        CapturedMariaDb database = (CapturedMariaDb) system();
        database.put(STAYS);
        try (SourceReading reading = SourceReading.begin(database)) {
            reading.readUntilHolds(STAYS);

            // When
            database.execute("INSERT INTO unmapped VALUES (1), (2)", "FLUSH BINARY LOGS");

            // Then
            reading.readUntilNow();
            assertThat(reading.versionsPublished()).isEqualTo(1);
        }
    }
}
