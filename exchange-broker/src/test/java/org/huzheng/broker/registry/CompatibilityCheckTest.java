package org.huzheng.broker.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.huzheng.wire.Compatibility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompatibilityCheckTest {
    @ParameterizedTest(name = "{0}, {1}: accepted {4}")
    @MethodSource("verdicts")
    void shouldAcceptExactlyWhatTheLevelAllows(
            String what, Compatibility level, List<String> earlier, String offered, boolean accepted) {
        // Given
        List<SchemaVersion> versions = new ArrayList<>();
        for (String schema : earlier) {
            versions.add(new SchemaVersion("subject", versions.size() + 1, versions.size() + 1, schema, false));
        }
        Schema schema = AvroForm.parseOffered(offered);

        // When
        List<String> objections = CompatibilityCheck.objections(level, schema, versions);

        // Then
        assertThat(objections.isEmpty()).as(objections.toString()).isEqualTo(accepted);
    }

    static Stream<Arguments> verdicts() throws IOException {
        try (InputStream file = CompatibilityCheckTest.class.getResourceAsStream("compatibility-cases.json")) {
            List<Arguments> verdicts = new ArrayList<>();
            for (JsonNode example : new ObjectMapper().readTree(file)) {
                List<String> earlier = new ArrayList<>();
                example.path("earlier").forEach(schema -> earlier.add(schema.toString()));
                List<String> accepting =
                        Arrays.asList(example.path("acceptedBy").asText().split(" "));
                for (Compatibility level : Compatibility.values()) {
                    verdicts.add(Arguments.of(
                            example.path("what").asText(),
                            level,
                            earlier,
                            example.path("offered").toString(),
                            accepting.contains(level.name())));
                }
            }
            return verdicts.stream();
        }
    }
}
