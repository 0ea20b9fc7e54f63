package org.huzheng.adapter.source.filedrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.source.UnreadableRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// over 300 lines: one case for each way in which a dump may differ from the last
/** What full dumps hand over. */
class FullDumpTest extends DropLives {
    @Test
    void shouldHandOverOnlyWhatAFullDumpChanges() throws Exception {
        // Given
        fullDumps = Optional.of(new FullDumps(new DisappearedMax(50)));
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
                .containsExactly(tuple(Operation.READ, "4"), tuple(Operation.READ, "3"), tuple(Operation.DELETE, "2"));
        JsonNode receipt = receipt(archive);
        assertThat(receipt.path("rows").asLong()).isEqualTo(3);
        assertThat(receipt.path("unchanged").asLong()).isEqualTo(1);
        assertThat(receipt.path("disappeared").asLong()).isEqualTo(1);
    }

    @Test
    void shouldSayThatARecordIsGoneAfterAllThatTheDumpHolds() throws Exception {
        // Given
        fullDumps = Optional.of(new FullDumps(new DisappearedMax(50)));
        drop("rows-1.csv", "1,a", "2,b", "3,c");
        read();

        // When: a dump that contradicts itself
        drop("rows-2.csv", "1,new", "1,newer", "2,b");
        List<SourceItem> items = read();
        drop("rows-3.csv", "1,new", "2,b", "3,c");
        List<SourceItem> next = read();

        // Then: none of its rows is later than another, so that the contradiction is seen
        List<SourceVersion> versions =
                items.stream().map(item -> ((SourceRow) item).version()).toList();
        assertThat(items)
                .extracting(item -> ((SourceRow) item).operation())
                .containsExactly(Operation.READ, Operation.READ, Operation.DELETE);
        assertThat(versions.get(0)).isEqualTo(versions.get(1)).isLessThan(versions.get(2));
        assertThat(next)
                .allSatisfy(item -> assertThat(((SourceRow) item).version()).isGreaterThan(versions.get(2)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldResumeInsideAComparedDump(boolean inTheOrderOfIds) throws Exception {
        // Given: a dump of which every second record changed and some are gone, of which two batches were stored
        fullDumps = Optional.of(new FullDumps(new DisappearedMax(50)));
        drop("rows-1.csv", rows(0, 20_000));
        read();
        String[] changed = rows(0, 18_000);
        for (int row = 0; row < changed.length; row += 2) {
            changed[row] = row + ",changed";
        }
        if (!inTheOrderOfIds) {
            Collections.reverse(Arrays.asList(changed));
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
    void shouldTakeBackWhatAReplacedDumpSaidAndTheOneInItsPlaceDoesNot() throws Exception {
        // Given: a dump with records that are new and others that changed, of which one batch was stored
        fullDumps = Optional.of(new FullDumps(new DisappearedMax(50)));
        String[] register = rows(0, 20_000);
        drop("rows-1.csv", register);
        List<SourceItem> items = new ArrayList<>(read());
        String[] wrong = rows(48_000, 68_000);
        for (int row = 2_000; row < wrong.length; row++) {
            wrong[row] = row + ",wrong";
        }
        Path file = drop("rows-2.csv", wrong);
        try (Source source = open()) {
            SourceBatch first = source.poll(POLL);
            store(first);
            source.committed(first, outcomesOf(first));
            items.addAll(first.items());
        }
        assertThat(items).hasSize(20_000 + 10_000);

        // When: the department puts the right one in its place
        Files.delete(file);
        drop("rows-2.csv", register);
        items.addAll(read());

        // Then
        assertThat(fold(items)).isEqualTo(fold(register));
    }

    @Test
    void shouldApplyAMappingThatIsChangedInTheMiddleOfADumpToAllOfIt() throws Exception {
        // Given
        fullDumps = Optional.of(new FullDumps(new DisappearedMax(50)));
        drop("rows-1.csv", rows(0, 20_000));
        read();
        String[] changed = rows(0, 20_000);
        for (int row = 5_000; row < changed.length; row++) {
            changed[row] = row + ",changed";
        }
        drop("rows-2.csv", changed);
        try (Source source = open()) {
            SourceBatch first = source.poll(POLL);
            store(first);
            source.committed(first, outcomesOf(first));
        }

        // When
        mapping = "mended mapping";
        List<SourceItem> items = read();

        // Then: under a later version, since the same rows may say something else
        assertThat(idsOf(items)).hasSize(20_000).doesNotHaveDuplicates();
        assertThat(items).allMatch(item -> ((SourceRow) item).version().position() >> 32 == 3);
        assertThat(refusal().path("why").asText()).contains("mapping was changed");
    }

    /** What the register holds by the rows handed over. */
    private static Map<String, String> fold(List<SourceItem> items) {
        Map<String, String> names = new TreeMap<>();
        for (SourceItem item : items) {
            SourceRow row = (SourceRow) item;
            String id = String.valueOf(row.values().get("id"));
            if (row.operation() == Operation.DELETE) {
                names.remove(id);
            } else {
                names.put(id, String.valueOf(row.values().get("name")));
            }
        }
        return names;
    }

    private static Map<String, String> fold(String... rows) {
        Map<String, String> names = new TreeMap<>();
        for (String row : rows) {
            names.put(row.split(",", -1)[0], row.split(",", -1)[1]);
        }
        return names;
    }

    @Test
    void shouldRefuseADumpThatLacksTooMuchAndCompareTheNextWithTheLastWholeOne() throws Exception {
        // Given
        fullDumps = Optional.of(new FullDumps(new DisappearedMax(10)));
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
    void shouldSayThatADumpWasRefusedUntilALaterOneIsTaken() throws Exception {
        // Given
        fullDumps = Optional.of(new FullDumps(new DisappearedMax(10)));
        drop("rows-1.csv", rows(0, 100));
        read();
        assertThat(refusedDumps()).isEmpty();

        // When
        drop("rows-2.csv", rows(0, 89));
        read();
        List<SourceSettings.RefusedDump> refused = refusedDumps();
        read();
        List<SourceSettings.RefusedDump> later = refusedDumps();
        drop("rows-3.csv", rows(0, 100));
        read();

        // Then: it is kept with the position, also over a restart, and the last dump once more ends it as a new one
        // does
        assertThat(refused).singleElement().satisfies(dump -> {
            assertThat(dump.file()).isEqualTo("rows-2.csv");
            assertThat(dump.at()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        });
        assertThat(later).isEqualTo(refused);
        assertThat(refusedDumps()).isEmpty();
    }

    private List<SourceSettings.RefusedDump> refusedDumps() {
        return settings().refusedDumps(position, List.of(PATTERN));
    }

    @Test
    void shouldSayHowManyDisappearancesAreHeldBackAndWhy() throws Exception {
        // Given
        fullDumps = Optional.of(new FullDumps(new DisappearedMax(50)));
        drop("rows-1.csv", "1,a", "2,b", "3,c", "4,d");
        read();

        // When: of two records one row is missing and one does not tell whose it is
        drop("rows-2.csv", "1,a", "2,b", ",3,c");
        List<SourceItem> unclear = read();
        JsonNode heldBack = receipt(archive).path("heldBack");
        drop("rows-3.csv", "1,a", "2,b", "3,c");
        List<SourceItem> clear = read();

        // Then
        assertThat(unclear).singleElement().isInstanceOf(UnreadableRow.class);
        assertThat(heldBack.path("records").asLong()).isEqualTo(2);
        assertThat(heldBack.path("why").asText())
                .isEqualTo("1 rows do not tell their record, and may be those of the records that are missing");
        assertThat(clear).anyMatch(item -> item instanceof SourceRow row && row.operation() == Operation.DELETE);
        assertThat(receipt(archive).has("heldBack")).isFalse();
    }

    @Test
    void shouldRememberTheLastDumpAgainFromTheArchive() throws Exception {
        // Given
        fullDumps = Optional.of(new FullDumps(new DisappearedMax(50)));
        drop("rows-1.csv", "1,a", "2,b");
        read();
        loseWhatIsRemembered();

        // When
        drop("rows-2.csv", "1,a");
        List<SourceItem> items = read();

        // Then: what is there may have been published by another mapping, what is gone is gone
        assertThat(items)
                .extracting(
                        item -> ((SourceRow) item).operation(),
                        item -> ((SourceRow) item).values().get("id"))
                .containsExactly(tuple(Operation.READ, "1"), tuple(Operation.DELETE, "2"));

        // When: it is remembered again
        drop("rows-3.csv", "1,a", "3,c");
        List<SourceItem> next = read();

        // Then
        assertThat(idsOf(next)).containsExactly("3");
    }

    @Test
    void shouldApplyAMappingThatWasChangedToEveryRowAlsoWhenWhatIsRememberedWasLost() throws Exception {
        // Given
        fullDumps = Optional.of(new FullDumps(new DisappearedMax(50)));
        drop("rows-1.csv", "1,王𬱖", "2,李四", "3,赵六");
        read();

        // When
        loseWhatIsRemembered();
        mapping = "mended mapping";
        drop("rows-2.csv", "1,王𬱖", "2,李四四", "3,赵六");
        List<SourceItem> items = read();

        // Then
        assertThat(idsOf(items)).containsExactly("1", "2", "3");
    }

    @Test
    void shouldStillKnowWhatWasThereWhenADumpIsGivenUpAfterWhatIsRememberedWasLost() throws Exception {
        // Given: of the second dump one batch was stored
        fullDumps = Optional.of(new FullDumps(new DisappearedMax(50)));
        drop("rows-1.csv", rows(0, 3));
        read();
        Path file = drop("rows-2.csv", rows(1, 20_000));
        try (Source source = open()) {
            store(source.poll(POLL));
        }

        // When
        loseWhatIsRemembered();
        Files.delete(file);
        drop("rows-3.csv", rows(1, 3));
        List<SourceItem> items = read();

        // Then
        assertThat(items)
                .filteredOn(item -> ((SourceRow) item).operation() == Operation.DELETE)
                .extracting(item -> ((SourceRow) item).values().get("id"))
                .containsExactly("0");
    }

    private void loseWhatIsRemembered() throws IOException {
        try (Stream<Path> remembered = Files.walk(archive.resolve("last-dumps"))) {
            for (Path file : remembered.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void shouldSayWhereTheLastDumpIsMissing() throws Exception {
        // Given
        fullDumps = Optional.of(new FullDumps(new DisappearedMax(50)));
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
