package org.huzheng.adapter.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.testkit.DatabaseSystem;
import org.huzheng.adapter.testkit.RegisterRow;
import org.huzheng.adapter.testkit.SourceContract;
import org.huzheng.adapter.testkit.SourceReading;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every capture of a database's changes promises beside that. */
public abstract class CaptureContract extends SourceContract {
    /** Statements after which column {@code place} is the primary key of the table instead of {@code id}, and the log holds whole rows. */
    protected abstract String[] keyedByPlace();

    private SourceReading keyedByPlaceWithOneRow() throws Exception {
        DatabaseSystem database = (DatabaseSystem) system();
        database.execute(keyedByPlace());
        database.execute("INSERT INTO entry (id, name, note, place) VALUES (1, '甲', '备注1', 7)");
        SourceReading reading = SourceReading.begin(database);
        reading.readUntilHolds(RegisterRow.of(1, "甲"));
        reading.readUntilNow();
        return reading;
    }

    @Test
    void shouldTakeARecordThatStaysUnderAnotherKeyForChangedNotForGone() throws Exception {
        // Given
        try (SourceReading reading = keyedByPlaceWithOneRow()) {
            // When
            ((DatabaseSystem) system()).execute("UPDATE entry SET place = 8, name = '乙' WHERE id = 1");
            reading.readUntilHolds(RegisterRow.of(1, "乙"));
            reading.readUntilNow();

            // Then
            assertThat(deletionsOf(reading)).isEmpty();
        }
    }

    @Test
    void shouldTakeARecordThatIsDeletedAndInsertedInOneTransactionForChangedNotForGone() throws Exception {
        // Given
        try (SourceReading reading = SourceReading.of(system(), RegisterRow.of(1, "甲"), RegisterRow.of(2, "乙"))) {
            // When
            ((DatabaseSystem) system())
                    .execute(
                            "START TRANSACTION",
                            "DELETE FROM entry WHERE id IN (1, 2)",
                            "INSERT INTO entry (id, name, note) VALUES (1, '丙', '备注1')",
                            "COMMIT");
            reading.readUntilHolds(RegisterRow.of(1, "丙"));
            reading.readUntil("the removal", () -> reading.saysRemoved("2"));
            reading.readUntilNow();

            // Then
            assertThat(deletionsOf(reading)).containsExactly("2");
        }
    }

    @Test
    void shouldSayThatARecordIsGoneThatIsDeletedAndInsertedInTwoTransactions() throws Exception {
        // Given
        try (SourceReading reading = SourceReading.of(system(), RegisterRow.of(1, "甲"))) {
            // When
            ((DatabaseSystem) system())
                    .execute("DELETE FROM entry WHERE id = 1", "INSERT INTO entry (id, name) VALUES (1, '丙')");
            reading.readUntilHolds(new RegisterRow("1", "丙", null));
            reading.readUntilNow();

            // Then
            assertThat(deletionsOf(reading)).containsExactly("1");
        }
    }

    @Test
    void shouldSayThatARecordIsGoneWhoseRowBecomesAnother() throws Exception {
        // Given
        try (SourceReading reading = keyedByPlaceWithOneRow()) {
            // When: the primary key stays
            ((DatabaseSystem) system()).execute("UPDATE entry SET id = 2, note = '备注2' WHERE place = 7");
            reading.readUntilHolds(RegisterRow.of(2, "甲"));
            reading.readUntilNow();

            // Then
            assertThat(deletionsOf(reading)).containsExactly("1");
        }
    }

    @Test
    void shouldSayThatARecordIsGoneWhenAnotherTakesItsRow() throws Exception {
        // Given
        try (SourceReading reading = keyedByPlaceWithOneRow()) {
            // When
            ((DatabaseSystem) system()).execute("UPDATE entry SET place = 8, id = 2, note = '备注2' WHERE id = 1");
            reading.readUntilHolds(RegisterRow.of(2, "甲"));
            reading.readUntilNow();

            // Then
            assertThat(reading.saysRemoved("1")).isTrue();
            assertThat(reading.saysRemoved("2")).isFalse();
        }
    }

    /** Ids of the records that were said to be deleted. */
    protected static List<@Nullable String> deletionsOf(SourceReading reading) {
        return reading.items().stream()
                .filter(item -> item instanceof SourceRow row && row.operation() == Operation.DELETE)
                .<@Nullable String>map(item -> ((SourceRow) item).values().get("id"))
                .toList();
    }

    private static long readingsOf(SourceReading reading, String id) {
        return reading.items().stream()
                .filter(item -> item instanceof SourceRow row
                        && row.operation() == Operation.READ
                        && id.equals(row.values().get("id")))
                .count();
    }

    @Test
    void shouldReadEverythingAnewInDoubtAlsoWhereItStandsInTheLog() throws Exception {
        // Given
        system().put(RegisterRow.of(1, "甲"), RegisterRow.of(2, "乙"));
        try (SourceReading reading = SourceReading.begin(system())) {
            reading.readUntilHolds(RegisterRow.of(1, "甲"), RegisterRow.of(2, "乙"));
            reading.readUntilNow();
            reading.reopen();
            reading.readUntilNow();
            long before = readingsOf(reading, "1");

            // When
            reading.reopenInDoubt();
            reading.readUntil("the row again", () -> readingsOf(reading, "1") > before);
            reading.readUntilNow();

            // Then
            assertThat(before).isEqualTo(1);
            assertThat(readingsOf(reading, "2")).isEqualTo(2);
            assertThat(reading.contradictions()).isEmpty();
        }
    }
}
