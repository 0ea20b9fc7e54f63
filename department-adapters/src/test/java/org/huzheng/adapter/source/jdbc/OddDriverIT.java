package org.huzheng.adapter.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.testkit.DatabaseExtension;
import org.huzheng.adapter.testkit.PostgresServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What drivers of other databases do when asked for indexes, and what is asked of the database where they tell of none. */
class OddDriverIT {
    private static final OddDriver.Indexes NONE =
            connection -> connection.createStatement().executeQuery("SELECT 1 WHERE false");

    @RegisterExtension
    static final DatabaseExtension<PostgresServer> DATABASE = DatabaseExtension.of(PostgresServer::start);

    private String database;

    @BeforeEach
    void makeTable() throws SQLException {
        database = EntryTable.make(
                DATABASE.server(),
                "id bigint NOT NULL, part int",
                "INSERT INTO entry SELECT n, n, now() FROM generate_series(1, 10) n");
    }

    private JdbcSettings by(String... key) {
        return PolledSettings.of(
                OddDriver.through(DATABASE.server().url(database)),
                PostgresServer.USER,
                new JdbcSettings.Columns("updated_at", List.of(key)),
                Optional.empty());
    }

    static Stream<OddDriver.Indexes> unwilling() {
        return Stream.of(
                // In a transaction that goes no further, too.
                connection -> connection.createStatement().executeQuery("SELECT 1 / 0"),
                connection -> {
                    throw new SQLException("ORA-01424", "22025");
                },
                connection -> {
                    throw new SQLFeatureNotSupportedException();
                },
                connection -> {
                    throw new AbstractMethodError();
                });
    }

    @ParameterizedTest
    @MethodSource("unwilling")
    void shouldReadATableOfWhichTheDriverCannotTellTheIndexes(OddDriver.Indexes indexes) throws Exception {
        try (OddDriver driver = OddDriver.telling(indexes);
                Source source = EntryTable.open(EntryTable.NAME, by("id"), Optional.empty())) {
            // When
            List<String> ids = new ArrayList<>();
            Looks.read(source, 1, ids);

            // Then: the key is looked after all the same
            assertThat(ids).contains("1", "10");
            assertThat(driver.queries()).anyMatch(OddDriverIT::countsOneKey);
        }
    }

    private static boolean countsOneKey(String query) {
        return query.startsWith("SELECT COUNT(*)") && query.contains("WHERE");
    }

    @Test
    void shouldTakeNeitherStatisticsNorPartsOfAnIndexForAnIndexOfTheKey() throws Exception {
        // Given: the second of the index's columns is computed, as some drivers tell it
        String told = """
                SELECT * FROM (VALUES (0, NULL, NULL, NULL), (3, 'by_part', 'id', NULL), (3, 'by_part', NULL, NULL))
                    AS told (type, index_name, column_name, filter_condition)
                """;
        try (OddDriver driver = OddDriver.telling(
                        connection -> connection.createStatement().executeQuery(told));
                JdbcDatabase polled = JdbcDatabase.connect(by("id"))) {
            // When
            JdbcTable table = TableDescription.of(polled, EntryTable.NAME);

            // Then
            assertThat(table.keyIsUnique()).isFalse();
            assertThat(driver.queries()).isNotEmpty();
        }
    }

    @Test
    void shouldAskForRowsWithoutAKeyOnlyByTheColumnsThatMayBeNullEachByItself() throws Exception {
        // Given
        DATABASE.server().execute(database, "ALTER TABLE entry ADD COLUMN place int DEFAULT 1");
        try (OddDriver driver = OddDriver.telling(NONE);
                Source source = EntryTable.open(EntryTable.NAME, by("id", "part", "place"), Optional.empty())) {
            // When
            Looks.read(source, 1, new ArrayList<>());

            // Then
            assertThat(driver.queries())
                    .filteredOn(query -> query.contains("IS NULL"))
                    .containsExactly(
                            "SELECT \"part\" FROM \"public\".\"entry\" WHERE \"part\" IS NULL FETCH FIRST 1 ROWS ONLY",
                            "SELECT \"place\" FROM \"public\".\"entry\" WHERE \"place\" IS NULL FETCH FIRST 1 ROWS ONLY");
        }
    }

    @Test
    void shouldLookForTheSameKeyInALookByTheWatermarkItGoesBy() throws Exception {
        try (OddDriver driver = OddDriver.telling(NONE);
                Source source = EntryTable.open(EntryTable.NAME, by("id"), Optional.empty())) {
            // Given
            Looks.read(source, 1, new ArrayList<>());
            driver.forgetQueries();

            // When
            DATABASE.server().execute(database, "INSERT INTO entry SELECT n, n, now() FROM generate_series(11, 20) n");
            Looks.read(source, 1, new ArrayList<>());

            // Then
            assertThat(driver.queries())
                    .filteredOn(OddDriverIT::countsOneKey)
                    .isNotEmpty()
                    .allMatch(query -> query.contains("\"updated_at\" = ? AND \"id\" = ?"));
        }
    }
}
