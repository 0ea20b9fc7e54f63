package org.huzheng.adapter.source.filedrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.RowTally;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.UnreadableRow;
import org.huzheng.adapter.source.filedrop.format.FileFormat;
import org.huzheng.adapter.source.filedrop.format.UnpackLimits;
import org.huzheng.testing.CouldNotRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of files: taken, resumed, refused, put away; the exchange is played by the test. */
class FileDropSourceTest {
    private static final Duration POLL = Duration.ofMillis(1);
    private static final String HEADER = "id,name\n";

    @TempDir
    Path directory;

    private Path drop;
    private Path archive;
    private Completion completion = Completion.RENAMED;
    private Optional<FullDumps> fullDumps = Optional.empty();
    private Duration quietTime = Duration.ZERO;

    // What the exchange has stored.
    private Optional<String> position = Optional.empty();
    private RowTally settled = RowTally.none();

    @BeforeEach
    void makeDirectories() throws IOException {
        drop = Files.createDirectories(directory.resolve("drop"));
        archive = directory.resolve("archive");
    }

    private Source open() throws SourceException {
        FileDropSettings settings = new FileDropSettings(
                drop,
                archive,
                archive.resolve("refused"),
                new FileFormat.Csv(','),
                StandardCharsets.UTF_8,
                completion,
                fullDumps,
                UnpackLimits.DEFAULT,
                quietTime,
                Duration.ofMillis(1));
        return settings.open(new SourceOpening(
                "test",
                List.of("rows-*.csv"),
                position,
                Duration.ofSeconds(1),
                settled,
                new SourceOpening.Mapped("mapping", Map.of("rows-*.csv", List.of("id")), "run-1")));
    }

    private void store(SourceBatch batch) {
        if (batch.position().isPresent()) {
            position = batch.position();
            settled = RowTally.of(outcomesOf(batch));
        }
    }

    private static List<RowOutcome> outcomesOf(SourceBatch batch) {
        return batch.items().stream().map(FileDropSourceTest::outcomeOf).toList();
    }

    private static RowOutcome outcomeOf(SourceItem item) {
        return item instanceof UnreadableRow row
                ? new RowOutcome.Quarantined(row.rejection())
                : new RowOutcome.Published();
    }

    /** Reads until there is nothing left, as one life of an adapter. */
    private List<SourceItem> read() throws Exception {
        List<SourceItem> items = new ArrayList<>();
        try (Source source = open()) {
            SourceBatch batch = source.poll(POLL);
            while (batch.committedBefore().isEmpty()) {
                items.addAll(batch.items());
                store(batch);
                source.committed(batch, outcomesOf(batch));
                batch = source.poll(POLL);
            }
        }
        return items;
    }

    private Path drop(String name, String... rows) throws IOException {
        return Files.writeString(drop.resolve(name), HEADER + String.join("\n", rows) + "\n");
    }

    private static String[] rows(int from, int to) {
        String[] rows = new String[to - from];
        for (int row = from; row < to; row++) {
            rows[row - from] = row + ",n" + row;
        }
        return rows;
    }

    private JsonNode receipt(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> receipts = files.filter(file -> file.toString().endsWith(".receipt.json"))
                    .sorted()
                    .toList();
            return new ObjectMapper().readTree(receipts.get(receipts.size() - 1).toFile());
        }
    }

    private JsonNode refusal() throws IOException {
        return receipt(archive.resolve("refused"));
    }

    private static List<String> idsOf(List<SourceItem> items) {
        return items.stream().map(item -> ((SourceRow) item).values().get("id")).toList();
    }

    @Test
    void shouldPutAReceiptBesideTheArchivedFile() throws Exception {
        // Given
        Path file = drop("rows-1.csv", "1,a", "2", "3,c");
        String sha256 = FileDigest.of(file);

        // When
        read();

        // Then
        assertThat(archive.resolve("1-rows-1.csv")).exists();
        JsonNode receipt = receipt(archive);
        assertThat(receipt.path("outcome").asText()).isEqualTo("settled");
        assertThat(receipt.path("file").asText()).isEqualTo("rows-1.csv");
        assertThat(receipt.path("sha256").asText()).isEqualTo(sha256);
        assertThat(receipt.path("run").asText()).isEqualTo("run-1");
        assertThat(receipt.path("rows").asLong()).isEqualTo(3);
        assertThat(receipt.path("published").asLong()).isEqualTo(2);
        assertThat(receipt.path("rejected").path("column-count").asLong()).isEqualTo(1);
        assertThat(receipt.path("takenAt").asText())
                .isLessThanOrEqualTo(receipt.path("finishedAt").asText());
    }

    @Test
    void shouldCountEachRowOnceInTheReceiptOfAFileThatWasReadInTwoLives() throws Exception {
        // Given: the process ends after the first batch was stored, before the source is told
        drop("rows-1.csv", rows(0, 9_000));
        try (Source source = open()) {
            SourceBatch first = source.poll(POLL);
            store(first);
            source.committed(first, outcomesOf(first));
            store(source.poll(POLL));
        }

        // When
        List<SourceItem> rest = read();

        // Then
        assertThat(rest).hasSize(1_000);
        assertThat(receipt(archive).path("published").asLong()).isEqualTo(9_000);
        assertThat(receipt(archive).path("rows").asLong()).isEqualTo(9_000);
    }

    @Test
    void shouldResumeInsideAFileWhenAnEarlierOneArrivedMeanwhile() throws Exception {
        // Given
        drop("rows-2.csv", rows(0, 5_000));
        try (Source source = open()) {
            store(source.poll(POLL));
        }
        drop("rows-1.csv", "x,x");

        // When
        List<SourceItem> rest = read();

        // Then
        assertThat(rest).hasSize(1_000 + 1);
        assertThat(archive.resolve("refused")).doesNotExist();
    }

    @Test
    void shouldTakeAFileOnlyOnceItsManifestIsThere() throws Exception {
        // Given
        completion = Completion.MANIFEST;
        Path file = drop("rows-1.csv", "1,a", "2,b");

        // When
        List<SourceItem> before = read();
        Files.writeString(
                drop.resolve("rows-1.csv.manifest"), "{\"rows\": 2, \"sha256\": \"" + FileDigest.of(file) + "\"}");
        List<SourceItem> after = read();

        // Then
        assertThat(before).isEmpty();
        assertThat(after).hasSize(2);
        assertThat(archive.resolve("1-rows-1.csv.manifest")).exists();
        assertThat(drop).isEmptyDirectory();
    }

    @Test
    void shouldRefuseAWholeFileWhoseRowsAreNotAsManyAsItsManifestSaysAndGoOn() throws Exception {
        // Given
        completion = Completion.SHA256;
        Path file = drop("rows-1.csv", "1,a", "2,b");
        Files.writeString(drop.resolve("rows-1.csv.sha256"), FileDigest.of(file) + "  rows-1.csv\n# rows 3\n");
        Path next = drop("rows-2.csv", "3,c");
        Files.writeString(drop.resolve("rows-2.csv.sha256"), FileDigest.of(next) + "  rows-2.csv\n# rows 1\n");

        // When
        List<SourceItem> items = read();

        // Then
        assertThat(idsOf(items)).containsExactly("3");
        assertThat(refusal().path("outcome").asText()).isEqualTo("refused");
        assertThat(refusal().path("expected").asText()).isEqualTo("3 rows as its manifest says");
        assertThat(refusal().path("found").asText()).isEqualTo("2 rows");
        assertThat(drop).isEmptyDirectory();
    }

    @Test
    void shouldRefuseAWholeFileWhoseDigestIsAnother() throws Exception {
        // Given
        completion = Completion.MANIFEST;
        drop("rows-1.csv", "1,a");
        Files.writeString(drop.resolve("rows-1.csv.manifest"), "{\"rows\": 1, \"sha256\": \"" + "0".repeat(64) + "\"}");

        // When
        List<SourceItem> items = read();

        // Then
        assertThat(items).isEmpty();
        assertThat(refusal().path("expected").asText()).startsWith("SHA-256 000000");
    }

    @Test
    void shouldLeaveAFileAloneThatMayStillBeWritten() throws Exception {
        // Given: half of a packed file, just written
        quietTime = Duration.ofMinutes(1);
        Path whole = directory.resolve("whole.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            out.write((HEADER + String.join("\n", rows(0, 1_000))).getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path file = Files.write(drop.resolve("rows-1.csv.gz"), java.util.Arrays.copyOf(bytes, bytes.length / 2));

        // When
        List<SourceItem> half = read();
        boolean leftThere = Files.exists(file);
        Files.write(file, bytes);
        List<SourceItem> all = read();

        // Then
        assertThat(half).isEmpty();
        assertThat(leftThere).isTrue();
        assertThat(all).hasSize(1_000);
    }

    @Test
    void shouldGiveUpAFileThatIsReplacedWhileItIsReadAndReadTheNewOne() throws Exception {
        // Given
        Path file = drop("rows-1.csv", rows(0, 9_000));
        List<SourceItem> items = new ArrayList<>();
        try (Source source = open()) {
            SourceBatch first = source.poll(POLL);
            store(first);
            source.committed(first, outcomesOf(first));

            // When
            Path other = Files.writeString(directory.resolve("other"), HEADER + "7,new\n");
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            SourceBatch afterwards = source.poll(POLL);
            items.addAll(afterwards.items());
        }
        items.addAll(read());

        // Then: what is said of the old one, and the new one under a later version
        assertThat(idsOf(items)).containsExactly("7");
        assertThat(((SourceRow) items.get(0)).version().position()).isEqualTo(2);
        assertThat(refusal().path("outcome").asText()).isEqualTo("replaced");
        assertThat(refusal().path("handedOver").asLong()).isEqualTo(4_000);
        assertThat(archive.resolve("2-rows-1.csv")).exists();
    }

    @Test
    void shouldGiveUpAFileThatIsWrittenToWhileItIsRead() throws Exception {
        // Given
        Path file = drop("rows-1.csv", rows(0, 9_000));
        try (Source source = open()) {
            SourceBatch first = source.poll(POLL);
            store(first);
            source.committed(first, outcomesOf(first));

            // When
            Files.writeString(file, "9999,late\n", java.nio.file.StandardOpenOption.APPEND);
            assertThat(source.poll(POLL).items()).isEmpty();
        }
        List<SourceItem> again = read();

        // Then
        assertThat(again).hasSize(9_001);
        assertThat(refusal().path("outcome").asText()).isEqualTo("replaced");
    }

    @Test
    void shouldSayWhenAFileIsTakenAwayBeforeItWasReadToItsEnd() throws Exception {
        // Given
        Path file = drop("rows-1.csv", rows(0, 9_000));
        try (Source source = open()) {
            store(source.poll(POLL));
        }

        // When
        Files.delete(file);
        read();

        // Then
        assertThat(refusal().path("handedOver").asLong()).isEqualTo(4_000);
        assertThat(refusal().path("file").asText()).isEqualTo("rows-1.csv");
    }

    @Test
    void shouldHandOverOnlyWhatAFullDumpChanges() throws Exception {
        // Given
        fullDumps = Optional.of(new FullDumps(50));
        drop("rows-1.csv", "1,a", "2,b", "3,c");
        read();

        // When
        drop("rows-2.csv", "4,d", "1,a", "3,cc");
        List<SourceItem> items = read();

        // Then
        assertThat(items)
                .extracting(
                        item -> ((SourceRow) item).operation(),
                        item -> ((SourceRow) item).values().get("id"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Operation.READ, "4"),
                        org.assertj.core.groups.Tuple.tuple(Operation.READ, "3"),
                        org.assertj.core.groups.Tuple.tuple(Operation.DELETE, "2"));
        JsonNode receipt = receipt(archive);
        assertThat(receipt.path("rows").asLong()).isEqualTo(3);
        assertThat(receipt.path("unchanged").asLong()).isEqualTo(1);
        assertThat(receipt.path("disappeared").asLong()).isEqualTo(1);
    }

    @Test
    void shouldResumeInsideAComparedDump() throws Exception {
        // Given: a dump of which every second record changed and some are gone, of which two batches were stored
        fullDumps = Optional.of(new FullDumps(50));
        drop("rows-1.csv", rows(0, 20_000));
        read();
        String[] changed = rows(0, 18_000);
        for (int row = 0; row < changed.length; row += 2) {
            changed[row] = row + ",changed";
        }
        drop("rows-2.csv", changed);
        List<SourceItem> items = new ArrayList<>();
        for (int life = 0; life < 2; life++) {
            try (Source source = open()) {
                SourceBatch batch = source.poll(POLL);
                items.addAll(batch.items());
                store(batch);
            }
        }

        // When
        items.addAll(read());

        // Then
        assertThat(items).hasSize(9_000 + 2_000);
        assertThat(idsOf(items)).doesNotHaveDuplicates();
        assertThat(receipt(archive).path("published").asLong()).isEqualTo(11_000);
    }

    @Test
    void shouldRefuseADumpThatLacksTooMuchAndCompareTheNextWithTheLastWholeOne() throws Exception {
        // Given
        fullDumps = Optional.of(new FullDumps(10));
        drop("rows-1.csv", rows(0, 100));
        read();

        // When
        drop("rows-2.csv", rows(0, 89));
        List<SourceItem> truncated = read();
        drop("rows-3.csv", rows(0, 90));
        List<SourceItem> whole = read();

        // Then
        assertThat(truncated).isEmpty();
        assertThat(refusal().path("expected").asText())
                .isEqualTo("at most 10 % of the 100 records of the full dump before it to be gone");
        assertThat(refusal().path("found").asText()).startsWith("11 gone");
        assertThat(whole).hasSize(10).allMatch(item -> ((SourceRow) item).operation() == Operation.DELETE);
    }

    @Test
    void shouldRememberTheLastDumpAgainFromTheArchive() throws Exception {
        // Given
        fullDumps = Optional.of(new FullDumps(50));
        drop("rows-1.csv", "1,a", "2,b");
        read();
        try (Stream<Path> remembered = Files.walk(archive.resolve("last-dumps"))) {
            for (Path file : remembered.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }

        // When
        drop("rows-2.csv", "1,a");
        List<SourceItem> items = read();

        // Then
        assertThat(idsOf(items)).containsExactly("2");
    }

    @Test
    void shouldLoseNothingWhenTheArchiveIsFull() throws Exception {
        // Given: an archive on a file system of 64 kilobytes, filled up
        Path full = Files.createDirectories(directory.resolve("full"));
        archive = full.resolve("archive");
        mount(full);
        try {
            Path filling = full.resolve("filling");
            fillUp(filling);
            drop("rows-1.csv", "1,a", "2,b");

            // When
            SourceException failure = null;
            try {
                read();
            } catch (SourceException e) {
                failure = e;
            }
            boolean stillThere = Files.exists(drop.resolve("rows-1.csv"));
            Files.delete(filling);
            List<SourceItem> again = read();

            // Then
            assertThat(failure)
                    .hasMessageContaining("expected to put it and its receipt into " + archive)
                    .hasMessageContaining("No space left on device");
            assertThat(stillThere).isTrue();
            assertThat(again).isEmpty();
            assertThat(archive.resolve("1-rows-1.csv")).hasContent(HEADER + "1,a\n2,b\n");
            assertThat(receipt(archive).path("published").asLong()).isEqualTo(2);
        } finally {
            run("umount", full.toString());
        }
    }

    private static void mount(Path full) throws Exception {
        if (run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", full.toString()) != 0) {
            throw CouldNotRun.because("a full archive", "a small file system can only be mounted as root");
        }
    }

    private static void fillUp(Path filling) throws IOException {
        try (OutputStream out = Files.newOutputStream(filling)) {
            for (int kilobyte = 0; kilobyte < 1_000; kilobyte++) {
                out.write(new byte[1_024]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void shouldSayWhereTheLastDumpIsMissing() throws Exception {
        // Given
        fullDumps = Optional.of(new FullDumps(50));
        drop("rows-1.csv", "1,a", "2,b");
        read();
        try (Stream<Path> all = Files.walk(archive)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }

        // When
        drop("rows-2.csv", "1,a");

        // Then
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(this::read)
                .withMessageContaining("expected the one before it at " + archive.resolve("1-rows-1.csv"));
    }
}
