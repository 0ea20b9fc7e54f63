package org.huzheng.adapter.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.source.RowTally;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.capture.LostLog;
import org.huzheng.adapter.testkit.DatabaseExtension;
import org.huzheng.adapter.testkit.PostgresServer;
import org.huzheng.adapter.testkit.RegisterRow;
import org.huzheng.adapter.testkit.SourceReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a snapshot holds: all of every mapped table, as of one moment. */
class PostgresSnapshotIT {
    private static final RegisterRow STAYS = RegisterRow.of(1, "甲");
    private static final String TABLE = "CREATE TABLE entry (id bigint PRIMARY KEY, name text NOT NULL, note text)";
    /** More than the engine reads ahead of what is stored. */
    private static final int MANY = 40_000;

    @RegisterExtension
    static final DatabaseExtension<PostgresServer> DATABASE = DatabaseExtension.of(PostgresServer::start);

    @Test
    void shouldSayThatATableWasMadeAnewAndReadItWholeWhenTold() throws Exception {
        try (CapturedPostgres database = CapturedPostgres.on(DATABASE.server(), TABLE)) {
            // Given
            database.put(STAYS, RegisterRow.of(2, "乙"));
            try (SourceReading reading = SourceReading.begin(database)) {
                reading.readUntilHolds(STAYS, RegisterRow.of(2, "乙"));
                reading.readUntilNow();
                reading.close();

                // When: as restoring from a backup does it
                database.execute("DROP TABLE entry", TABLE);
                database.put(STAYS, RegisterRow.of(3, "丙"));

                // Then
                assertThatThrownBy(reading::reopen)
                        .isInstanceOf(SourceException.class)
                        .hasMessageContaining("table public.entry was made anew")
                        .hasMessageContaining("whenLogIsLost: snapshot");

                // And
                database.whenLogIsLost(LostLog.SNAPSHOT);
                reading.reopen();
                reading.readUntilHolds(STAYS, RegisterRow.of(3, "丙"));
                reading.readUntilNow();
                assertThat(reading.saysRemoved("1")).isFalse();
                assertThat(reading.saysRemoved("2")).isTrue();
                assertThat(reading.versionsPublished()).isEqualTo(3);
            }
        }
    }

    @Test
    void shouldReadATableWholeThatIsMappedLater() throws Exception {
        try (CapturedPostgres database =
                CapturedPostgres.on(DATABASE.server(), TABLE, "CREATE TABLE later (LIKE entry INCLUDING ALL)")) {
            // Given
            database.put(STAYS);
            database.execute("INSERT INTO later VALUES (5, '戊', '备注5')");
            try (SourceReading reading = SourceReading.begin(database)) {
                reading.readUntilHolds(STAYS);
                reading.readUntilNow();
                reading.close();

                // When
                database.mapAlso("public.later");
                reading.reopen();

                // Then
                reading.readUntilHolds(RegisterRow.of(5, "戊"));
                reading.readUntilNow();
                assertThat(reading.saysRemoved("1")).isFalse();
                assertThat(reading.versionsPublished()).isEqualTo(2);
            }
        }
    }

    @Test
    void shouldKeepEveryTableAsItIsUntilAllHaveBeenRead() throws Exception {
        try (CapturedPostgres database = CapturedPostgres.on(
                DATABASE.server(), TABLE, "CREATE TABLE other (id bigint PRIMARY KEY, note text)")) {
            // Given: a snapshot in the middle of its first table
            database.execute(
                    "INSERT INTO entry SELECT row, '甲', '' FROM generate_series(1, " + MANY + ") row",
                    "INSERT INTO other SELECT row, '' FROM generate_series(1, " + MANY + ") row");
            List<String> tables = List.of("public.entry", "public.other");
            SourceOpening opening = new SourceOpening(
                    "contract",
                    tables,
                    Optional.empty(),
                    Duration.ofSeconds(1),
                    RowTally.none(),
                    new SourceOpening.Mapped(
                            "contract",
                            Map.of(tables.get(0), List.of("id"), tables.get(1), List.of("id")),
                            Map.of(),
                            "contract"));
            try (Source source = database.settings().open(opening)) {
                await().pollInSameThread()
                        .until(() ->
                                !source.poll(Duration.ofMillis(100)).items().isEmpty());

                // When: rewritten now, the table not yet read would look empty
                for (String table : tables) {
                    assertThatThrownBy(() -> database.execute(
                                    "SET lock_timeout = '500ms'",
                                    "ALTER TABLE " + table + " ALTER COLUMN note TYPE varchar(9)"))
                            // Then
                            .as(table)
                            .hasMessageContaining("lock timeout");
                }
            }
        }
    }
}
