package org.huzheng.adapter.source.filedrop.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.UnreadableRow;
import org.huzheng.adapter.validation.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XlsxRowsTest {
    private static final FileFormat XLSX = new FileFormat.Xlsx(Optional.empty(), 1);

    @TempDir
    Path directory;

    private List<SourceItem> read(FileFormat format, String... rows) throws Exception {
        Path file = Workbooks.write(directory.resolve("rows.xlsx"), "名册", String.join("", rows));
        return Rows.itemsOf(format, file, StandardCharsets.UTF_8);
    }

    private static Map<String, String> valuesOf(SourceItem item) {
        return ((SourceRow) item).values();
    }

    @Test
    void shouldGiveTheTextAClerkSees() throws Exception {
        // When: texts with leading zeros, dates of two formats, a number shown with leading zeros, an amount, a plain
        // number
        List<SourceItem> items = read(
                XLSX,
                Workbooks.row(1, "编号", "生日", "登记", "邮编", "金额", "数量"),
                Workbooks.row(2, "000123", "1:=45413", "2:=45413", "3:=45", "4:=1234.5", "0:=1000.5"));

        // Then
        assertThat(valuesOf(items.get(0)))
                .containsExactly(
                        Map.entry("编号", "000123"),
                        Map.entry("生日", "2024/5/1"),
                        Map.entry("登记", "2024-05-01"),
                        Map.entry("邮编", "000045"),
                        Map.entry("金额", "1,234.50"),
                        Map.entry("数量", "1000.5"));
        assertThat(items.get(0).location()).isEqualTo("row 2");
    }

    @Test
    void shouldKnowTheHeadingOfEachColumnInItsPlace() throws Exception {
        // Given
        read(XLSX, Workbooks.row(1, "编号", "", "编号"), Workbooks.row(2, "1", "甲", "9"));

        // When, then
        assertThat(Rows.headingsOf(XLSX, directory.resolve("rows.xlsx"))).containsExactly("编号", "", "编号");
    }

    @Test
    void shouldTakeTheTextThatAFormulaGivesForAText() throws Exception {
        // When: texts and a number that formulas give, and a text some programs write as if a formula gave it
        List<SourceItem> items = read(
                XLSX,
                Workbooks.row(1, "编号", "身份号码", "在职", "数量"),
                "<row r=\"2\"><c r=\"A2\" t=\"str\"><f>TEXT(B1,\"000000\")</f><v>000123</v></c>"
                        + "<c r=\"B2\" t=\"str\"><v>110105194912310021</v></c>"
                        + "<c r=\"C2\" t=\"b\"><f>1=1</f><v>1</v></c><c r=\"D2\"><f>1+1</f><v>2</v></c></row>");

        // Then
        assertThat(valuesOf(items.get(0)))
                .containsExactly(
                        Map.entry("编号", "000123"),
                        Map.entry("身份号码", "110105194912310021"),
                        Map.entry("在职", "TRUE"),
                        Map.entry("数量", "2"));
    }

    @Test
    void shouldShowAnIdentityNumberTypedAsANumberAsTheClerkSeesItAndNotMakeOneUp() throws Exception {
        // When: a workbook keeps fifteen digits of it
        List<SourceItem> items = read(XLSX, Workbooks.row(1, "身份号码"), Workbooks.row(2, "0:=1.10105194912310E+17"));

        // Then
        assertThat(valuesOf(items.get(0)).get("身份号码")).startsWith("1.10105").contains("E+17");
    }

    @Test
    void shouldTakeMissingCellsForBlanksAndPassOverBlankRows() throws Exception {
        // When
        List<SourceItem> items = read(
                XLSX,
                Workbooks.row(1, "a", "b", "c"),
                Workbooks.row(2, "1"),
                Workbooks.row(3),
                Workbooks.row(5, "", "2", ""),
                Workbooks.row(6, "1", "2", "3", "4"));

        // Then
        assertThat(valuesOf(items.get(0))).containsEntry("a", "1").containsEntry("c", "");
        assertThat(valuesOf(items.get(1))).containsEntry("a", "").containsEntry("b", "2");
        assertThat(items.get(1).location()).isEqualTo("row 5");
        assertThat(items.get(2)).isInstanceOfSatisfying(UnreadableRow.class, row -> assertThat(
                        row.rejection().rule())
                .isEqualTo(Rule.COLUMN_COUNT));
        assertThat(items).hasSize(3);
    }

    @Test
    void shouldReadTheSheetAndTheHeaderTheMappingNames() throws Exception {
        // Given
        FileFormat format = new FileFormat.Xlsx(Optional.of("名册"), 3);

        // When
        List<SourceItem> items =
                read(format, Workbooks.row(1, "某局名册"), Workbooks.row(3, "a", "b"), Workbooks.row(4, "1", "2"));

        // Then
        assertThat(valuesOf(items.get(0))).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
    }

    @Test
    void shouldRefuseAWorkbookWithoutTheSheet() {
        assertThatExceptionOfType(RefusedFileException.class)
                .isThrownBy(() -> read(new FileFormat.Xlsx(Optional.of("别的"), 1), Workbooks.row(1, "a")))
                .withMessage("expected a sheet named 别的, found none of that name");
    }

    @Test
    void shouldRefuseWhatIsNoWorkbook() throws Exception {
        // Given
        Path file = Files.writeString(directory.resolve("rows.xlsx"), "a,b\n1,2\n");

        // When / Then
        assertThatExceptionOfType(RefusedFileException.class)
                .isThrownBy(() -> Rows.itemsOf(XLSX, file, StandardCharsets.UTF_8))
                .withMessageContaining("expected an XLSX workbook");
    }

    @Test
    void shouldRefuseAWorkbookThatUnpacksToTooMuch() throws Exception {
        // Given: blanks pack to a thousandth
        Path file = Workbooks.write(directory.resolve("rows.xlsx"), "名册", Workbooks.row(1, "a") + " ".repeat(8 << 20));

        // When / Then
        assertThatExceptionOfType(RefusedFileException.class)
                .isThrownBy(() ->
                        Rows.itemsOf(XLSX, file, StandardCharsets.UTF_8, new UnpackLimits(Long.MAX_VALUE / 2, 100)))
                .withMessageContaining("100 for each packed one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<row r=\"3\"><c r=",
                "<row r=\"3\"><c r=\"A-3\"><v>1</v></c></row>",
                "<row r=\"3\"><c r=\"A3\" s=\"x\"><v>1</v></c></row>",
                "<row r=\"3\"><c r=\"A3\" t=\"unheard of\"><v>1</v></c></row>",
                "<row r=\"3\"><c r=\"A3\"><f t=\"shared\" si=\"7\"/><v>1</v></c></row>"
            })
    void shouldRefuseAWorkbookThatIsDamagedBehindSomeRow(String damage) {
        // When / Then
        assertThatExceptionOfType(RefusedFileException.class)
                .isThrownBy(() -> read(XLSX, Workbooks.row(1, "a"), Workbooks.row(2, "1"), damage))
                .withMessageContaining("behind row 2");
    }

    @Test
    void shouldReadAPackedWorkbookAndLeaveNothingBehind() throws Exception {
        // Given
        Path plain =
                Workbooks.write(directory.resolve("rows.xlsx"), "名册", Workbooks.row(1, "a") + Workbooks.row(2, "007"));
        Path packed = directory.resolve("rows.xlsx.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }

        // When
        List<SourceItem> items = Rows.itemsOf(XLSX, packed, StandardCharsets.UTF_8);

        // Then
        assertThat(valuesOf(items.get(0))).containsEntry("a", "007");
        try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .noneMatch(name -> name.startsWith("huzheng-unpacked"));
        }
    }
}
