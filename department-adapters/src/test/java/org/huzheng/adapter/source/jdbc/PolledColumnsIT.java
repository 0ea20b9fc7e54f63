package org.huzheng.adapter.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.testkit.DatabaseExtension;
import org.huzheng.adapter.testkit.PostgresServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The columns a table is polled by: others than before, and a key that does not name rows. */
class PolledColumnsIT {
    @RegisterExtension
    static final DatabaseExtension<PostgresServer> DATABASE = DatabaseExtension.of(PostgresServer::start);

    private String database;

    @BeforeEach
    void makeTable() throws SQLException {
        database = EntryTable.make(
                DATABASE.server(), "id bigint PRIMARY KEY, name text", "CREATE INDEX ON entry (updated_at)");
    }

    private JdbcSettings by(String watermark, String key) {
        return PolledSettings.of(
                DATABASE.server().url(database),
                PostgresServer.USER,
                new JdbcSettings.Columns(watermark, List.of(key)),
                Optional.empty());
    }

    @Test
    void shouldReadEverythingAnewByAnotherWatermarkAndByAnotherKey() throws Exception {
        // Given: a row that one column says changed long before the other does
        DATABASE.server()
                .execute(
                        database,
                        "ALTER TABLE entry ADD COLUMN checked_at timestamptz NOT NULL DEFAULT now(), ADD COLUMN number int",
                        "INSERT INTO entry SELECT n, 'row' || n, now(), now(), n FROM generate_series(1, 20) n");
        Optional<String> position;
        try (Source source = EntryTable.open(EntryTable.NAME, by("updated_at", "id"), Optional.empty())) {
            position = Looks.read(source, 2, new ArrayList<>());
        }
        DATABASE.server()
                .execute(
                        database,
                        "INSERT INTO entry VALUES (21, 'late', now() - interval '1 day', now() - interval '1 hour', 21)");

        // When
        List<String> bySame = new ArrayList<>();
        List<String> byAnotherWatermark = new ArrayList<>();
        List<String> byAnotherKey = new ArrayList<>();
        try (Source source = EntryTable.open(EntryTable.NAME, by("updated_at", "id"), position)) {
            Looks.read(source, 2, bySame);
        }
        try (Source source = EntryTable.open(EntryTable.NAME, by("checked_at", "id"), position)) {
            Looks.read(source, 2, byAnotherWatermark);
        }
        try (Source source = EntryTable.open(EntryTable.NAME, by("updated_at", "number"), position)) {
            Looks.read(source, 2, byAnotherKey);
        }

        // Then
        assertThat(bySame).isEmpty();
        assertThat(byAnotherWatermark).contains("1", "20", "21");
        assertThat(byAnotherKey).contains("1", "20", "21");
    }

    @Test
    void shouldTakeAPositionThatDoesNotSayByWhichColumnsForOneOfTheSameAndSayItFromThenOn() throws Exception {
        // Given: as an earlier version left it
        DATABASE.server().execute(database, "INSERT INTO entry VALUES (1, 'old', now() - interval '1 hour')");
        Optional<String> position;
        try (Source source = EntryTable.open(EntryTable.NAME, by("updated_at", "id"), Optional.empty())) {
            position = Looks.read(source, 2, new ArrayList<>());
        }
        Optional<String> earlier = position.map(text -> text.replaceAll("\"readBy\":\\{[^}]*},", ""));
        assertThat(earlier).isNotEqualTo(position);

        // When: nothing changes
        List<String> ids = new ArrayList<>();
        Optional<String> said;
        try (Source source = EntryTable.open(EntryTable.NAME, by("updated_at", "id"), earlier)) {
            said = Looks.read(source, 2, ids);
        }

        // Then
        assertThat(ids).isEmpty();
        assertThat(said.orElseThrow()).contains("\"readBy\":{\"public.entry\":\"updated_at (TIME), [id]\"}");
    }

    /** Pages have three rows. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            two rows of one page    | greatest(id, 2) | expected no two rows to have the same key [key]
            at the end of a page    | least(id, 3)    | expected no two rows to have the same key [key]
            behind the first page   | nullif(id, 4)   | expected every row to have the key [key], found one in which a column of it is null
            """)
    void shouldRefuseAKeyThatDoesNotNameTheRowsOfAView(String where, String key, String expected) throws Exception {
        // Given
        DATABASE.server()
                .execute(
                        database,
                        "INSERT INTO entry SELECT n, 'row' || n, now() FROM generate_series(1, 4) n",
                        "CREATE VIEW keyed AS SELECT id, name, updated_at, " + key + " AS key FROM entry");

        // When / Then
        try (Source source = EntryTable.open("public.keyed", by("updated_at", "key"), Optional.empty())) {
            assertThatThrownBy(() -> Looks.read(source, 1, new ArrayList<>()))
                    .as(where)
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("table public.keyed: " + expected)
                    .hasMessageContaining("setting key");
        }
    }

    @Test
    void shouldReadAViewByAKeyThatNamesItsRows() throws Exception {
        // Given
        DATABASE.server()
                .execute(
                        database,
                        "INSERT INTO entry SELECT n, 'row' || n, now() FROM generate_series(1, 10) n",
                        "CREATE VIEW keyed AS SELECT id, name, updated_at, 'K' || id AS key FROM entry");
        List<String> ids = new ArrayList<>();

        // When
        try (Source source = EntryTable.open("public.keyed", by("updated_at", "key"), Optional.empty())) {
            Looks.read(source, 2, ids);
        }

        // Then
        assertThat(ids).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void shouldAskOnlyWhereTheDatabaseDoesNotSeeToIt() throws Exception {
        // Given: an index of some rows, one of one of the key's columns, and one of a column that may be null
        DATABASE.server()
                .execute(
                        database,
                        "ALTER TABLE entry ADD COLUMN part int NOT NULL, ADD COLUMN whole int NOT NULL, ADD COLUMN rare int",
                        "CREATE UNIQUE INDEX ON entry (part) WHERE name IS NULL",
                        "CREATE UNIQUE INDEX ON entry (whole)",
                        "CREATE UNIQUE INDEX ON entry (rare)");

        // When / Then
        assertThat(isKeyUnique("part")).isFalse();
        assertThat(isKeyUnique("whole")).isTrue();
        assertThat(isKeyUnique("part", "whole")).isTrue();
        assertThat(isKeyUnique("rare")).isFalse();
        assertThat(isKeyUnique()).isTrue();
    }

    @Test
    void shouldNotTakeTheIndexOfAnotherTableOfTheSameNameForItsOwn() throws Exception {
        // Given
        DATABASE.server()
                .execute(
                        database,
                        "ALTER TABLE entry ADD COLUMN part int NOT NULL",
                        "CREATE SCHEMA other",
                        "CREATE TABLE other.entry (part int PRIMARY KEY)");

        // When / Then
        assertThat(isKeyUniqueOf("entry", "part")).isFalse();
        assertThat(isKeyUniqueOf("entry", "id")).isTrue();
    }

    @Test
    void shouldRefuseARowWithoutAKeyThatALookFinds() throws Exception {
        // Given
        DATABASE.server()
                .execute(
                        database,
                        "INSERT INTO entry SELECT n, 'row' || n, now() FROM generate_series(1, 2) n",
                        "CREATE VIEW keyed AS SELECT id, name, updated_at, nullif(id, 3) AS key FROM entry");
        try (Source source = EntryTable.open("public.keyed", by("updated_at", "key"), Optional.empty())) {
            Looks.read(source, 1, new ArrayList<>());

            // When
            DATABASE.server().execute(database, "INSERT INTO entry VALUES (3, 'row3', now())");

            // Then
            assertThatThrownBy(() -> Looks.read(source, 2, new ArrayList<>()))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("table public.keyed: expected every row to have the key [key]");
        }
    }

    @Test
    void shouldRefuseRowsOfOneKeyAndOneWatermarkThatALookFinds() throws Exception {
        // Given
        DATABASE.server()
                .execute(
                        database,
                        "INSERT INTO entry SELECT n, 'row' || n, now() FROM generate_series(1, 2) n",
                        "CREATE VIEW keyed AS SELECT id, name, updated_at, least(id, 3) AS key FROM entry");
        try (Source source = EntryTable.open("public.keyed", by("updated_at", "key"), Optional.empty())) {
            Looks.read(source, 1, new ArrayList<>());

            // When: the page ends with the first of three
            DATABASE.server()
                    .execute(database, "INSERT INTO entry SELECT n, 'row' || n, now() FROM generate_series(3, 5) n");

            // Then
            assertThatThrownBy(() -> Looks.read(source, 2, new ArrayList<>()))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("table public.keyed: expected no two rows to have the same key [key]");
        }
    }

    private boolean isKeyUnique(String... key) throws SourceException {
        return isKeyUniqueOf(EntryTable.NAME, key);
    }

    private boolean isKeyUniqueOf(String table, String... key) throws SourceException {
        JdbcSettings settings = PolledSettings.of(
                DATABASE.server().url(database),
                PostgresServer.USER,
                new JdbcSettings.Columns("updated_at", List.of(key)),
                Optional.empty());
        try (JdbcDatabase polled = JdbcDatabase.connect(settings)) {
            return TableDescription.of(polled, table).keyIsUnique();
        }
    }
}
