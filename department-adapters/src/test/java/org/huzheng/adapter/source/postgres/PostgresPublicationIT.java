package org.huzheng.adapter.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.testkit.DatabaseExtension;
import org.huzheng.adapter.testkit.PostgresServer;
import org.huzheng.adapter.testkit.RegisterRow;
import org.huzheng.adapter.testkit.SourceReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Publications that hand over less than the mapping needs, and tables that lie in partitions. */
class PostgresPublicationIT {
    private static final String[] IN_PARTITIONS = {
        "CREATE TABLE entry (id bigint PRIMARY KEY, name text NOT NULL, note text) PARTITION BY RANGE (id)",
        "CREATE TABLE entry_low PARTITION OF entry FOR VALUES FROM (0) TO (10)",
        "CREATE TABLE entry_high PARTITION OF entry FOR VALUES FROM (10) TO (100)"
    };

    @RegisterExtension
    static final DatabaseExtension<PostgresServer> DATABASE = DatabaseExtension.of(PostgresServer::start);

    @Test
    void shouldFollowATableThatLiesInPartitionsUnderItsOwnName() throws Exception {
        try (CapturedPostgres database = CapturedPostgres.on(DATABASE.server(), IN_PARTITIONS)) {
            // Given
            database.put(RegisterRow.of(1, "甲"), RegisterRow.of(11, "乙"));
            SourceReading reading = SourceReading.begin(database);
            reading.readUntilHolds(RegisterRow.of(1, "甲"), RegisterRow.of(11, "乙"));
            reading.readUntilNow();

            // When: changes in the log, and the publication found again at the next start
            database.put(RegisterRow.of(1, "改"), RegisterRow.of(12, "丙"));
            database.remove("11");
            reading.reopen();
            reading.readUntilHolds(RegisterRow.of(1, "改"), RegisterRow.of(12, "丙"));
            reading.readUntilNow();

            // Then
            assertThat(reading.saysRemoved("11")).isTrue();
            assertThat(reading.lastRowOf("12").orElseThrow().origin()).isEqualTo("public.entry");
            reading.close();
        }
    }

    @Test
    void shouldRefuseAPublicationThatNamesPartitionsInsteadOfTheirTable() throws Exception {
        try (CapturedPostgres database = CapturedPostgres.on(DATABASE.server(), IN_PARTITIONS)) {
            // Given
            database.execute("CREATE PUBLICATION " + database.slot() + " FOR TABLE entry");

            // When / Then
            assertThatThrownBy(() -> SourceReading.begin(database))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("expected publication " + database.slot())
                    .hasMessageContaining("names their partitions")
                    .hasMessageContaining(
                            "ALTER PUBLICATION \"" + database.slot() + "\" SET (publish_via_partition_root = true)");
        }
    }

    @Test
    void shouldRefuseToFollowAPartitionThatIsPublishedAsItsTable() throws Exception {
        try (CapturedPostgres database = CapturedPostgres.on(
                DATABASE.server(),
                "CREATE TABLE whole (id bigint PRIMARY KEY, name text NOT NULL, note text) PARTITION BY RANGE (id)",
                "CREATE TABLE entry PARTITION OF whole FOR VALUES FROM (0) TO (10)")) {
            // Given
            database.execute("CREATE PUBLICATION " + database.slot()
                    + " FOR TABLE whole WITH (publish_via_partition_root = true)");

            // When / Then
            assertThatThrownBy(() -> SourceReading.begin(database))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("[public.entry] under their own names")
                    .hasMessageContaining("the table they are partitions of");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "FOR TABLE entry WITH (publish = 'insert') | that it leaves out update, delete, truncate",
                "FOR TABLE entry WITH (publish = 'insert, update, delete') | that it leaves out truncate",
            })
    void shouldRefuseAPublicationThatLeavesSomethingOut(String publication, String found) throws Exception {
        try (CapturedPostgres database = CapturedPostgres.on(DATABASE.server())) {
            // Given: made for something else
            database.execute("CREATE PUBLICATION " + database.slot() + " " + publication);

            // When / Then
            assertThatThrownBy(() -> SourceReading.begin(database))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("expected publication " + database.slot())
                    .hasMessageContaining("found " + found)
                    .hasMessageContaining("have an owner of the tables run: ALTER PUBLICATION");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "(SELECT adbin FROM pg_attrdef LIMIT 1) | NULL::int2vector | a row filter on [public.entry]",
                "NULL::pg_node_tree | '1 2'::int2vector | a column list on [public.entry]",
            })
    void shouldRefuseAPublicationThatHandsOverPartsOfATable(String filter, String columns, String found)
            throws Exception {
        try (CapturedPostgres database = CapturedPostgres.on(DATABASE.server())) {
            // Given: servers before 15 have neither, so the catalogue of this one is made to look like a later one's
            database.execute(
                    "CREATE PUBLICATION " + database.slot() + " FOR TABLE entry",
                    "CREATE TABLE defaulted (n int DEFAULT 1)",
                    "CREATE SCHEMA later",
                    "CREATE VIEW later.pg_publication_rel AS SELECT oid, prpubid, prrelid, " + filter + " AS prqual, "
                            + columns + " AS prattrs FROM pg_catalog.pg_publication_rel",
                    "ALTER DATABASE " + database.slot() + " SET search_path = later, pg_catalog, public");

            // When / Then
            assertThatThrownBy(() -> SourceReading.begin(database))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("expected publication " + database.slot() + " to publish every row")
                    .hasMessageContaining("found " + found)
                    .hasMessageContaining("DROP TABLE \"public\".\"entry\"; ALTER PUBLICATION");
        }
    }
}
