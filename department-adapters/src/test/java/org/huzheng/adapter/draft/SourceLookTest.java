package org.huzheng.adapter.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.huzheng.adapter.mapping.MappingReader;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topics;
import org.huzheng.settings.References;
import org.huzheng.settings.SettingsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceLookTest {
    private static final String FIXED_WIDTH = """
            # Of the register.
            source:
              kind: file-drop
              directory: ${env:DROP}   # as the operator says
              archive: archive
              encoding: GB18030
              format: fixed-width
              positions: bytes

              columns: {记录编号: 1-6, 公民身份号码: 7-24, 姓名: 25-32, 出生日期: 33-40}

            # What becomes of it.
            records: []
            """;

    @TempDir
    private Path directory;

    private References references;

    @BeforeEach
    void drop() throws Exception {
        references = new References(directory, Map.of("DROP", "drop"), Map.of());
        Files.createDirectory(directory.resolve("drop"));
    }

    private SourceLook look(String yaml, String from) throws Exception {
        Path file = Files.writeString(directory.resolve("source.yaml"), yaml);
        return SourceLook.ofSource(file, references, Department.HOUSEHOLD.code(), from);
    }

    private static String draft(SourceLook look) {
        return MappingDraft.of(
                Department.HOUSEHOLD, Topics.HOUSEHOLD_RESIDENT.schemas().get(0), look);
    }

    @Test
    void shouldDraftFromTheRowsOfFilesOfFixedWidthAndLeaveTheSourceAsItStood() throws Exception {
        // Given
        Files.writeString(
                directory.resolve("drop/hukou-1.txt"),
                "00001711010519491231002X王伟    19491231\n",
                Charset.forName("GB18030"));

        // When
        String draft = draft(look(FIXED_WIDTH, "hukou-*.txt"));

        // Then
        assertThat(draft)
                .contains(
                        "  directory: ${env:DROP}   # as the operator says\n",
                        "  columns: {记录编号: 1-6, 公民身份号码: 7-24, 姓名: 25-32, 出生日期: 33-40}\nrecords:\n",
                        "from: \"hukou-*.txt\"",
                        "recordId: 记录编号",
                        "birthDate: {column: 出生日期, as: \"date:yyyyMMdd\"}")
                .doesNotContain("What becomes of it", "王伟", "11010519491231002X", "19491231");
        assertThat(MappingReader.read("draft.yaml", draft, references, Catalogue.JUDGED)
                        .origins())
                .containsExactly("hukou-*.txt");
    }

    @Test
    void shouldAskForAVersionWhereRowsHaveNoPosition() throws Exception {
        // Given
        Files.writeString(directory.resolve("drop/resident.json"), "[{\"编号\": \"17\", \"姓名\": \"王伟\"}, {\"性别\": 2}]");
        Files.writeString(directory.resolve("secret"), "a secret that nothing here is signed with");

        // When
        String draft = draft(look("""
                source: {kind: http-push, port: 8090, samples: drop,
                  hmac: {secrets: {registry: "${file:secret}"}}}
                """, "resident"));

        // Then
        assertThat(draft).contains("version: \"?\"", "recordId: 编号", "# Columns: 编号, 姓名, 性别");
        assertThat(MappingReader.read("draft.yaml", draft, references, Catalogue.JUDGED)
                        .source()
                        .hasPositions())
                .isFalse();
    }

    @Test
    void shouldSayWhatAFileIsNotOfWhichNoRowCanBeRead() throws Exception {
        // Given
        Files.writeString(directory.resolve("drop/hukou-1.xlsx"), "no workbook");

        // When / Then
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() ->
                        look("source: {kind: file-drop, directory: drop, archive: a, format: xlsx}\n", "hukou-*.xlsx"))
                .withMessageContainingAll(
                        "source.yaml, hukou-*.xlsx: expected a row that names the columns",
                        "hukou-1.xlsx, whole file: expected an XLSX workbook");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            source: {kind: file-drop, directory: none, archive: a, encoding: UTF-8} | expected a readable directory
            source: {kind: file-drop, directory: drop, archive: a, encoding: UTF-8} | expected a row that names the columns, found none
            source: {kind: floppy}                                                  | line 1, source.kind: expected one of [file-drop,
            {source: {kind: file-drop, directory: drop, archive: a, encoding: UTF-8}} | as lines of its own that begin with source:
            `source: {kind: file-drop, directory: drop, archive: a, encoding: UTF-8
            }`                                                                      | as lines of its own that begin with source:
            department: household                                                   | expected the setting "source"
            """)
    void shouldSayWhyASourceCannotBeLookedAt(String yaml, String message) {
        // When / Then
        assertThatThrownBy(() -> look(yaml, "rows-*.csv")).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {kind: http-push, port: 8090, hmac: {secrets: {registry: geheim geheim geheim geheim geheim}}} | source.hmac.secrets.registry
            {kind: mariadb, host: h, port: 1, user: u, password: "${env:DROP}geheim", serverId: 1}         | source.password
            {kind: jdbc, url: "jdbc:dm://h", user: u, password: geheim, watermark: w}                      | source.password
            """)
    void shouldRefuseASecretThatWouldStandInTheDraftAndNotRepeatIt(String source, String setting) {
        // When / Then
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> look("source: " + source + "\n", "entry"))
                .withMessage(
                        "source.yaml line 1, " + setting + ": expected a reference, since the draft repeats what stands"
                                + " here: put it into a file and write ${file:PATH}, found the secret itself");
    }

    @Test
    void shouldTakeNeitherNamesOfTheRegisterNorThePlaceOfASecretForOne() throws Exception {
        // Given
        String source = """
                source:
                  appSecret: ${file:secret}
                  refresh: {secret: /data/secret}
                  columns: {password: 1-8}
                  tables: {app.secrets: {watermark: updated_at}}
                """;

        // When
        List<String> block = SourceBlock.in("source.yaml", source, references);

        // Then
        assertThat(block).isEqualTo(source.lines().toList());
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SourceBlock.in("source.yaml", source.replace("${file:secret}", "geheim"), references))
                .withMessageContaining("source.appSecret: expected a reference");
    }
}
