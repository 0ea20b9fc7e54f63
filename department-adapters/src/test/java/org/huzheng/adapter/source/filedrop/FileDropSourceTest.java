package org.huzheng.adapter.source.filedrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When files are taken and refused, and which rows of which version they give. */
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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldRefuseAWholeFileWithoutAHeadingAndNotSayWhatItHoldsInstead(boolean full) throws Exception {
        // Given
        fullDumps = full ? Optional.of(new FullDumps(new DisappearedMax(100))) : Optional.empty();
        Files.writeString(drop.resolve("rows-1.csv"), "110105194912319999,王小明\n2,b\n");
        drop("rows-2.csv", "3,c");
        Files.writeString(drop.resolve("rows-3.csv"), "");

        // When
        List<SourceItem> items = read();

        // Then
        assertThat(items.stream()
                        .filter(item -> item instanceof SourceRow row && row.operation() != Operation.DELETE)
                        .toList())
                .extracting(item -> ((SourceRow) item).values().get("id"))
                .containsExactly("3");
        assertThat(refusal().path("file").asText()).isEqualTo("rows-1.csv");
        assertThat(refusal().path("expected").asText()).isEqualTo("columns named [id], which make the record's id");
        assertThat(refusal().path("found").asText())
                .isEqualTo("2 columns, none of them named [id]; is the heading missing?");
        assertThat(refusal().toString()).doesNotContain("110105194912319999", "王小明");
        assertThat(drop).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,name,id | one column named id, which the mapping reads | two, column 1 and column 3",
                "id,name,name | one column named name, which the mapping reads | two, column 2 and column 3"
            })
    void shouldRefuseAWholeFileInWhichAColumnThatIsReadStandsTwice(String header, String expected, String found)
            throws Exception {
        // Given: a name of which nobody could say which is meant
        Files.writeString(drop.resolve("rows-1.csv"), header + "\n1,王小明,李小红\n");
        Files.writeString(drop.resolve("rows-2.csv"), "id,name,remark,remark\n2,b,x,y\n");

        // When
        List<SourceItem> items = read();

        // Then: one that nobody reads harms nobody
        assertThat(idsOf(items)).containsExactly("2");
        assertThat(refusal().path("file").asText()).isEqualTo("rows-1.csv");
        assertThat(refusal().path("expected").asText()).isEqualTo(expected);
        assertThat(refusal().path("found").asText()).isEqualTo(found);
        assertThat(refusal().toString()).doesNotContain("王小明", "李小红");
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
}
