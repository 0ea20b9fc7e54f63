package org.huzheng.adapter.source.filedrop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.testkit.SmallDisk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is put away, and what the receipts say. */
class ArchiveTest extends DropLives {
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
        drop("rows-1.csv", rows(0, 21_000));
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
        assertThat(receipt(archive).path("published").asLong()).isEqualTo(21_000);
        assertThat(receipt(archive).path("rows").asLong()).isEqualTo(21_000);
    }

    /** A clock that is asked in the last moment before a file is put away, when somebody does something. */
    private static final class LastMoment implements InstantSource {
        private @Nullable Callable<Path> act;

        @Override
        public Instant instant() {
            Callable<Path> now = act;
            act = null;
            try {
                if (now != null) {
                    now.call();
                }
            } catch (Exception e) {
                throw new IllegalStateException("expected to act in the last moment", e);
            }
            return Instant.now();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldReadAFileThatTakesThePlaceOfAnotherInTheLastMoment(boolean onAnotherFileSystem) throws Exception {
        // Given: the file was read and looked at once more, and is about to be put away
        LastMoment lastMoment = new LastMoment();
        Path mount = Files.createDirectories(directory.resolve("mount"));
        archive = mount.resolve("archive");
        List<SourceItem> items = new ArrayList<>();
        try (AutoCloseable disk = onAnotherFileSystem ? SmallDisk.mount(mount, 1_024) : () -> {};
                Source source = settings().open(opening(lastMoment))) {
            Path file = drop("rows-1.csv", "1,a");
            SourceBatch batch = source.poll(POLL);

            // When
            lastMoment.act = () -> Files.move(
                    Files.writeString(directory.resolve("other"), HEADER + "1,b\n"),
                    file,
                    StandardCopyOption.REPLACE_EXISTING);
            source.committed(batch, outcomesOf(batch));
            items.addAll(readOn(source));

            // Then
            assertThat(items)
                    .extracting(item -> ((SourceRow) item).values().get("name"))
                    .containsExactly("b");
            assertThat(refusal().path("outcome").asText()).isEqualTo("replaced");
            assertThat(archive.resolve("1-rows-1.csv")).doesNotExist();
            assertThat(archive.resolve("1-rows-1.csv.receipt.json")).doesNotExist();
            assertThat(archive.resolve("2-rows-1.csv")).hasContent(HEADER + "1,b\n");
            assertThat(drop).isEmptyDirectory();
        }
    }

    @Test
    void shouldLoseNothingWhenTheArchiveIsFull() throws Exception {
        // Given: an archive on a file system of 64 kilobytes, filled up
        Path full = directory.resolve("full");
        archive = full.resolve("archive");
        try (SmallDisk disk = SmallDisk.mount(full, 64)) {
            disk.fill();
            drop("rows-1.csv", "1,a", "2,b");

            // When
            SourceException failure = null;
            try {
                read();
            } catch (SourceException e) {
                failure = e;
            }
            boolean stillThere = Files.exists(drop.resolve("rows-1.csv"));
            disk.free();
            List<SourceItem> again = read();

            // Then
            assertThat(failure)
                    .hasMessageContaining("expected to put it and its receipt into " + archive)
                    .hasMessageContaining("No space left on device");
            assertThat(stillThere).isTrue();
            assertThat(again).isEmpty();
            assertThat(archive.resolve("1-rows-1.csv")).hasContent(HEADER + "1,a\n2,b\n");
            assertThat(receipt(archive).path("published").asLong()).isEqualTo(2);
        }
    }
}
