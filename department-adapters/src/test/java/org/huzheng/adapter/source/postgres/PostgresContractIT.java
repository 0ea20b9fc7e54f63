package org.huzheng.adapter.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.stream.IntStream;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.capture.CaptureContract;
import org.huzheng.adapter.testkit.DatabaseExtension;
import org.huzheng.adapter.testkit.DatabaseSystem;
import org.huzheng.adapter.testkit.PostgresServer;
import org.huzheng.adapter.testkit.RegisterRow;
import org.huzheng.adapter.testkit.SourceReading;
import org.huzheng.adapter.testkit.SourceSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract on the changes a real PostgreSQL writes to its log. */
class PostgresContractIT extends CaptureContract {
    /** More than two batches. */
    private static final int COPIED = 5_000;

    @RegisterExtension
    static final DatabaseExtension<PostgresServer> DATABASE = DatabaseExtension.of(PostgresServer::start);

    @Override
    protected SourceSystem newSystem() throws SQLException {
        return CapturedPostgres.on(DATABASE.server());
    }

    @Override
    protected String[] keyedByPlace() {
        return new String[] {
            "ALTER TABLE entry DROP CONSTRAINT entry_pkey, ADD COLUMN place int PRIMARY KEY, ADD UNIQUE (id)",
            "ALTER TABLE entry REPLICA IDENTITY FULL"
        };
    }

    @Test
    void shouldRefuseATableWhoseLogDoesNotSayWhichRecordWasDeleted() throws Exception {
        // Given: a primary key that says nothing of the record
        ((DatabaseSystem) system()).execute(keyedByPlace()[0]);

        // Then
        assertThatThrownBy(() -> SourceReading.begin(system()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("table public.entry: expected its log to say of a deleted row which record")
                .hasMessageContaining("by [id, place], found only [place]")
                .hasMessageContaining("ALTER TABLE entry REPLICA IDENTITY FULL");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            by an index that holds the record's id and not the key | ADD COLUMN place int PRIMARY KEY           | [id, place]
            by an index, and the table has no key                  | ADD COLUMN place int                       | all columns, since it has no primary key
            """)
    void shouldRefuseATableWhoseLogDoesNotSayWhichRowWasDeleted(String identified, String column, String needed)
            throws Exception {
        // Given
        ((DatabaseSystem) system())
                .execute(
                        "ALTER TABLE entry DROP CONSTRAINT entry_pkey, " + column,
                        "CREATE UNIQUE INDEX entry_id ON entry (id)",
                        "ALTER TABLE entry ALTER COLUMN id SET NOT NULL, REPLICA IDENTITY USING INDEX entry_id");

        // Then
        assertThatThrownBy(() -> SourceReading.begin(system()))
                .as(identified)
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("which record it was, by " + needed + ", found only [id]")
                .hasMessageContaining("ALTER TABLE entry REPLICA IDENTITY FULL");
    }

    @Test
    void shouldTakeARecordThatMovesToAnotherPartitionForChangedNotForGone() throws Exception {
        // Given
        CapturedPostgres partitioned = CapturedPostgres.on(
                DATABASE.server(),
                "CREATE TABLE entry (id bigint, name text NOT NULL, note text, place int, PRIMARY KEY (id, place))"
                        + " PARTITION BY LIST (place)",
                "CREATE TABLE entry_7 PARTITION OF entry FOR VALUES IN (7)",
                "CREATE TABLE entry_8 PARTITION OF entry FOR VALUES IN (8)",
                "INSERT INTO entry VALUES (1, '甲', '备注1', 7)");
        try (partitioned;
                SourceReading reading = SourceReading.begin(partitioned)) {
            reading.readUntilHolds(RegisterRow.of(1, "甲"));
            reading.readUntilNow();

            // When
            partitioned.execute("UPDATE entry SET place = 8, name = '乙' WHERE id = 1");
            reading.readUntilHolds(RegisterRow.of(1, "乙"));
            reading.readUntilNow();

            // Then
            assertThat(deletionsOf(reading)).isEmpty();
            assertThat(reading.lastRowOf("1").orElseThrow().values()).containsEntry("place", "8");
        }
    }

    @Test
    void shouldLoseNoRowOfACopyWhereverReadingEnds() throws Exception {
        // Given
        CapturedPostgres database = (CapturedPostgres) system();
        try (SourceReading reading = SourceReading.begin(database)) {
            reading.readUntilNow();

            // When: the server writes the rows of a page at one place of its log, and each batch is the last of a life
            database.copy(IntStream.rangeClosed(1, COPIED).mapToObj(id -> RegisterRow.of(id, "甲")));
            for (int life = 1; life <= 2; life++) {
                int before = reading.versionsPublished();
                reading.readUntil("a batch of rows", () -> reading.versionsPublished() > before);
                reading.reopen();
            }
            reading.readUntilNow();

            // Then
            assertThat(reading.versionsPublished()).isEqualTo(COPIED);
            assertThat(reading.contradictions()).isEmpty();
        }
    }

    @Test
    void shouldBelieveAMarkAlsoWhenItsOtherConnectionWasCut() throws Exception {
        // Given
        DatabaseSystem database = (DatabaseSystem) system();
        try (SourceReading reading = SourceReading.begin(database)) {
            reading.readUntilNow();

            // When
            database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'huzheng adapter' AND datname = current_database()");

            // Then
            reading.readUntilNow();
        }
    }
}
