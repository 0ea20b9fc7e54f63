package org.huzheng.adapter.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.MappingReader;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.testkit.DatabaseExtension;
import org.huzheng.adapter.testkit.MariaDbServer;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topics;
import org.huzheng.settings.References;
import org.huzheng.settings.SettingsException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Drafts from tables of a real MariaDB, captured and polled; PostgreSQL is drafted from where the command is tested. */
class TableLookIT {
    private static final String PASSWORD = "of-the-reader";

    @RegisterExtension
    static final DatabaseExtension<MariaDbServer> DATABASE = DatabaseExtension.of(MariaDbServer::start);

    private static String database;

    @TempDir
    private Path directory;

    private TableLook.Login login;

    @BeforeAll
    static void makeTables() throws Exception {
        database = DATABASE.server().newDatabase();
        DATABASE.server()
                .execute(
                        database,
                        "CREATE TABLE resident (`行号` int PRIMARY KEY, id_number varchar(18), name varchar(200),"
                                + " sex char(1), birth_date date, updated_at timestamp(6) NULL)",
                        "INSERT INTO resident VALUES (17, '11010519491231002X', '王伟', '2', '1949-12-31', '2024-05-04 10:20:00')",
                        "CREATE TABLE `resident-old` (id_number varchar(18), name varchar(200))",
                        "CREATE USER reader@localhost IDENTIFIED BY '" + PASSWORD + "'",
                        "GRANT SELECT ON " + database + ".* TO reader@localhost");
    }

    @BeforeEach
    void writePassword() throws Exception {
        login = new TableLook.Login("reader", Files.writeString(directory.resolve("password"), PASSWORD + "\n"));
    }

    private SourceLook look(String scheme, String table) throws Exception {
        String url = "jdbc:" + scheme + "://localhost:" + DATABASE.server().port() + "/" + database;
        return TableLook.of(
                DatabaseAddress.of(url + (scheme.equals("mysql") ? "?permitMysqlScheme" : "")), login, table);
    }

    private static String draft(SourceLook look) {
        return MappingDraft.of(
                Department.HOUSEHOLD, Topics.HOUSEHOLD_RESIDENT.schemas().get(0), look);
    }

    @Test
    void shouldDraftACaptureFromATableOfMariaDbThatNeedsItsServerIdSaid() throws Exception {
        // When
        String draft = draft(look("mariadb", "resident"));

        // Then
        assertThat(draft)
                .contains(
                        "kind: mariadb",
                        "host: localhost",
                        "port: " + DATABASE.server().port(),
                        "user: reader",
                        "password: ${file:" + login.passwordFile(),
                        "serverId: \"?\"",
                        "from: " + database + ".resident",
                        "recordId: 行号",
                        "key: id_number",
                        "Codes found: \"2\"")
                .doesNotContain(PASSWORD, "王伟", "11010519491231002X");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read(draft))
                .withMessageContaining("source.serverId: expected a number from 1 to 4294967295, found ?");
        assertThat(read(draft.replace("serverId: \"?\"", "serverId: 4711")).origins())
                .containsExactly(database + ".resident");
    }

    @Test
    void shouldDraftAPolledTableOfAnyOtherDatabaseWithTheWatermarkItsHeadingProposes() throws Exception {
        // When
        String draft = draft(look("mysql", database + ".resident"));

        // Then
        assertThat(draft)
                .contains("kind: jdbc", "url: \"jdbc:mysql://localhost:", "watermark: updated_at", "recordId: 行号")
                .doesNotContain("key: \"?\"", PASSWORD);
        assertThat(read(draft).source().kind()).isEqualTo("jdbc");
    }

    @Test
    void shouldKnowTheColumnsOfATableWithoutRowsAndAskForWhatNamesARow() throws Exception {
        // When
        String draft = draft(look("mysql", "resident-old"));

        // Then
        assertThat(draft)
                .contains(
                        "from: " + database + ".resident-old",
                        "  watermark: \"?\"",
                        "  key: \"?\"",
                        "key: id_number",
                        "name: name");
    }

    @Test
    void shouldDraftFromTheRowsOfAPolledTableThatASourceNames() throws Exception {
        // Given
        Path file = Files.writeString(directory.resolve("source.yaml"), """
                source:
                  kind: jdbc
                  url: jdbc:mariadb://localhost:%d/%s
                  user: reader
                  password: ${file:password}
                  watermark: updated_at
                """.formatted(
                        DATABASE.server().port(), database));
        References references = new References(directory, Map.of(), Map.of());

        // When
        String draft = draft(SourceLook.ofSource(file, references, "household", database + ".resident"));

        // Then
        assertThat(draft)
                .contains("  password: ${file:password}\n", "key: id_number", "birthDate: birth_date")
                .doesNotContain(PASSWORD, "王伟", "11010519491231002X");
    }

    @Test
    void shouldSayWhichTableItCouldNotRead() {
        // When / Then
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> look("mariadb", "nobody"))
                .withMessageContainingAll(
                        "expected to read table nobody, written SCHEMA.TABLE or DATABASE.TABLE, as reader",
                        "SQL state 42S02");
    }

    @Test
    void shouldSayWhoCouldNotLogIn() throws Exception {
        // Given
        Files.writeString(login.passwordFile(), "another");

        // When / Then
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> look("mariadb", "resident"))
                .withMessageContaining("expected to log in as reader")
                .withMessageNotContaining("another");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldNotWaitForAHostThatNeverAnswers() throws Exception {
        // Given: one that takes connections and says nothing
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DatabaseAddress address =
                    DatabaseAddress.of("jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/register");

            // When / Then
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> TableLook.of(address, login, "entry"))
                    .withMessageContaining("expected to log in as reader, found ");
        }
    }

    private Mapping read(String draft) throws SettingsException {
        return MappingReader.read("draft.yaml", draft, new References(directory, Map.of(), Map.of()), Catalogue.JUDGED);
    }
}
