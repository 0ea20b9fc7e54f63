package org.huzheng.adapter.source.filedrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.junit.jupiter.api.Test;

/** What full dumps hand over. */
class FullDumpTest extends DropLives {
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
