package org.huzheng.adapter.source.filedrop.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedFileTest {
    private static final UnpackLimits LIMITS = new UnpackLimits(1L << 30, 100);

    @TempDir
    Path directory;

    private Path zip(String... names) throws IOException {
        Path file = directory.resolve("rows.csv.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private Path gzip(byte[] content) throws IOException {
        Path file = directory.resolve("rows.csv.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write(content);
        }
        return file;
    }

    private static String read(Path file) throws Exception {
        try (InputStream content = new PackedFile(file, LIMITS).open()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void shouldUnpackTheOnlyFileOfAZip() throws Exception {
        assertThat(read(zip("名册.csv"))).isEqualTo("a,b\n1,2\n");
    }

    @Test
    void shouldUnpackGzip() throws Exception {
        assertThat(read(gzip("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)))).isEqualTo("a,b\n1,2\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/rows.csv", "/etc/rows.csv", "..\\rows.csv", "C:rows.csv", "folder/rows.csv"})
    void shouldRefuseAZipWhoseFileHasAPath(String name) throws Exception {
        // Given
        Path file = zip(name);

        // When / Then
        assertThatExceptionOfType(RefusedFileException.class)
                .isThrownBy(() -> read(file))
                .withMessage("expected a file with a plain name in the .zip, found a name with a path in it");
    }

    @Test
    void shouldRefuseAZipWithSeveralFiles() throws Exception {
        // Given
        Path file = zip("1.csv", "2.csv");

        // When / Then
        assertThatExceptionOfType(RefusedFileException.class)
                .isThrownBy(() -> read(file))
                .withMessage("expected a .zip with one file in it, found 2 entries");
    }

    @Test
    void shouldRefuseWhatUnpacksToTooMuch() throws Exception {
        // Given: eight million blanks in eight kilobytes
        byte[] blanks = new byte[8 << 20];
        Arrays.fill(blanks, (byte) ' ');
        Path file = gzip(blanks);

        // When / Then
        assertThatExceptionOfType(RefusedFileException.class)
                .isThrownBy(() -> new PackedFile(file, LIMITS).check())
                .withMessage("expected at most 1073741824 bytes unpacked, and 100 for each packed one, found more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows.csv.gz", "rows.csv.zip"})
    void shouldRefuseWhatIsDamaged(String name) throws Exception {
        // Given: the first half of a packed file
        byte[] content = new byte[20_000];
        new java.util.Random(7).nextBytes(content);
        Path whole = name.endsWith(".gz") ? gzip(content) : zip("rows.csv");
        byte[] bytes = Files.readAllBytes(whole);
        Path file = Files.write(directory.resolve(name), Arrays.copyOf(bytes, bytes.length / 2));

        // When / Then
        assertThatExceptionOfType(RefusedFileException.class)
                .isThrownBy(() -> new PackedFile(file, LIMITS).check())
                .withMessageContaining("expected a packed file that can be unpacked to its end");
    }

    @Test
    void shouldRefuseAZipWhoseContentIsNotWhatWasPacked() throws Exception {
        // Given: one bit of a stored entry turned over
        byte[] rows = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
        Path file = directory.resolve("rows.csv.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setMethod(ZipOutputStream.STORED);
            ZipEntry entry = new ZipEntry("rows.csv");
            java.util.zip.CRC32 sum = new java.util.zip.CRC32();
            sum.update(rows);
            entry.setSize(rows.length);
            entry.setCrc(sum.getValue());
            zip.putNextEntry(entry);
            zip.write(rows);
        }
        byte[] bytes = Files.readAllBytes(file);
        int place = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("1,2");
        bytes[place] ^= 1;
        Files.write(file, bytes);

        // When / Then
        assertThatExceptionOfType(RefusedFileException.class)
                .isThrownBy(() -> new PackedFile(file, LIMITS).check())
                .withMessageContaining("found a damaged one");
    }
}
