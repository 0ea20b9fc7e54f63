package org.huzheng.adapter.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.testkit.DatabaseSystem;
import org.huzheng.adapter.testkit.RegisterRow;
import org.huzheng.adapter.testkit.SourceContract;
import org.huzheng.adapter.testkit.SourceReading;
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
            assertThat(reading.items())
                    .noneMatch(item -> item instanceof SourceRow row && row.operation() == Operation.DELETE);
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
