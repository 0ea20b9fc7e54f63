package org.huzheng.deploy.registers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.population.Population;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropFoldersTest {
    private static final Population PEOPLE = Population.generate(3, 600);
    private static final DirtyRows DIRT = DirtyRows.plant(3, PEOPLE);
    private static final Charset GB18030 = Charset.forName("GB18030");

    @TempDir
    private Path directory;

    @Test
    void shouldDropCompleteFilesWithAHeaderLineInTheDepartmentsCharacterSet() throws IOException {
        // When
        drop();

        // Then
        assertThat(files(Department.SOCIAL_SECURITY))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("contribution-0001.csv", "enrolment-0001.csv");
        assertThat(decode(lines(files(Department.SOCIAL_SECURITY).get(0)).get(0), GB18030))
                .startsWith("记录编号,版本号,公民身份号码,险种,费款所属期");
    }

    @Test
    void shouldPlantWhatItSaysItPlants() throws IOException {
        // When
        drop();

        // Then
        long rows = 0;
        long undecodable = 0;
        long tooShort = 0;
        long repeated = 0;
        for (Path file : files(Department.SOCIAL_SECURITY)) {
            List<byte[]> lines = lines(file);
            rows += lines.size() - 1;
            int columns = decode(lines.get(0), GB18030).split(",", -1).length;
            byte[] before = new byte[0];
            for (byte[] line : lines) {
                undecodable += isDecodable(line) ? 0 : 1;
                tooShort += isDecodable(line) && decode(line, GB18030).split(",", -1).length != columns ? 1 : 0;
                repeated += Arrays.equals(before, line) ? 1 : 0;
                before = line;
            }
        }
        assertThat(rows).isEqualTo(DIRT.rows(Department.SOCIAL_SECURITY));
        assertThat(undecodable)
                .isEqualTo(DIRT.byName(RegisterSource.CONTRIBUTION).get("undecodable"));
        assertThat(tooShort).isEqualTo(DIRT.byName(RegisterSource.CONTRIBUTION).get("missing-columns"));
        assertThat(repeated).isEqualTo(DIRT.exactDuplicates(Department.SOCIAL_SECURITY));
    }

    @Test
    void shouldLeaveFilesAloneThatAreThereAlready() throws IOException {
        // Given
        drop();
        Path file = files(Department.SOCIAL_SECURITY).get(0);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));

        // When
        drop();

        // Then
        assertThat(Files.getLastModifiedTime(file).toMillis()).isEqualTo(1);
    }

    @Test
    void shouldWriteTheSameBytesForTheSameSeed() throws IOException {
        // Given
        drop();
        DropFolders again = new DropFolders(directory.resolve("again"));
        Population people = Population.generate(3, 600);

        // When
        again.drop(people, DirtyRows.plant(3, people));

        // Then
        for (Path file : files(Department.SOCIAL_SECURITY)) {
            assertThat(again.of(Department.SOCIAL_SECURITY).resolve(file.getFileName()))
                    .hasSameBinaryContentAs(file);
        }
    }

    @Test
    void shouldCountDirtByDepartment() {
        // Given 600 people: every line of dirty-rows.csv is planted twice
        assertThat(DIRT.rowsPlantedDirty(Department.HOUSEHOLD)).isEqualTo(2 * 4);
        assertThat(DIRT.rowsPlantedDirty(Department.PROPERTY)).isEqualTo(2 * 2);
        assertThat(DIRT.rowsPlantedDirty(Department.SOCIAL_SECURITY)).isEqualTo(2 * (7 + 3));
        assertThat(DIRT.rowsPlantedDirty(Department.MEDICAL)).isEqualTo(2 * (5 + 2));
        assertThat(DIRT.rowsPlantedDirty()).isEqualTo(2 * 23);
        assertThat(DIRT.exactDuplicates()).isEqualTo(2 * 4);
    }

    private void drop() throws IOException {
        new DropFolders(directory).drop(PEOPLE, DIRT);
    }

    private List<Path> files(Department department) throws IOException {
        try (var files = Files.list(new DropFolders(directory).of(department))) {
            return files.sorted().toList();
        }
    }

    private static List<byte[]> lines(Path file) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte b : Files.readAllBytes(file)) {
            if (b == '\n') {
                lines.add(line.toByteArray());
                line.reset();
            } else {
                line.write(b);
            }
        }
        assertThat(line.size()).isZero();
        return lines;
    }

    private static String decode(byte[] line, Charset charset) {
        return new String(line, charset);
    }

    private static boolean isDecodable(byte[] line) {
        try {
            GB18030.newDecoder().decode(ByteBuffer.wrap(line));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
