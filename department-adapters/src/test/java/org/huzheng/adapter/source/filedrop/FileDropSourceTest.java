package org.huzheng.adapter.source.filedrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When files are taken, given up and refused. */
class FileDropSourceTest extends DropLives {
    @Test
    void shouldResumeInsideAFileWhenAnEarlierOneArrivedMeanwhile() throws Exception {
        // Given
        drop("rows-2.csv", rows(0, 11_000));
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

    /** What is said at last of how far the source is, once there is nothing to read any more. */
    private Optional<Instant> knownAfterReading(Source source) throws Exception {
        Optional<Instant> known = Optional.empty();
        int quiet = 0;
        while (quiet < 3) {
            SourceBatch batch = source.poll(POLL);
            store(batch);
            source.committed(batch, outcomesOf(batch));
            known = batch.committedBefore();
            quiet = batch.items().isEmpty() ? quiet + 1 : 0;
        }
        return known;
    }

    private Path completedAt(Instant time, Path file) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(time));
    }

    @Test
    void shouldNotSayThatAnythingIsKnownWhileNoFileEverCame() throws Exception {
        // Given
        silence = Silence.TELLS_NOTHING;

        // When / Then
        try (Source source = open()) {
            assertThat(knownAfterReading(source)).isEmpty();
        }
    }

    @Test
    void shouldKnowTheRegisterUpToItsLastFileHoweverLongNoneComes() throws Exception {
        // Given
        silence = Silence.TELLS_NOTHING;
        Instant first = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
        Instant second = first.plus(Duration.ofHours(1));
        completedAt(first, drop("rows-1.csv", "1,a"));

        // When
        Optional<Instant> known;
        Optional<Instant> knownAgain;
        Optional<Instant> knownLater;
        try (Source source = open()) {
            known = knownAfterReading(source);
        }
        try (Source source = open()) {
            knownAgain = knownAfterReading(source);
            // A file without rows says that nothing happened.
            completedAt(second, Files.writeString(drop.resolve("rows-2.csv"), HEADER));
            knownLater = knownAfterReading(source);
        }

        // Then: also after a restart
        assertThat(known).contains(first);
        assertThat(knownAgain).contains(first);
        assertThat(knownLater).contains(second);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldKnowTheRegisterUpToTheLastTimeItSaidTheSame(boolean whileStopped) throws Exception {
        // Given: a file of one name, in which nothing changed
        silence = Silence.TELLS_NOTHING;
        Instant first = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
        Instant second = first.plus(Duration.ofHours(1));
        completedAt(first, drop("rows-1.csv", "1,a"));
        Optional<Instant> known;
        try (Source source = open()) {
            knownAfterReading(source);

            // When
            if (!whileStopped) {
                completedAt(second, drop("rows-1.csv", "1,a"));
                knownAfterReading(source);
            }
        }
        if (whileStopped) {
            completedAt(second, drop("rows-1.csv", "1,a"));
        }
        try (Source source = open()) {
            known = knownAfterReading(source);
        }

        // Then
        assertThat(known).contains(second);
    }

    @Test
    void shouldKnowTheRegisterUpToTheTimeItsManifestStates() throws Exception {
        // Given: an export that takes an hour, and one whose clock is ahead
        silence = Silence.TELLS_NOTHING;
        completion = Completion.SHA256;
        Path file = drop("rows-1.csv", "1,a");
        Files.writeString(
                drop.resolve("rows-1.csv.sha256"),
                FileDigest.of(file) + "  rows-1.csv\n# rows 1\n# committedBefore 2024-05-31T18:00:00+08:00\n");

        // When
        Optional<Instant> stated;
        Optional<Instant> ahead;
        try (Source source = open()) {
            stated = knownAfterReading(source);
            Path next = completedAt(Instant.now().plus(Duration.ofDays(1)), drop("rows-2.csv", "2,b"));
            Files.writeString(drop.resolve("rows-2.csv.sha256"), FileDigest.of(next) + "  rows-2.csv\n# rows 1\n");
            ahead = knownAfterReading(source);
        }

        // Then
        assertThat(stated).contains(Instant.parse("2024-05-31T10:00:00Z"));
        assertThat(ahead.orElseThrow()).isBetween(Instant.now().minusSeconds(60), Instant.now());
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
    void shouldHandOverNoRowOfAFileThatAStrayQuoteMakesUnsplittable() throws Exception {
        // Given: behind more rows than are handed over at once
        String[] register = rows(0, 12_000);
        register[11_000] = "11000,\"stray";
        drop("rows-1.csv", register);
        drop("rows-2.csv", "1,a");

        // When
        List<SourceItem> items = read();

        // Then
        assertThat(idsOf(items)).containsExactly("1");
        assertThat(refusal().path("outcome").asText()).isEqualTo("refused");
        assertThat(refusal().path("found").asText()).contains("behind the row that begins in line 11001");
        assertThat(drop).isEmptyDirectory();
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
        Path file = Files.write(drop.resolve("rows-1.csv.gz"), Arrays.copyOf(bytes, bytes.length / 2));

        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofDays(1))));
        drop("rows-2.csv", "0,newer");

        // When
        List<SourceBatch> whileHalf = new ArrayList<>();
        try (Source source = open()) {
            for (int poll = 0; poll < 5; poll++) {
                SourceBatch batch = source.poll(POLL);
                source.committed(batch, outcomesOf(batch));
                whileHalf.add(batch);
            }
        }
        boolean leftThere = Files.exists(file);
        Files.write(file, bytes);
        List<SourceItem> all = read();

        // Then: meanwhile nothing is read that it would override, and nothing is said of how far the source is
        assertThat(whileHalf)
                .allMatch(batch ->
                        batch.items().isEmpty() && batch.committedBefore().isEmpty());
        assertThat(leftThere).isTrue();
        assertThat(idsOf(all)).hasSize(1_001).endsWith("0");
    }

    @Test
    void shouldWaitForAFileThatIsWrittenToWhileItIsLookedThrough() throws Exception {
        // Given: a writer that is slower than the look, and a file that overrides what it writes
        quietTime = Duration.ofMillis(200);
        Path file = drop("rows-1.csv", "1,a");
        drop("rows-2.csv", "1,b");
        AtomicInteger written = new AtomicInteger();
        FileDigest.Digesting whileWriting = digested -> {
            String digest = FileDigest.of(digested);
            if (digested.equals(file) && written.incrementAndGet() <= 2) {
                Files.writeString(file, "1" + written + ",a\n", StandardOpenOption.APPEND);
            }
            return digest;
        };
        List<SourceBatch> batches = new ArrayList<>();

        // When
        try (Source source = new FileDropSource(
                settings(),
                opening(InstantSource.system()),
                new DropDirectory(drop, List.of(PATTERN), completion),
                new Archive(settings(), opening(InstantSource.system())),
                whileWriting,
                FileDropPosition.beginning())) {
            while (batches.isEmpty()
                    || batches.get(batches.size() - 1).committedBefore().isEmpty()) {
                SourceBatch batch = source.poll(POLL);
                source.committed(batch, outcomesOf(batch));
                batches.add(batch);
            }
        }

        // Then: nothing is read, and nothing said of how far the source is, before the file lay still
        assertThat(idsOf(batches.stream()
                        .flatMap(batch -> batch.items().stream())
                        .toList()))
                .containsExactly("1", "11", "12", "1");
        assertThat(batches)
                .filteredOn(batch -> batch.committedBefore().isPresent())
                .hasSize(1);
        assertThat(archive.resolve("refused")).doesNotExist();
    }

    @Test
    void shouldRefuseAFileOnceItLayUnchangedForLongEnoughWhateverItsOwnTimeSays() throws Exception {
        // Given: written by a machine whose clock is a day ahead
        quietTime = Duration.ofMillis(50);
        Path file = Files.write(drop.resolve("rows-1.csv.gz"), new byte[] {1, 2, 3});
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofDays(1))));

        // When
        List<SourceItem> items = read();

        // Then
        assertThat(items).isEmpty();
        assertThat(refusal().path("outcome").asText()).isEqualTo("refused");
        assertThat(drop).isEmptyDirectory();
    }

    @Test
    void shouldReadAFileThatWasTakenAwayAndComesBackAsItWas() throws Exception {
        // Given
        Path file = drop("rows-1.csv", rows(0, 15_000));
        List<SourceItem> items = new ArrayList<>();
        try (Source source = open()) {
            SourceBatch first = source.poll(POLL);
            store(first);
            source.committed(first, outcomesOf(first));
            Path elsewhere = Files.move(file, directory.resolve("elsewhere"));
            assertThat(source.poll(POLL).items()).isEmpty();

            // When
            Files.move(elsewhere, file);
            SourceBatch batch = source.poll(POLL);
            while (batch.committedBefore().isEmpty()) {
                items.addAll(batch.items());
                store(batch);
                source.committed(batch, outcomesOf(batch));
                batch = source.poll(POLL);
            }
        }

        // Then
        assertThat(items).hasSize(15_000);
        assertThat(archive.resolve("2-rows-1.csv")).exists();
    }

    @Test
    void shouldGiveALaterRowALaterVersionThanAnyBeforeIt() throws Exception {
        // Given: two files of changes, of which the first says two things of one record
        drop("rows-1.csv", "1,a", "1,corrected", "2,b");
        drop("rows-2.csv", "1,a");

        // When
        List<SourceItem> items = read();

        // Then: also later than whatever was published when a file's number was the whole position
        assertThat(items)
                .extracting(item -> ((SourceRow) item).version().position())
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(position -> position > Integer.MAX_VALUE);
    }

    @Test
    void shouldGiveTheSameRowTheSameVersionWhenItIsReadAgainAfterACrash() throws Exception {
        // Given
        drop("rows-1.csv", rows(0, 10_003));
        List<SourceItem> first = new ArrayList<>();
        try (Source source = open()) {
            store(source.poll(POLL));
            first.addAll(source.poll(POLL).items());
        }

        // When
        List<SourceItem> again = read();

        // Then
        assertThat(again).hasSize(3);
        assertThat(again)
                .extracting(item -> ((SourceRow) item).version())
                .isEqualTo(
                        first.stream().map(item -> ((SourceRow) item).version()).toList());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldReadTheLastFileAnewWhenItIsDroppedAgainForAMendedMapping(boolean whileStopped) throws Exception {
        // Given
        drop("rows-1.csv", "1,a", "2,b");
        read();

        // When
        mapping = "mended mapping";
        List<SourceItem> again = new ArrayList<>();
        if (whileStopped) {
            drop("rows-1.csv", "1,a", "2,b");
        }
        List<SourceItem> onceMore;
        try (Source source = open()) {
            again.addAll(readOn(source));
            if (!whileStopped) {
                drop("rows-1.csv", "1,a", "2,b");
                again.addAll(readOn(source));
            }
            drop("rows-1.csv", "1,a", "2,b");
            onceMore = readOn(source);
        }

        // Then
        assertThat(idsOf(again)).containsExactly("1", "2");
        assertThat(archive.resolve("2-rows-1.csv")).exists();
        assertThat(onceMore).isEmpty();
        assertThat(drop).isEmptyDirectory();
    }

    @Test
    void shouldGiveUpAFileThatIsReplacedWhileItIsReadAndReadTheNewOne() throws Exception {
        // Given
        Path file = drop("rows-1.csv", rows(0, 15_000));
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
        assertThat(((SourceRow) items.get(0)).version().position() >> 32).isEqualTo(2);
        assertThat(refusal().path("outcome").asText()).isEqualTo("replaced");
        assertThat(refusal().path("why").asText()).contains("replaced or taken away");
        assertThat(refusal().path("handedOver").asLong()).isEqualTo(10_000);
        assertThat(archive.resolve("2-rows-1.csv")).exists();
    }

    @Test
    void shouldGiveUpAFileThatIsWrittenToWhileItIsRead() throws Exception {
        // Given
        Path file = drop("rows-1.csv", rows(0, 15_000));
        try (Source source = open()) {
            SourceBatch first = source.poll(POLL);
            store(first);
            source.committed(first, outcomesOf(first));

            // When
            Files.writeString(file, "9999,late\n", StandardOpenOption.APPEND);
            assertThat(source.poll(POLL).items()).isEmpty();
        }
        List<SourceItem> again = read();

        // Then
        assertThat(again).hasSize(15_001);
        assertThat(refusal().path("outcome").asText()).isEqualTo("replaced");
    }

    @Test
    void shouldSayWhenAFileIsTakenAwayBeforeItWasReadToItsEnd() throws Exception {
        // Given
        Path file = drop("rows-1.csv", rows(0, 15_000));
        try (Source source = open()) {
            store(source.poll(POLL));
        }

        // When
        Files.delete(file);
        read();

        // Then
        assertThat(refusal().path("handedOver").asLong()).isEqualTo(10_000);
        assertThat(refusal().path("file").asText()).isEqualTo("rows-1.csv");
    }
}
