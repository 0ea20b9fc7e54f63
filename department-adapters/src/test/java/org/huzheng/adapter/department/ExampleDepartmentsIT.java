package org.huzheng.adapter.department;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.run.AdapterCheck;
import org.huzheng.adapter.run.CheckReport;
import org.huzheng.adapter.testkit.PostgresServer;
import org.huzheng.catalogue.Catalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The departments that ship as folders: a description, schemas, a mapping and a sample, and no Java. */
class ExampleDepartmentsIT {
    private static final Path DEPARTMENTS = Path.of(System.getProperty("huzheng.root"), "departments");

    @TempDir
    private Path directory;

    static Stream<JsonNode> examples() throws IOException {
        try (InputStream in = Objects.requireNonNull(ExampleDepartmentsIT.class.getResourceAsStream("examples.yaml"))) {
            return StreamSupport.stream(new YAMLMapper().readTree(in).spliterator(), false);
        }
    }

    @Test
    void shouldShipEveryExampleThatIsCheckedAndNoOther() throws Exception {
        // When
        Catalogue catalogue = DepartmentReader.catalogueIn(DEPARTMENTS);

        // Then
        assertThat(catalogue.departments().stream()
                        .skip(Catalogue.JUDGED.departments().size()))
                .extracting(department -> department.code())
                .containsExactlyInAnyOrderElementsOf(examples()
                        .map(example -> example.path("department").asText())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldFindInEachSampleWhatIsPlantedAndNothingElse(JsonNode example) throws Exception {
        // Given
        Path folder = DEPARTMENTS.resolve(example.path("department").asText());
        Path sql = folder.resolve("sample").resolve("account.sql");
        Map<String, String> settings = new HashMap<>();
        settings.put("directory", folder.resolve("sample").toString());
        settings.put("archive", directory.resolve("archive").toString());

        // When
        CheckReport report;
        if (Files.exists(sql)) {
            try (PostgresServer server = PostgresServer.start(directory)) {
                String database = server.newDatabase();
                server.execute(database, Files.readString(sql));
                settings.put("url", server.url(database));
                settings.put("user", PostgresServer.USER);
                settings.put("password", "");
                report = check(folder, settings);
            }
        } else {
            report = check(folder, settings);
        }

        // Then
        assertThat(report.rows())
                .as(report::toString)
                .isEqualTo(example.path("rows").asLong());
        assertThat(report.publishable()).isEqualTo(example.path("publishable").asLong());
        assertThat(report.unchanged()).isEqualTo(example.path("unchanged").asLong());
        assertThat(texts(report.refusals())).containsExactlyInAnyOrderElementsOf(texts(example.path("refusals")));
        assertThat(texts(report.tolerated())).containsExactlyInAnyOrderElementsOf(texts(example.path("tolerated")));
    }

    private CheckReport check(Path folder, Map<String, String> settings) throws Exception {
        Path secret = Files.write(directory.resolve("secret"), new byte[32]);
        return AdapterCheck.run(
                AdapterConfiguration.of(folder.resolve("mapping.yaml"), settings, Map.of(), Map.of(), secret), 1_000);
    }

    private static List<String> texts(List<CheckReport.Refusals> refusals) {
        return refusals.stream()
                .map(refusal -> refusal.rule() + " " + refusal.field().orElse("") + " " + refusal.count())
                .toList();
    }

    private static List<String> texts(JsonNode refusals) {
        List<String> texts = new ArrayList<>();
        refusals.forEach(refusal -> texts.add(refusal.path("rule").asText() + " "
                + refusal.path("field").asText() + " " + refusal.path("count").asLong()));
        return texts;
    }
}
