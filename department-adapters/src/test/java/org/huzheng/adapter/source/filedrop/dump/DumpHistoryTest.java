package org.huzheng.adapter.source.filedrop.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.huzheng.adapter.source.filedrop.format.FileFormat;
import org.huzheng.adapter.source.filedrop.format.PackedFile;
import org.huzheng.adapter.source.filedrop.format.RowFile;
import org.huzheng.adapter.source.filedrop.format.RowOrigin;
import org.huzheng.adapter.source.filedrop.format.UnpackLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpHistoryTest {
    @TempDir
    Path directory;

    private DumpComparison compare(String mapping, int sequence, Optional<Integer> last, String csv) throws Exception {
        Path file = Files.writeString(directory.resolve("dump.csv"), csv);
        DumpHistory history = new DumpHistory(directory.resolve("last"), List.of("编号"), mapping);
        RowOrigin origin = new RowOrigin("dump.csv", sequence, RowOrigin.Content.FULL, Instant.EPOCH);
        try (RowFile rows = new FileFormat.Csv(',')
                .open(new PackedFile(file, UnpackLimits.DEFAULT), StandardCharsets.UTF_8, origin)) {
            return history.compare(rows, sequence, last);
        }
    }

    private DumpComparison compareInTurn(String first, String second) throws Exception {
        compare("mapping", 1, Optional.empty(), first);
        return compare("mapping", 2, Optional.of(1), second);
    }

    private static List<String> goneIn(DumpComparison comparison) throws Exception {
        List<String> ids = new ArrayList<>();
        try (GoneRecords gone = GoneRecords.open(comparison)) {
            for (Optional<String> id = gone.next(); id.isPresent(); id = gone.next()) {
                ids.add(id.get());
            }
        }
        return ids;
    }

    @Test
    void shouldFindWhatIsNewWhatChangedAndWhatIsGone() throws Exception {
        // When: rows in another order, one changed, one new, one gone
        DumpComparison comparison = compareInTurn("编号,姓名\n2,乙\n1,甲\n3,丙\n", "编号,姓名\n1,甲\n4,丁\n3,丙丙\n");

        // Then
        assertThat(comparison.changed().stream()).containsExactly(1, 2);
        assertThat(goneIn(comparison)).containsExactly("2");
        assertThat(comparison.lastRecords()).isEqualTo(3);
        assertThat(comparison.deletions()).isEqualTo(1);
    }

    @Test
    void shouldHandOverAllRowsOfARecordOnceOneOfThemChanged() throws Exception {
        // When: a register that keeps versions of a record
        DumpComparison comparison = compareInTurn("编号,版本\n1,1\n1,2\n2,1\n", "编号,版本\n1,1\n1,2\n1,3\n2,1\n");

        // Then
        assertThat(comparison.changed().stream()).containsExactly(0, 1, 2);
        assertThat(goneIn(comparison)).isEmpty();
    }

    @Test
    void shouldNotSayThatARecordIsGoneWhenARowsIdCannotBeRead() throws Exception {
        // Given
        compare("mapping", 1, Optional.empty(), "编号,姓名\n1,甲\n2,乙\n");

        // When: the second row may be the second record, then it is there again, then gone
        DumpComparison unclear = compare("mapping", 2, Optional.of(1), "编号,姓名\n1,甲\n,乙\n");
        DumpComparison same = compare("mapping", 3, Optional.of(2), "编号,姓名\n1,甲\n,乙\n");
        DumpComparison clear = compare("mapping", 4, Optional.of(3), "编号,姓名\n1,甲\n");

        // Then
        assertThat(unclear.changed().stream()).containsExactly(1);
        assertThat(unclear.deletions()).isZero();
        assertThat(unclear.goneRecords()).isEqualTo(1);
        assertThat(same.changed().stream()).isEmpty();
        assertThat(clear.deletions()).isEqualTo(1);
        assertThat(goneIn(clear)).containsExactly("2");
    }

    @Test
    void shouldHandOverEveryRowOnceTheMappingOrTheColumnsAreOthers() throws Exception {
        // Given
        String dump = "编号,姓名\n1,甲\n2,乙\n";
        compare("mapping", 1, Optional.empty(), dump);

        // When
        DumpComparison otherMapping = compare("mended mapping", 2, Optional.of(1), dump);
        DumpComparison otherColumns = compare("mended mapping", 3, Optional.of(2), dump.replace("姓名", "名字"));

        // Then
        assertThat(otherMapping.changed().cardinality()).isEqualTo(2);
        assertThat(otherColumns.changed().cardinality()).isEqualTo(2);
        assertThat(otherMapping.goneRecords() + otherColumns.goneRecords()).isZero();
    }

    @Test
    void shouldSortMoreThanFitsIntoMemoryAndKeepTheOrderOfEqualIds() throws Exception {
        // Given
        Random random = new Random(11);
        Map<String, List<Integer>> expected = new TreeMap<>();
        List<String> found = new ArrayList<>();
        try (EntrySorter sorter = new EntrySorter(directory, 10_000)) {
            for (int row = 0; row < 5_000; row++) {
                String id = "r" + random.nextInt(2_000);
                expected.computeIfAbsent(id, any -> new ArrayList<>()).add(row);
                sorter.add(new DumpEntry(id.getBytes(StandardCharsets.UTF_8), row, row, row));
            }

            // When
            sorter.sort();
            for (DumpEntry entry = sorter.next(); entry != null; entry = sorter.next()) {
                found.add(new String(entry.id(), StandardCharsets.UTF_8) + " " + entry.row());
            }
        }

        // Then
        assertThat(found)
                .containsExactlyElementsOf(expected.entrySet().stream()
                        .flatMap(record -> record.getValue().stream().map(row -> record.getKey() + " " + row))
                        .toList());
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldFindTheSameAsASetWould() throws Exception {
        Random random = new Random(5);
        for (int run = 1; run <= 20; run++) {
            // Given
            Map<Integer, Integer> before = rowsOf(random);
            Map<Integer, Integer> after = rowsOf(random);

            // When
            DumpComparison comparison = compareInTurn(csvOf(before), csvOf(after));

            // Then
            Set<Integer> gone = new HashSet<>(before.keySet());
            gone.removeAll(after.keySet());
            List<Integer> ids = new ArrayList<>(after.keySet());
            assertThat(goneIn(comparison).stream().map(Integer::valueOf)).containsExactlyInAnyOrderElementsOf(gone);
            assertThat(comparison.changed().stream().mapToObj(ids::get))
                    .containsExactlyElementsOf(ids.stream()
                            .filter(id -> !after.get(id).equals(before.get(id)))
                            .toList());
        }
    }

    private static Map<Integer, Integer> rowsOf(Random random) {
        Map<Integer, Integer> rows = new TreeMap<>();
        for (int row = random.nextInt(60); row > 0; row--) {
            rows.put(random.nextInt(80), random.nextInt(2));
        }
        return rows;
    }

    private static String csvOf(Map<Integer, Integer> rows) {
        StringBuilder csv = new StringBuilder("编号,值\n");
        rows.forEach((id, value) -> csv.append(id + "," + value + "\n"));
        return csv.toString();
    }
}
