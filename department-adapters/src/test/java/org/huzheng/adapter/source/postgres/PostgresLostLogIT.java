package org.huzheng.adapter.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Instant;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.capture.LostLog;
import org.huzheng.adapter.testkit.DatabaseExtension;
import org.huzheng.adapter.testkit.PostgresServer;
import org.huzheng.adapter.testkit.RegisterRow;
import org.huzheng.adapter.testkit.SourceReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A replication slot that is gone, and a table that was emptied in one stroke: said, and read anew when told to. */
class PostgresLostLogIT {
    private static final RegisterRow STAYS = RegisterRow.of(1, "甲");

    @RegisterExtension
    static final DatabaseExtension<PostgresServer> DATABASE = DatabaseExtension.of(PostgresServer::start);

    @ParameterizedTest
    @CsvSource({"false, no such slot", "true, it was made anew"})
    void shouldSayThatTheSlotIsLostAndReadEverythingAnewWhenTold(boolean madeAnew, String found) throws Exception {
        try (CapturedPostgres database = CapturedPostgres.on(DATABASE.server())) {
            // Given
            SourceReading reading = SourceReading.of(database, STAYS, RegisterRow.of(2, "乙"), RegisterRow.of(3, "丙"));
            reading.close();

            // When: changes nobody will ever find in the log
            database.dropSlot();
            database.put(RegisterRow.of(2, "改"), RegisterRow.of(4, "丁"));
            database.remove("3");
            if (madeAnew) {
                database.execute("SELECT pg_create_logical_replication_slot('" + database.slot() + "', 'pgoutput')");
            }

            // Then
            assertThatThrownBy(reading::reopen)
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("replication slot " + database.slot())
                    .hasMessageContaining(found)
                    .hasMessageContaining("whenLogIsLost: snapshot");

            // And
            database.whenLogIsLost(LostLog.SNAPSHOT);
            reading.reopen();
            reading.readUntilHolds(STAYS, RegisterRow.of(2, "改"), RegisterRow.of(4, "丁"));
            reading.readUntilNow();
            assertThat(reading.saysRemoved("3")).isTrue();
            assertThat(reading.saysRemoved("1")).isFalse();
            assertThat(reading.versionsPublished()).isEqualTo(3 + 2);
            reading.close();
        }
    }

    @Test
    void shouldSayThatATableWasTruncatedAndReadEverythingAnewWhenTold() throws Exception {
        try (CapturedPostgres database = CapturedPostgres.on(DATABASE.server())) {
            // Given
            SourceReading reading = SourceReading.of(database, STAYS, RegisterRow.of(2, "乙"));

            // When: as a nightly reload does it
            database.execute("TRUNCATE entry");
            database.put(STAYS);

            // Then
            Throwable said = catchThrowable(reading::readUntilNow);
            assertThat(said)
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("table public.entry")
                    .hasMessageContaining("found TRUNCATE")
                    .hasMessageContaining("whenLogIsLost: snapshot");

            // And
            database.whenLogIsLost(LostLog.SNAPSHOT);
            reading.reopen();
            assertThat(catchThrowable(reading::readUntilNow)).hasMessageContaining("everything is read anew");
            reading.reopen();
            reading.readUntilNow();
            assertThat(reading.saysRemoved("1")).isFalse();
            assertThat(reading.saysRemoved("2")).isTrue();
            assertThat(reading.versionsPublished()).isEqualTo(2);
            reading.close();
        }
    }

    @Test
    void shouldSayOfATableMadeAnewWhileItIsCapturedThatChangesAreMissingAndNotThatAllIsRead() throws Exception {
        try (CapturedPostgres database = CapturedPostgres.on(DATABASE.server())) {
            // Given
            SourceReading reading = SourceReading.of(database, STAYS, RegisterRow.of(2, "乙"));

            // When: as a restored dump does it
            database.execute(
                    "DROP TABLE entry", "CREATE TABLE entry (id bigint PRIMARY KEY, name text NOT NULL, note text)");
            Instant madeAnew = Instant.now();
            database.put(STAYS);

            // Then
            assertThatThrownBy(reading::readUntilNow)
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("table public.entry")
                    .hasMessageContaining("made anew");
            assertThat(reading.committedBefore().orElseThrow()).isBefore(madeAnew);
            assertThatThrownBy(reading::reopen)
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("found that table public.entry was made anew")
                    .hasMessageContaining("whenLogIsLost: snapshot");

            // And
            database.whenLogIsLost(LostLog.SNAPSHOT);
            reading.reopen();
            reading.readUntilNow();
            assertThat(reading.saysRemoved("1")).isFalse();
            assertThat(reading.saysRemoved("2")).isTrue();
            reading.close();
        }
    }
}
