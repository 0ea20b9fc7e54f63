package org.huzheng.adapter.source.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.capture.CaptureContract;
import org.huzheng.adapter.source.capture.LostLog;
import org.huzheng.adapter.testkit.DatabaseExtension;
import org.huzheng.adapter.testkit.MariaDbServer;
import org.huzheng.adapter.testkit.RegisterRow;
import org.huzheng.adapter.testkit.SourceReading;
import org.huzheng.adapter.testkit.SourceSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on the changes a real MariaDB writes to its binary log, and what happens when that log loses some. */
class MariaDbContractIT extends CaptureContract {
    private static final RegisterRow STAYS = RegisterRow.of(1, "甲");

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
        database.put(STAYS);
        try (SourceReading reading = SourceReading.begin(database)) {
            reading.readUntilHolds(STAYS);
            reading.readUntilNow();
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
