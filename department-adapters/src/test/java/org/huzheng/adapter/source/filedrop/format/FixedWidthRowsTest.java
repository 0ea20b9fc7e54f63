package org.huzheng.adapter.source.filedrop.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.UnreadableRow;
import org.huzheng.adapter.validation.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixedWidthRowsTest {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final List<FileFormat.Column> COLUMNS = List.of(
            new FileFormat.Column("编号", 1, 6), new FileFormat.Column("姓名", 7, 14), new FileFormat.Column("地区", 15, 20));

    @TempDir
    Path directory;

    private static FileFormat.FixedWidth format(FileFormat.Unit unit, boolean trimmed) {
        return new FileFormat.FixedWidth(unit, COLUMNS, 0, trimmed);
    }

    private List<SourceItem> read(FileFormat format, byte[] bytes, Charset encoding) throws Exception {
        return Rows.itemsOf(format, Files.write(directory.resolve("rows.txt"), bytes), encoding);
    }

    private static Map<String, String> valuesOf(SourceItem item) {
        return ((SourceRow) item).values();
    }

    @Test
    void shouldCountBytesOfTheEncodingWhenTheMappingSaysSo() throws Exception {
        // Given: two characters of two bytes and one of four, filled up to eight bytes; a number with leading zeros
        byte[] bytes = "000123王𬱖  110105\r\n000124甲      110106\r\n".getBytes(GB18030);

        // When
        List<SourceItem> items = read(format(FileFormat.Unit.BYTES, false), bytes, GB18030);

        // Then
        assertThat(valuesOf(items.get(0)))
                .containsExactly(Map.entry("编号", "000123"), Map.entry("姓名", "王𬱖"), Map.entry("地区", "110105"));
        assertThat(valuesOf(items.get(1))).containsEntry("姓名", "甲").containsEntry("地区", "110106");
    }

    @Test
    void shouldCountCharactersWhenTheMappingSaysSo() throws Exception {
        // Given: the same person, filled up to eight characters
        byte[] bytes = "\uFEFF000123王𬱖      110105\n".getBytes(StandardCharsets.UTF_8);

        // When
        List<SourceItem> items = read(format(FileFormat.Unit.CHARACTERS, false), bytes, StandardCharsets.UTF_8);

        // Then
        assertThat(valuesOf(items.get(0)))
                .containsEntry("编号", "000123")
                .containsEntry("姓名", "王𬱖")
                .containsEntry("地区", "110105");
    }

    @Test
    void shouldRefuseALineOfAnotherLengthAndReadOn() throws Exception {
        // Given
        byte[] bytes = "000123甲      1101\n000124乙      110105xx\n000125丙      110105\n".getBytes(GB18030);

        // When
        List<SourceItem> items = read(format(FileFormat.Unit.BYTES, false), bytes, GB18030);

        // Then
        assertThat(items)
                .extracting(item ->
                        item instanceof UnreadableRow row ? row.rejection().rule() : null)
                .containsExactly(Rule.COLUMN_COUNT, Rule.COLUMN_COUNT, null);
        assertThat(((UnreadableRow) items.get(0)).rejection().expected()).isEqualTo("a line of 20 bytes");
        assertThat(items.get(2).location()).isEqualTo("line 3");
    }

    @Test
    void shouldTakeTrimmedLinesWhenTheMappingSaysSo() throws Exception {
        // When
        List<SourceItem> items = read(format(FileFormat.Unit.BYTES, true), "000123甲\n".getBytes(GB18030), GB18030);

        // Then
        assertThat(valuesOf(items.get(0))).containsEntry("姓名", "甲").containsEntry("地区", "");
    }

    @Test
    void shouldLoseOneRowWhenAColumnCutsACharacter() throws Exception {
        // Given: eight bytes are full after four characters, so the fifth reaches into the next column
        byte[] bytes = "00012甲乙丙丁1105\n000125丙      110105\n".getBytes(GB18030);

        // When
        List<SourceItem> items = read(format(FileFormat.Unit.BYTES, true), bytes, GB18030);

        // Then
        assertThat(items.get(0)).isInstanceOfSatisfying(UnreadableRow.class, row -> {
            assertThat(row.rejection().rule()).isEqualTo(Rule.UNDECODABLE_BYTES);
            assertThat(row.rawBytes().orElseThrow()).isEqualTo("00012甲乙丙丁1105".getBytes(GB18030));
        });
        assertThat(items.get(1)).isInstanceOf(SourceRow.class);
    }

    @Test
    void shouldPassOverHeaderLines() throws Exception {
        // Given
        FileFormat format = new FileFormat.FixedWidth(FileFormat.Unit.BYTES, COLUMNS, 2, false);

        // When
        List<SourceItem> items = read(format, "社保局导出\n2024-05-01\n000125丙      110105\n".getBytes(GB18030), GB18030);

        // Then
        assertThat(items).singleElement().satisfies(item -> assertThat(item.location())
                .isEqualTo("line 3"));
    }

    @Test
    void shouldRefuseAFileWithoutLineEnds() {
        // Given
        String lines = "000125丙      110105\n" + "x".repeat(2 << 20);

        // When / Then
        assertThatExceptionOfType(RefusedFileException.class)
                .isThrownBy(() -> read(format(FileFormat.Unit.BYTES, false), lines.getBytes(GB18030), GB18030))
                .withMessageContaining("more in line 2");
    }

    @Test
    void shouldReadLinesAcrossItsBufferAndTheLastWithoutAnEnd() throws Exception {
        // Given: far more than is read at once
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < 10_000; row++) {
            text.append(String.format("%06d丙      110105%s", row, row < 9_999 ? "\r\n" : ""));
        }

        // When
        List<SourceItem> items =
                read(format(FileFormat.Unit.BYTES, false), text.toString().getBytes(GB18030), GB18030);

        // Then
        assertThat(items).hasSize(10_000).allSatisfy(item -> assertThat(valuesOf(item))
                .containsEntry("地区", "110105"));
        assertThat(valuesOf(items.get(9_999))).containsEntry("编号", "009999");
    }
}
