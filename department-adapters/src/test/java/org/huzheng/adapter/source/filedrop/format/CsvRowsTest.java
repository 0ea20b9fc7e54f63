package org.huzheng.adapter.source.filedrop.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.source.UnreadableRow;
import org.huzheng.adapter.validation.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
    private static final Charset GB18030 = Charset.forName("GB18030");

    @TempDir
    Path directory;

    private List<SourceItem> read(Charset encoding, byte[]... parts) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.write(part);
        }
        return Rows.itemsOf(
                new FileFormat.Csv(','), Files.write(directory.resolve("rows.csv"), bytes.toByteArray()), encoding);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int index = 0; index < values.length; index++) {
            bytes[index] = (byte) values[index];
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"GB18030", "UTF-8"})
    void shouldReadChineseInEitherEncoding(String encoding) throws Exception {
        // Given: characters of two and four bytes, a separator and a line end inside quotes
        String text = "姓名,\"住 址\"\n王𬱖㛃,\"北京,\n朝阳\"\n";

        // When
        List<SourceItem> items = read(Charset.forName(encoding), text.getBytes(Charset.forName(encoding)));

        // Then
        assertThat(items).singleElement().isInstanceOfSatisfying(SourceRow.class, row -> {
            assertThat(row.values()).containsEntry("姓名", "王𬱖㛃").containsEntry("住 址", "北京,\n朝阳");
            assertThat(row.location()).isEqualTo("line 2");
            assertThat(row.version()).isEqualTo(new SourceVersion(0, (3L << 32) + 2));
        });
    }

    @Test
    void shouldPassOverAByteOrderMark() throws Exception {
        // When
        List<SourceItem> items =
                read(StandardCharsets.UTF_8, bytes(0xEF, 0xBB, 0xBF), "姓名\n王\n".getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(items).singleElement().isInstanceOfSatisfying(SourceRow.class, row -> assertThat(row.values())
                .containsOnlyKeys("姓名"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GB18030", "UTF-8"})
    void shouldLoseOneRowAndNotTheFileWhenBytesAreNoText(String encoding) throws Exception {
        // Given
        Charset charset = Charset.forName(encoding);

        // When
        List<SourceItem> items =
                read(charset, "编号,姓名\n1,甲\n2,乙".getBytes(charset), bytes(0xFF), "\n3,丙\n".getBytes(charset));

        // Then
        assertThat(items).hasSize(3);
        assertThat(items.get(1)).isInstanceOfSatisfying(UnreadableRow.class, row -> {
            assertThat(row.rejection().rule()).isEqualTo(Rule.UNDECODABLE_BYTES);
            assertThat(row.location()).isEqualTo("line 3");
            assertThat(row.values()).containsEntry("编号", "2");
            assertThat(row.rawBytes().orElseThrow())
                    .startsWith("2,乙".getBytes(charset))
                    .endsWith(0xFF);
        });
        assertThat(items.get(2)).isInstanceOfSatisfying(SourceRow.class, row -> assertThat(row.values())
                .containsEntry("姓名", "丙"));
    }

    @Test
    void shouldRefuseARowWithMissingOrExtraColumns() throws Exception {
        // When
        List<SourceItem> items = read(GB18030, "a,b,c\n1,2\n1,2,3\n1,2,3,4\n".getBytes(GB18030));

        // Then
        assertThat(items)
                .extracting(item ->
                        item instanceof UnreadableRow row ? row.rejection().rule() : null)
                .containsExactly(Rule.COLUMN_COUNT, null, Rule.COLUMN_COUNT);
    }

    @Test
    void shouldLoseOneRowWhenTextFollowsAClosingQuote() throws Exception {
        // When
        List<SourceItem> items = read(GB18030, "a,b\n\"1\"x,2\n3,4\n".getBytes(GB18030));

        // Then
        assertThat(items).hasSize(2);
        assertThat(items.get(1)).isInstanceOf(SourceRow.class);
    }

    @Test
    void shouldRefuseTheFileWhenAQuoteIsNeverClosed() {
        // When / Then
        assertThatExceptionOfType(RefusedFileException.class)
                .isThrownBy(() -> read(GB18030, "a,b\n1,2\n3,\"4\n5,6\n".getBytes(GB18030)))
                .withMessageContaining("a quote that is not closed")
                .withMessageContaining("behind the row that begins in line 2");
    }

    @Test
    void shouldRefuseTheFileWhenTheHeaderIsNoText() {
        // When / Then
        assertThatExceptionOfType(RefusedFileException.class)
                .isThrownBy(() -> read(StandardCharsets.UTF_8, "编号,姓名\n1,甲\n".getBytes(GB18030)))
                .withMessage("expected a header in UTF-8, found one with bytes that are no text in it");
    }

    @Test
    void shouldReadRowsOfAnyWidth() throws Exception {
        // Given: wider rows than most, a long value, an empty one at the end, and a blank line
        String header = IntStream.range(0, 200).mapToObj(column -> "c" + column).collect(Collectors.joining(","));
        String wide = "x".repeat(5_000) + ",v".repeat(198) + ",";

        // When
        List<SourceItem> items = read(GB18030, (header + "\n" + wide + "\n\n" + wide + "\n").getBytes(GB18030));

        // Then
        assertThat(items).hasSize(2).allSatisfy(item -> assertThat(((SourceRow) item).values())
                .hasSize(200)
                .containsEntry("c0", "x".repeat(5_000))
                .containsEntry("c198", "v")
                .containsEntry("c199", ""));
    }

    @Test
    void shouldRefuseTheFileWhenARowHasMoreColumnsThanAnyRegister() {
        // When / Then
        assertThatExceptionOfType(RefusedFileException.class)
                .isThrownBy(() -> read(GB18030, (",".repeat(1 << 14) + "\n").getBytes(GB18030)))
                .withMessageContaining("at most 16384 columns");
    }

    @Test
    void shouldFindNoRowsInAnEmptyFile() throws Exception {
        // When / Then
        assertThat(read(GB18030)).isEmpty();
    }
}
