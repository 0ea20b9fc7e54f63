package org.huzheng.adapter.source.filedrop.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.filedrop.format.FileFormat;
import org.huzheng.adapter.source.filedrop.format.PackedFile;
import org.huzheng.adapter.source.filedrop.format.RowFile;
import org.huzheng.adapter.source.filedrop.format.RowOrigin;
import org.huzheng.adapter.source.filedrop.format.UnpackLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static List<Integer> changedIn(DumpComparison comparison) {
        return IntStream.range(0, Math.toIntExact(comparison.rows()))
                .filter(comparison.changed()::has)
                .boxed()
                .toList();
    }

    private static List<String> goneIn(DumpComparison comparison) throws Exception {
        List<String> ids = new ArrayList<>();
        try (GoneRecords gone = GoneRecords.open(comparison)) {
            for (Optional<List<String>> id = gone.next(); id.isPresent(); id = gone.next()) {
                ids.add(String.join(" ", id.get()));
            }
        }
        return ids;
    }

    @Test
    void shouldFindWhatIsNewWhatChangedAndWhatIsGone() throws Exception {
        // When: rows in another order, one changed, one new, one gone
        DumpComparison comparison = compareInTurn("编号,姓名\n2,乙\n1,甲\n3,丙\n", "编号,姓名\n1,甲\n4,丁\n3,丙丙\n");

        // Then
        assertThat(changedIn(comparison)).containsExactly(1, 2);
        assertThat(goneIn(comparison)).containsExactly("2");
        assertThat(comparison.lastRecords()).isEqualTo(3);
        assertThat(comparison.deletions()).isEqualTo(1);
    }

    @Test
    void shouldHandOverAllRowsOfARecordOnceOneOfThemChanged() throws Exception {
        // When: a register that keeps versions of a record
        DumpComparison comparison = compareInTurn("编号,版本\n1,1\n1,2\n2,1\n", "编号,版本\n1,1\n1,2\n1,3\n2,1\n");

        // Then
        assertThat(changedIn(comparison)).containsExactly(0, 1, 2);
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
        assertThat(changedIn(unclear)).containsExactly(1);
        assertThat(unclear.deletions()).isZero();
        assertThat(unclear.goneRecords()).isEqualTo(1);
        assertThat(changedIn(same)).isEmpty();
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
        assertThat(otherMapping.changed().count()).isEqualTo(2);
        assertThat(otherColumns.changed().count()).isEqualTo(2);
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
    void shouldFindTheSameAsASetWouldInWhateverOrderRowsStand() throws Exception {
        Random random = new Random(5);
        for (int run = 1; run <= 60; run++) {
            // Given
            Map<Integer, Integer> before = rowsOf(random);
            Map<Integer, Integer> after = rowsOf(random);
            List<Integer> ids = inSomeOrder(after, random);

            // When
            DumpComparison comparison = compareInTurn(csvOf(before, inSomeOrder(before, random)), csvOf(after, ids));

            // Then
            Set<Integer> gone = new HashSet<>(before.keySet());
            gone.removeAll(after.keySet());
            assertThat(goneIn(comparison).stream().map(Integer::valueOf))
                    .containsExactlyElementsOf(gone.stream().sorted().toList());
            assertThat(comparison.lastRecords()).isEqualTo(before.size());
            assertThat(changedIn(comparison).stream().map(ids::get))
                    .containsExactlyElementsOf(ids.stream()
                            .filter(id -> !after.get(id).equals(before.get(id)))
                            .toList());
        }
    }

    @Test
    void shouldKeepTheRowsThatChangedOfADumpInTheOrderOfItsKey() throws Exception {
        // Given: numbers, which stand in another order as texts
        String first = "编号,姓名\n8,甲\n9,乙\n10,丙\n11,丁\n";
        String second = "编号,姓名\n8,甲\n9,乙乙\n10,丙\n12,戊\n";

        // When
        DumpComparison comparison = compareInTurn(first, second);

        // Then
        assertThat(comparison.changed().kept()).hasValueSatisfying(kept -> assertThat(kept)
                .extracting(row -> ((SourceRow) row).values().get("姓名"))
                .containsExactly("乙乙", "戊"));
        assertThat(goneIn(comparison)).containsExactly("11");
    }

    @ParameterizedTest
    @CsvSource({"10001, 1", "5, 1000000"})
    void shouldKeepNoMoreRowsThanALittleMemoryHolds(int rows, int length) throws Exception {
        // Given
        StringBuilder dump = new StringBuilder("编号,备注\n");
        IntStream.rangeClosed(1, rows)
                .forEach(row ->
                        dump.append(row).append(',').append("x".repeat(length)).append('\n'));

        // When
        DumpComparison comparison = compare("mapping", 1, Optional.empty(), dump.toString());

        // Then
        assertThat(comparison.changed().count()).isEqualTo(rows);
        assertThat(comparison.changed().kept()).isEmpty();
    }

    @Test
    void shouldNotKnowADumpByIdsOfOtherColumns() throws Exception {
        // Given
        compare("mapping", 1, Optional.empty(), "编号,姓名\n1,甲\n");

        // When
        DumpHistory same = new DumpHistory(directory.resolve("last"), List.of("编号"), "mapping");
        DumpHistory others = new DumpHistory(directory.resolve("last"), List.of("编号", "姓名"), "mapping");

        // Then: it is remembered again by these from the archived dump
        assertThat(same.knows(1)).isTrue();
        assertThat(others.knows(1)).isFalse();
    }

    @Test
    void shouldTellIdsOfSeveralColumnsApartAndOrderThemColumnByColumn() {
        // Given
        List<List<String>> ids = List.of(
                List.of("8", "b"), List.of("10", ""), List.of("10", "a"), List.of("101", ""), List.of("互证", "9"));

        // When
        List<byte[]> written = ids.stream().map(RecordId::of).toList();

        // Then
        assertThat(written).isSortedAccordingTo(Arrays::compareUnsigned);
        assertThat(written.stream().map(RecordId::valuesOf)).containsExactlyElementsOf(ids);
        assertThat(RecordId.of(List.of("x".repeat(RecordId.BYTES_MAX)))).isNull();
    }

    private static Map<Integer, Integer> rowsOf(Random random) {
        Map<Integer, Integer> rows = new TreeMap<>();
        for (int row = random.nextInt(60); row > 0; row--) {
            rows.put(random.nextInt(200), random.nextInt(2));
        }
        return rows;
    }

    /** In the order of ids, or only up to somewhere, or not at all. */
    private static List<Integer> inSomeOrder(Map<Integer, Integer> rows, Random random) {
        List<Integer> ids = new ArrayList<>(rows.keySet());
        int ordered = random.nextBoolean() ? ids.size() : random.nextInt(ids.size() + 1);
        Collections.shuffle(ids.subList(ordered, ids.size()), random);
        return ids;
    }

    private static String csvOf(Map<Integer, Integer> rows, List<Integer> ids) {
        StringBuilder csv = new StringBuilder("编号,值\n");
        ids.forEach(id -> csv.append(id + "," + rows.get(id) + "\n"));
        return csv.toString();
    }
}
