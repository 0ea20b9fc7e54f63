package org.huzheng.adapter.source.filedrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An old full dump among the new ones. */
class DumpSuccessionTest extends DropLives {
    private static final String[] OLD = {"1,王𬱖", "2,李四"};
    private static final String[] NEW = {"1,王𬱖", "2,李四四", "3,赵六"};

    @BeforeEach
    void holdEverything() {
        fullDumps = Optional.of(new FullDumps(new DisappearedMax(100)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows-1.csv", "rows-3.csv"})
    void shouldRefuseADumpThatWasStoredBeforeTheLast(String name) throws Exception {
        // Given
        drop("rows-1.csv", OLD);
        read();
        drop("rows-2.csv", NEW);
        read();

        // When
        drop(name, OLD);
        List<SourceItem> again = read();
        drop("rows-4.csv", "1,王𬱖", "2,李四四", "3,赵六", "4,孙七");
        List<SourceItem> next = read();

        // Then
        assertThat(again).isEmpty();
        assertThat(refusal().path("expected").asText())
                .isEqualTo("a full dump that was not stored before the last one");
        assertThat(refusal().path("found").asText())
                .startsWith("the content of number 1; is it an old one?")
                .contains("a manifest that states a committedBefore after 20");
        assertThat(idsOf(next)).containsExactly("4");
    }

    @Test
    void shouldTakeTheLastDumpDroppedAgainForNothingNew() throws Exception {
        // Given
        drop("rows-1.csv", OLD);
        read();
        drop("rows-2.csv", NEW);
        read();

        // When: twice, under names of their own
        drop("rows-3.csv", NEW);
        List<SourceItem> again = read();
        drop("rows-4.csv", NEW);
        again.addAll(read());

        // Then
        assertThat(again).isEmpty();
        assertThat(archive.resolve("refused")).doesNotExist();
    }

    @Test
    void shouldTakeAnOldContentWhoseManifestStatesALaterTime() throws Exception {
        // Given: a register that is again what it was
        drop("rows-1.csv", OLD);
        read();
        drop("rows-2.csv", NEW);
        read();

        // When
        dropStated("rows-3.csv", Instant.now().toString(), OLD);
        List<SourceItem> back = read();
        drop("rows-4.csv", NEW);
        List<SourceItem> nowOld = read();

        // Then: and what was the last before it is an old one now
        assertThat(back)
                .extracting(
                        item -> ((SourceRow) item).operation(),
                        item -> ((SourceRow) item).values().get("id"))
                .containsExactly(tuple(Operation.READ, "2"), tuple(Operation.DELETE, "3"));
        assertThat(nowOld).isEmpty();
        assertThat(refusal().path("found").asText()).startsWith("the content of number 2");
        assertThat(archive.resolve("3-rows-3.csv.manifest")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RENAMED", "MANIFEST"})
    void shouldRefuseADumpThatStatesAnEarlierTimeThanTheLast(Completion completedAs) throws Exception {
        // Given
        completion = completedAs;
        dropStated("rows-2.csv", "2024-06-02T18:00:00+08:00", NEW);
        read();

        // When: one of the day before comes late
        dropStated("rows-3.csv", "2024-06-01T18:00:00+08:00", OLD);
        List<SourceItem> late = read();
        dropStated("rows-4.csv", "2024-06-02T18:00:00+08:00", "1,王𬱖", "2,李四四");
        List<SourceItem> ofTheSameTime = read();

        // Then
        assertThat(late).isEmpty();
        assertThat(refusal().path("expected").asText())
                .isEqualTo("a full dump of 2024-06-02T10:00:00Z or later, as the manifest of one before it stated");
        assertThat(refusal().path("found").asText())
                .startsWith("one whose manifest states committedBefore 2024-06-01T10:00:00Z; is it an old one?");
        assertThat(idsOf(ofTheSameTime)).containsExactly("3");
    }

    @Test
    void shouldNotHoldAStatedTimeAgainstTheTimeAFileWasWrittenAt() throws Exception {
        // Given: the last dump once more, as a sign of life, written after the next one was begun
        drop("rows-1.csv", OLD);
        read();
        drop("rows-2.csv", OLD);
        read();

        // When
        dropStated("rows-3.csv", "2024-06-02T18:00:00+08:00", NEW);
        List<SourceItem> next = read();

        // Then
        assertThat(idsOf(next)).containsExactly("2", "3");
        assertThat(archive.resolve("refused")).doesNotExist();
    }

    @Test
    void shouldNotTakeTheSameTimeForALaterOne() throws Exception {
        // Given
        dropStated("rows-1.csv", "2024-06-01T18:00:00+08:00", OLD);
        read();
        dropStated("rows-2.csv", "2024-06-02T18:00:00+08:00", NEW);
        read();

        // When
        dropStated("rows-3.csv", "2024-06-02T18:00:00+08:00", OLD);
        List<SourceItem> again = read();

        // Then
        assertThat(again).isEmpty();
        assertThat(refusal().path("found").asText()).contains("states a committedBefore after 2024-06-02T10:00:00Z");
    }

    @Test
    void shouldKnowAnOldDumpAlsoWhenTheArchiveWasEmptied() throws Exception {
        // Given
        drop("rows-1.csv", OLD);
        read();
        drop("rows-2.csv", NEW);
        read();
        Files.delete(archive.resolve("1-rows-1.csv"));
        Files.delete(archive.resolve("1-rows-1.csv.receipt.json"));

        // When
        drop("rows-3.csv", OLD);
        List<SourceItem> again = read();

        // Then
        assertThat(again).isEmpty();
        assertThat(refusal().path("outcome").asText()).isEqualTo("refused");
    }

    @Test
    void shouldTakeADumpAgainThatWasGivenUpBeforeItWasStored() throws Exception {
        // Given: of one a part was stored, and it was taken away
        drop("rows-1.csv", rows(0, 10));
        read();
        Path file = drop("rows-2.csv", rows(5, 20_000));
        try (Source source = open()) {
            SourceBatch batch = source.poll(POLL);
            store(batch);
            source.committed(batch, outcomesOf(batch));
            Files.delete(file);
            List<SourceItem> meanwhile = readOn(source);

            // When: it comes back
            drop("rows-2.csv", rows(5, 20_000));
            List<SourceItem> items = readOn(source);

            // Then
            assertThat(meanwhile).isEmpty();
            assertThat(idsOf(items)).contains("10", "19999", "4").doesNotContain("5");
        }
    }

    @Test
    void shouldReadAPositionStoredBeforeDumpsWereKept() throws Exception {
        // Given
        FileTime yesterday = FileTime.from(Instant.now().minusSeconds(86_400));
        Files.setLastModifiedTime(drop("rows-1.csv", OLD), yesterday);
        read();
        ObjectMapper json = new ObjectMapper();
        ObjectNode earlier = (ObjectNode) json.readTree(position.orElseThrow());
        earlier.remove("storedDumps");
        position = Optional.of(json.writeValueAsString(earlier));

        // When
        drop("rows-2.csv", NEW);
        List<SourceItem> items = read();

        // Then
        assertThat(idsOf(items)).containsExactly("2", "3");
    }
}
