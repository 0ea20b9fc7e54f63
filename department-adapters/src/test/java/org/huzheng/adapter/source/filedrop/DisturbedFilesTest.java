package org.huzheng.adapter.source.filedrop;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.junit.jupiter.api.Test;

/** Files that are still written, replaced or taken away while they lie there to be read. */
class DisturbedFilesTest extends DropLives {
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
        List<SourceItem> items;
        try (Source source = open()) {
            SourceBatch first = source.poll(POLL);
            store(first);
            source.committed(first, outcomesOf(first));
            Path elsewhere = Files.move(file, directory.resolve("elsewhere"));
            assertThat(source.poll(POLL).items()).isEmpty();

            // When
            Files.move(elsewhere, file);
            items = readOn(source);
        }

        // Then
        assertThat(items).hasSize(15_000);
        assertThat(archive.resolve("2-rows-1.csv")).exists();
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
