package org.huzheng.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The compatibility gate: whatever was written with a released schema stays readable, and what is written now can be read by those who have a
 * released one. {@code mvn -pl schemas test -Dtest=SchemaReleasesTest -Dhuzheng.release=<version>} writes a release first.
 */
class SchemaReleasesTest {
    private static final SchemaReleases RELEASES = new SchemaReleases(Path.of("src", "main", "released"));

    @TempDir
    private Path folder;

    @BeforeAll
    static void release() throws IOException {
        String version = System.getProperty("huzheng.release");
        if (version != null) {
            RELEASES.release(version, SchemaFiles.recordTypes());
        }
    }

    @Test
    void shouldStayFullyCompatibleWithEveryRelease() throws IOException {
        assertThat(RELEASES.versions()).isNotEmpty();
        assertThat(RELEASES.incompatibilities(SchemaFiles.recordTypes())).isEmpty();
    }

    @Test
    void shouldLeaveReleasedSchemasAsTheyAre() throws IOException {
        assertThat(RELEASES.tampering()).isEmpty();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "changes.csv", numLinesToSkip = 2, delimiter = '|')
    void shouldTellAHarmlessChangeFromOneThatBreaks(String change, String before, String after, boolean harmless)
            throws IOException {
        // Given
        SchemaReleases releases = new SchemaReleases(folder);
        releases.release("0.1.0", Map.of("T", parse(before)));

        // Then
        assertThat(releases.incompatibilities(Map.of("T", parse(after))).isEmpty())
                .as(change)
                .isEqualTo(harmless);
    }

    @Test
    void shouldNoticeAReleasedTypeThatIsGone() throws IOException {
        // Given
        SchemaReleases releases = new SchemaReleases(folder);
        releases.release("0.1.0", SchemaFiles.recordTypes());
        Map<String, Schema> now = new TreeMap<>(SchemaFiles.recordTypes());

        // When
        now.remove("org.huzheng.household.Resident");

        // Then
        assertThat(releases.incompatibilities(now)).singleElement().asString().contains("Resident", "removed");
    }

    @Test
    void shouldNoticeAnEditARemovalAndAnAdditionToAReleasedVersion() throws IOException {
        // Given
        SchemaReleases releases = new SchemaReleases(folder);
        releases.release("0.1.0", SchemaFiles.recordTypes());
        Path version = folder.resolve("0.1.0");

        // When
        Files.writeString(version.resolve("org.huzheng.household.Resident.avsc"), "{}");
        Files.delete(version.resolve("org.huzheng.medical.Birth.avsc"));
        Files.writeString(version.resolve("org.huzheng.medical.Death.avsc"), "{}");

        // Then
        assertThat(releases.tampering())
                .hasSize(3)
                .satisfiesExactly(
                        edited -> assertThat(edited).contains("Resident"),
                        removed -> assertThat(removed).contains("Birth").endsWith("found no file"),
                        added -> assertThat(added).contains("Death", "expected no file"));
    }

    @Test
    void shouldNeverRewriteARelease() throws IOException {
        // Given
        SchemaReleases releases = new SchemaReleases(folder);
        releases.release("0.1.0", SchemaFiles.recordTypes());

        // Then
        assertThatThrownBy(() -> releases.release("0.1.0", SchemaFiles.recordTypes()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.1.0");
        assertThatThrownBy(() -> releases.release("next", SchemaFiles.recordTypes()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(releases.tampering()).isEmpty();
    }

    private static Schema parse(String fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"T\",\"fields\":[" + fields.replace('\'', '"') + "]}");
    }
}
