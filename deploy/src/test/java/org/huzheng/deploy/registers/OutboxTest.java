package org.huzheng.deploy.registers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.population.Population;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
    private static final Population PEOPLE = Population.generate(3, 600);
    private static final DirtyRows DIRT = DirtyRows.plant(3, PEOPLE);

    @TempDir
    private Path directory;

    @Test
    void shouldHoldEveryRowAsAnObjectAndWhatItSaysItPlants() throws IOException {
        // Given
        Outbox outbox = new Outbox(directory);

        // When
        outbox.fill(PEOPLE, DIRT);

        // Then
        List<JsonNode> births = rows(outbox, RegisterSource.BIRTH);
        List<JsonNode> enrolments = rows(outbox, RegisterSource.MEDICAL_ENROLMENT);
        assertThat(births.size() + enrolments.size()).isEqualTo((int) DIRT.rows(Department.MEDICAL));
        assertThat(births)
                .filteredOn(birth -> birth.path("新生儿姓名").isObject())
                .hasSize(DIRT.byName(RegisterSource.BIRTH).get("nested").intValue());
        assertThat(births)
                .filteredOn(birth -> !birth.has("登记时间"))
                .hasSize(
                        DIRT.byName(RegisterSource.BIRTH).get("missing-columns").intValue());
        assertThat(births).filteredOn(birth -> birth.path("父亲姓名").isNull()).isNotEmpty();
    }

    @Test
    void shouldLeaveWhatIsThereAlone() throws IOException {
        // Given
        Outbox outbox = new Outbox(directory);
        Files.writeString(outbox.of(RegisterSource.BIRTH), "{}\n");

        // When
        outbox.fill(PEOPLE, DIRT);

        // Then
        assertThat(outbox.of(RegisterSource.BIRTH)).hasContent("{}\n");
    }

    private static List<JsonNode> rows(Outbox outbox, RegisterSource source) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(outbox.of(source))) {
            rows.add(json.readTree(line));
        }
        return rows;
    }
}
