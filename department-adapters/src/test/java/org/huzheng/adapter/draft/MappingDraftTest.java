package org.huzheng.adapter.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.MappingReader;
import org.huzheng.adapter.mapping.Mappings;
import org.huzheng.adapter.source.filedrop.format.Workbooks;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingDraftTest {
    private static final Charset GB18030 = Charset.forName("GB18030");

    @TempDir
    private Path directory;

    @Test
    void shouldProposeColumnsAndLeaveTheMeaningOfCodesToThePeopleWhoKnow() throws Exception {
        // Given
        Path file = directory.resolve("hukou-20240131.csv");
        Files.writeString(file, """
            编号,公民身份号码,姓名,性别,出生日期,父亲姓名,户号,与户主关系,行政区划代码,更新时间
            17,11010519491231002X,王伟,2,19491231,王父,A1,02,110105,2020-05-04
            18,11010519491231002X,李四,1,19500101,,A2,20,110105,2020-05-05
            19,11010519491231002X,李四,　, ,,A2,20,110105,\s
            """, GB18030);

        // When
        String draft = MappingDraft.of(
                Department.HOUSEHOLD, Topics.HOUSEHOLD_RESIDENT.schemas().get(0), FileLook.ofCsv(file, GB18030, ','));

        // Then
        assertThat(draft)
                .contains(
                        "from: \"hukou-*.csv\"",
                        "key: 公民身份号码",
                        "recordId: 编号",
                        "birthDate: {column: 出生日期, as: \"date:yyyyMMdd\"}",
                        "recordedAt: {column: 更新时间, as: date}",
                        "father: {person: {name: 父亲姓名}}",
                        "# mother: {person:",
                        "lifeStatus: {column: \"?\", codes: {\"?1\": ALIVE, \"?2\": DECEASED}}",
                        "Codes found: \"2\", \"1\"\n")
                .doesNotContain("王伟", "王父", "李四", "19491231");
    }

    static java.util.stream.Stream<Topic> recordTopics() {
        return Topics.publishedTopics().stream();
    }

    @ParameterizedTest
    @MethodSource("recordTopics")
    void shouldDraftAMappingThatCanBeReadForEveryRecordType(Topic topic) throws Exception {
        // Given
        Path file = Files.writeString(directory.resolve("rows.csv"), "id,whatever\n1,x\n", StandardCharsets.UTF_8);
        Department department = Catalogue.JUDGED.department(topic.owner()).orElseThrow();

        // When
        String draft =
                MappingDraft.of(department, topic.schemas().get(0), FileLook.ofCsv(file, StandardCharsets.UTF_8, ','));

        // Then
        Mapping mapping = MappingReader.read("draft.yaml", draft, Mappings.NO_REFERENCES, Catalogue.JUDGED);
        assertThat(mapping.records()).singleElement().satisfies(record -> assertThat(record.topic())
                .isEqualTo(topic));
    }

    @Test
    void shouldDraftFromAWorkbookWithDatesAsAClerkSeesThem() throws Exception {
        // Given
        Path file = Workbooks.write(
                directory.resolve("名册2024.xlsx"),
                "在册",
                Workbooks.row(1, "编号", "公民身份号码", "姓名", "出生日期")
                        + Workbooks.row(2, "17", "11010519491231002X", "王伟", "1:=45413"));

        // When
        String draft = draftOfResident(FileLook.ofXlsx(file, Optional.of("在册"), 1));

        // Then
        assertThat(draft)
                .contains(
                        "format: xlsx",
                        "sheet: 在册",
                        "from: \"名册*.xlsx\"",
                        "name: 姓名",
                        "birthDate: {column: 出生日期, as: \"date:yyyy/M/d\"}")
                .doesNotContain("encoding", "王伟", "2024/5/1");
        assertThat(MappingReader.read("draft.yaml", draft, Mappings.NO_REFERENCES, Catalogue.JUDGED)
                        .origins())
                .containsExactly("名册*.xlsx");
    }

    @Test
    void shouldNameColumnsAsTheAdapterSeesThemWhereHeadingsBreakTheirLine() throws Exception {
        // Given
        Path file = Workbooks.write(
                directory.resolve("名册.xlsx"),
                "在册",
                Workbooks.row(1, "记录\n编号", "公民身份\n号码", "备\t注\n: [", "性别")
                        + Workbooks.row(2, "17", "11010519491231002X", "无", "男\n1"));

        // When
        SourceLook look = FileLook.ofXlsx(file, Optional.empty(), 1);
        String draft = draftOfResident(look);

        // Then
        assertThat(draft)
                .contains(
                        "recordId: \"记录\\u000a编号\"",
                        "Codes found: \"男 1\"\n",
                        "# Columns: 记录 编号, 公民身份 号码, 备 注 : [, 性别\n");
        Mapping mapping = MappingReader.read("draft.yaml", draft, Mappings.NO_REFERENCES, Catalogue.JUDGED);
        assertThat(mapping.records().get(0).recordId()).containsExactly("记录\n编号");
        assertThat(look.columns()).containsKeys("记录\n编号", "公民身份\n号码");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nb", "\ta", "a\u0085b\u2028c", "\\n\"", " a: #"})
    void shouldQuoteWhatYamlReadsAsTheSameText(String text) throws Exception {
        // When
        String yaml = "text: " + MappingDraft.quoted(text);

        // Then
        assertThat(SettingsNode.read("draft.yaml", yaml, Mappings.NO_REFERENCES)
                        .required("text")
                        .text())
                .isEqualTo(text);
    }

    @Test
    void shouldDraftFromAPackedFileUnderTheNameItHasUnpacked() throws Exception {
        // Given: a header and no row
        Path file = directory.resolve("hukou-20240131.csv.gz");
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
            packed.write("编号;公民身份号码;姓名\n".getBytes(GB18030));
        }

        // When
        String draft = draftOfResident(FileLook.ofCsv(file, GB18030, ';'));

        // Then
        assertThat(draft)
                .contains("from: \"hukou-*.csv\"", "encoding: GB18030", "separator: \";\"", "key: 公民身份号码", "name: 姓名");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rows.csv.gz  | expected a packed file that can be unpacked to its end
            rows.csv     | expected a header in UTF-8, found one with bytes that are no text in it
            missing.csv  | expected a readable file
            """)
    void shouldSayWhatAFileIsNotThatCannotBeLookedAt(String name, String message) throws Exception {
        // Given
        Files.writeString(directory.resolve("rows.csv.gz"), "编号\n");
        Files.writeString(directory.resolve("rows.csv"), "编号\n", GB18030);
        Path file = directory.resolve(name);

        // When / Then
        assertThatThrownBy(() -> FileLook.ofCsv(file, StandardCharsets.UTF_8, ','))
                .hasMessageContainingAll(file.toString(), message);
    }

    private static String draftOfResident(SourceLook look) {
        return MappingDraft.of(
                Department.HOUSEHOLD, Topics.HOUSEHOLD_RESIDENT.schemas().get(0), look);
    }

    @Test
    void shouldSayWhenThereIsNoHeader() throws Exception {
        // Given
        Path empty = Files.writeString(directory.resolve("empty.csv"), "");

        // When / Then
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> FileLook.ofCsv(empty, StandardCharsets.UTF_8, ','))
                .withMessageContaining("expected a header");
    }

    @Test
    void shouldNotTakeAPersonForAHeading() throws Exception {
        // Given
        Path file = Files.writeString(directory.resolve("rows.csv"), "17,王小明,11010519491231002X\n18,李红,\n");

        // When / Then
        assertThatThrownBy(() -> FileLook.ofCsv(file, StandardCharsets.UTF_8, ','))
                .isInstanceOf(SettingsException.class)
                .hasMessage(file + ": expected a header with the names of the columns, found a number as the name of"
                        + " column 3; is the heading missing?");
    }
}
