package org.huzheng.adapter.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huzheng.adapter.pace.Pace;
import org.huzheng.adapter.pace.PacedSource;
import org.huzheng.adapter.pace.QuietHours;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.testkit.DatabaseExtension;
import org.huzheng.adapter.testkit.PostgresServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is particular to polling: a line that is cut, a clock that goes back, a table that grows ahead of its time. */
// over 300 lines: one table and one source; what a look must not miss is told side by side
class JdbcSourceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final DatabaseExtension<PostgresServer> DATABASE = DatabaseExtension.of(PostgresServer::start);

    private String database;

    @BeforeEach
    void makeTable() throws SQLException {
        database = EntryTable.make(
                DATABASE.server(), "id bigint PRIMARY KEY, name text", "CREATE INDEX ON entry (updated_at)");
    }

    private JdbcSettings settings(int pageRows) {
        return settings(pageRows, Optional.empty());
    }

    private JdbcSettings settings(int pageRows, Optional<String> clockQuery) {
        return new JdbcSettings(
                DATABASE.server().url(database),
                PostgresServer.USER,
                "",
                new JdbcSettings.Columns("updated_at", List.of()),
                Map.of(),
                Duration.ofSeconds(5),
                1,
                Duration.ofMillis(50),
                new JdbcSettings.FullReads(Optional.empty(), DisappearedMax.DEFAULT),
                new JdbcSettings.Load(pageRows, Duration.ofSeconds(5)),
                clockQuery);
    }

    private static Source open(JdbcSettings settings) throws SourceException {
        return open(settings, Optional.empty());
    }

    private static Source open(JdbcSettings settings, Optional<String> position) throws SourceException {
        return EntryTable.open(EntryTable.NAME, settings, position);
    }

    /** Polls until a row of this name came; returns the ids of all that came. */
    private static Set<String> readUntil(Source source, String name) throws Exception {
        Set<String> ids = new HashSet<>();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            SourceBatch batch = source.poll(Duration.ofMillis(50));
            boolean came = false;
            for (SourceItem item : batch.items()) {
                if (item instanceof SourceRow row) {
                    ids.add(String.valueOf(row.values().get("id")));
                    came |= name.equals(row.values().get("name"));
                }
            }
            source.committed(
                    batch,
                    batch.items().stream()
                            .<RowOutcome>map(item -> new RowOutcome.Published())
                            .toList());
            if (came) {
                return ids;
            }
        }
        throw new AssertionError("no row named " + name + " came in " + PATIENCE);
    }

    @Test
    void shouldReadOnWhenTheConnectionIsCutInTheMiddleOfTheFirstRead() throws Exception {
        // Given
        DATABASE.server()
                .execute(
                        database,
                        "INSERT INTO entry SELECT n, 'row' || n, now() - interval '1 hour' FROM generate_series(1, 1000) n");
        try (Source source = open(settings(50))) {
            Set<String> ids = readUntil(source, "row100");

            // When
            DATABASE.server()
                    .execute(
                            "postgres",
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database
                                    + "' AND pid <> pg_backend_pid()");
            ids.addAll(readUntil(source, "row1000"));

            // Then
            assertThat(ids).hasSize(1000);
        }
    }

    @Test
    void shouldSeeAChangeStampedByAClockThatWentBackADay() throws Exception {
        // Given: a row stamped with tomorrow's time stands for the clock before it is set back
        DATABASE.server()
                .execute(
                        database,
                        "INSERT INTO entry VALUES (1, 'stamped by the wrong clock', now() + interval '1 day')",
                        "INSERT INTO entry VALUES (2, 'old', now() - interval '1 day')");
        try (Source source = open(settings(50))) {
            readUntil(source, "stamped by the wrong clock");

            // When
            DATABASE.server().execute(database, "UPDATE entry SET name = 'changed', updated_at = now() WHERE id = 2");
            readUntil(source, "changed");
            DATABASE.server().execute(database, "UPDATE entry SET name = 'mended', updated_at = now() WHERE id = 1");
            Set<String> ids = readUntil(source, "mended");

            // Then
            assertThat(ids).contains("1");
        }
    }

    @Test
    void shouldHandOverARowThatMovesToAnotherTableAsItIs() throws Exception {
        // Given: a row that was looked at lately, and a table for rows that are done with
        DATABASE.server()
                .execute(
                        database,
                        "CREATE TABLE entry_closed (id bigint PRIMARY KEY, name text, updated_at timestamptz NOT NULL)",
                        "INSERT INTO entry VALUES (1, 'closed', now())");
        try (Source source = settings(50)
                .open(new SourceOpening(
                        "contract",
                        List.of("public.entry", "public.entry_closed"),
                        Optional.empty(),
                        Duration.ofMillis(200)))) {
            readUntil(source, "closed");
            DATABASE.server().execute(database, "INSERT INTO entry VALUES (2, 'next', now())");
            readUntil(source, "next");

            // When
            DATABASE.server()
                    .execute(
                            database,
                            "WITH moved AS (DELETE FROM entry WHERE id = 1 RETURNING *) INSERT INTO entry_closed SELECT * FROM"
                                    + " moved");

            // Then
            assertThat(readUntil(source, "closed")).containsExactly("1");
        }
    }

    /** Polls until a full read has ended; returns the names of all rows that came in it. */
    private static Set<String> readWhole(Source source) throws Exception {
        Set<String> names = new HashSet<>();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            SourceBatch batch = source.poll(Duration.ofMillis(50));
            batch.items().forEach(item -> names.add(((SourceRow) item).values().get("name")));
            if (batch.snapshot().flatMap(SourceBatch.Snapshot::endedAt).isPresent()) {
                return names;
            }
        }
        throw new AssertionError("no full read ended in " + PATIENCE);
    }

    @Test
    void shouldFindARowInAFullReadThatMovesBehindThePageBeingRead() throws Exception {
        // Given
        DATABASE.server()
                .execute(
                        database,
                        "INSERT INTO entry SELECT 10 * n, 'row' || n, now() - interval '1 hour' FROM generate_series(1, 20) n");
        try (Source source = open(settings(5))) {
            readUntil(source, "row5");

            // When
            DATABASE.server().execute(database, "UPDATE entry SET id = 1, updated_at = now() WHERE id = 200");
            Set<String> names = readWhole(source);

            // Then
            assertThat(names).hasSize(15).contains("row6", "row20");
        }
    }

    @Test
    void shouldReadOnBehindAPageOfWhichARowGoesWhileItIsReadColumnByColumn() throws Exception {
        // Given: row 2 fails its page, so that each row is asked for by itself, and row 3 is then gone
        DATABASE.server()
                .execute(
                        database,
                        "INSERT INTO entry SELECT n, 'row' || n, now() FROM generate_series(1, 12) n",
                        "CREATE VIEW vanishing AS SELECT id, updated_at, CASE WHEN id = 2 THEN (1 / (id - 2))::text ELSE name END"
                                + " AS name FROM entry WHERE id <> 3 OR current_query() LIKE '%ORDER BY%'");
        JdbcSettings settings = new JdbcSettings(
                DATABASE.server().url(database),
                PostgresServer.USER,
                "",
                new JdbcSettings.Columns("updated_at", List.of("id")),
                Map.of(),
                Duration.ofSeconds(5),
                1,
                Duration.ofMillis(50),
                new JdbcSettings.FullReads(Optional.empty(), DisappearedMax.DEFAULT),
                new JdbcSettings.Load(5, Duration.ofSeconds(5)),
                Optional.empty());
        try (Source source = EntryTable.open("public.vanishing", settings, Optional.empty())) {
            // When
            Set<String> ids = readUntil(source, "row12");

            // Then
            assertThat(ids).contains("1", "4", "5", "6", "11", "12").doesNotContain("2", "3");
        }
    }

    @Test
    void shouldHandOverOnceWhatItLooksBackAtAlsoWhenStartedAgain() throws Exception {
        // Given: rows the look-back reaches, and one it does not
        DATABASE.server()
                .execute(
                        database,
                        "INSERT INTO entry VALUES (1, 'old', now() - interval '1 hour')",
                        "INSERT INTO entry SELECT n, 'row' || n, now() FROM generate_series(2, 20) n");
        List<String> first = new ArrayList<>();
        Optional<String> position;
        try (Source source = open(settings(50))) {
            position = Looks.read(source, 3, first);
        }
        List<String> second = new ArrayList<>();

        // When
        DATABASE.server().execute(database, "UPDATE entry SET name = 'changed' WHERE id = 7");
        try (Source source = open(settings(50), position)) {
            Looks.read(source, 3, second);
        }

        // Then
        assertThat(first).hasSize(20).doesNotHaveDuplicates();
        assertThat(second).containsExactly("7");
        assertThat(position.orElseThrow()).doesNotContain("row");
    }

    @Test
    void shouldReadNoMoreRowsInASecondThanItMay() throws Exception {
        // Given
        DATABASE.server()
                .execute(database, "INSERT INTO entry SELECT n, 'row' || n, now() FROM generate_series(1, 300) n");

        // When
        Instant began = Instant.now();
        SourceOpening opening =
                new SourceOpening("contract", List.of(EntryTable.NAME), Optional.empty(), Duration.ofMillis(200));
        Pace pace = new Pace(200, QuietHours.NONE);
        try (Source source = PacedSource.open(settings(20), opening, pace, Clock.systemUTC())) {
            readUntil(source, "row300");
        }

        // Then: the last page needs no pause behind it
        assertThat(Duration.between(began, Instant.now())).isGreaterThan(Duration.ofMillis(1_350));
    }

    @Test
    void shouldAskForTheTimeAsTheSettingsSay() throws Exception {
        // Given: as DB2 and Derby want it, of a clock that is a day behind
        JdbcSettings settings = settings(50, Optional.of("VALUES (now() - interval '1 day')"));
        try (Source source = open(settings)) {
            Optional<Instant> known = Optional.empty();

            // When
            while (known.isEmpty()) {
                known = source.poll(Duration.ofMillis(50)).committedBefore();
            }

            // Then
            assertThat(Duration.between(known.get(), Instant.now()))
                    .isBetween(Duration.ofDays(1), Duration.ofHours(25));
        }
    }

    @Test
    void shouldNameWhatItCannotPollBy() throws Exception {
        // Given
        DATABASE.server().execute(database, "CREATE TABLE keyless (id bigint, updated_at date)");

        // When / Then
        JdbcSettings settings = settings(50);
        assertThatThrownBy(() -> settings.open(new SourceOpening(
                        "contract", List.of("public.keyless"), Optional.empty(), Duration.ofSeconds(1))))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("table public.keyless: expected a primary key, found none")
                .hasMessageContaining("setting key");
    }

    @Test
    void shouldNotBeAbleToWrite() throws Exception {
        try (JdbcDatabase polled = JdbcDatabase.connect(settings(50))) {
            // When / Then
            assertThatThrownBy(() -> polled.query(
                            "nothing", "DELETE FROM entry RETURNING id", statement -> {}, rows -> rows.next()))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("found SQL state 25006");
        }
    }
}
