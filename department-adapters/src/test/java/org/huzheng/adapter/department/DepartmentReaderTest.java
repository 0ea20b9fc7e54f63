package org.huzheng.adapter.department;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Department;
import org.huzheng.settings.SettingsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DepartmentReaderTest {
    private static final Path MARRIAGES = Path.of(System.getProperty("huzheng.root"), "departments", "marriages");

    @TempDir
    private Path directory;

    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        folder = Files.createDirectory(directory.resolve("marriages"));
        for (String name : List.of("department.yaml", "marriage.avsc")) {
            Files.copy(MARRIAGES.resolve(name), folder.resolve(name));
        }
        Files.writeString(
                folder.resolve("headless.avsc"),
                Files.readString(MARRIAGES.resolve("marriage.avsc")).replace("\"header\"", "\"head\""));
    }

    static Stream<JsonNode> mistakes() throws IOException {
        try (InputStream in = Objects.requireNonNull(DepartmentReaderTest.class.getResourceAsStream("mistakes.yaml"))) {
            return StreamSupport.stream(new YAMLMapper().readTree(in).spliterator(), false);
        }
    }

    @Test
    void shouldReadADescribedDepartmentAsAnyOther() throws SettingsException {
        // When
        Department department = DepartmentReader.read(folder);

        // Then
        assertThat(department.chineseName()).isEqualTo("婚姻登记");
        assertThat(department.recordTopics()).singleElement().satisfies(topic -> {
            assertThat(topic.name()).isEqualTo("marriages.marriage");
            assertThat(topic.freshness()).isEqualTo(Optional.of(Duration.ofDays(2)));
            assertThat(topic.recordType().getFullName()).isEqualTo("cn.example.marriages.Marriage");
        });
    }

    @Test
    void shouldFindEveryDepartmentDescribedInADirectory() throws Exception {
        // Given
        Files.createDirectory(directory.resolve("notes"));

        // When
        Catalogue catalogue = DepartmentReader.catalogueIn(directory);

        // Then
        assertThat(catalogue.departments())
                .hasSize(Catalogue.JUDGED.departments().size() + 1)
                .contains(DepartmentReader.read(folder));
        assertThat(DepartmentReader.catalogueIn(directory.resolve("none"))).isEqualTo(Catalogue.JUDGED);
    }

    @Test
    void shouldRefuseTwoDepartmentsThatTakeTheSame() throws Exception {
        // Given
        Path second = Files.createDirectory(directory.resolve("weddings"));
        Files.copy(folder.resolve("marriage.avsc"), second.resolve("marriage.avsc"));
        Files.writeString(
                second.resolve("department.yaml"),
                Files.readString(folder.resolve("department.yaml")).replace("marriages", "weddings"));

        // When / Then
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> DepartmentReader.catalogueIn(directory))
                .withMessageContaining(second.resolve("department.yaml").toString())
                .withMessageContaining("expected one no other department has, found cn.example.marriages.Marriage");
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void shouldSayWhereAndWhatIsWrongWithADescription(JsonNode mistake) throws IOException {
        // Given
        Path file = folder.resolve("department.yaml");
        String right = Files.readString(file);
        String wrong = right.replace(
                mistake.path("replace").asText(), mistake.path("with").asText());
        assertThat(wrong).isNotEqualTo(right);
        Files.writeString(file, wrong);
        List<String> says = new ArrayList<>();
        mistake.path("says").forEach(text -> says.add(text.asText()));

        // When / Then
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> DepartmentReader.read(folder))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(says));
    }
}
