package org.huzheng.adapter.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.catalogue.Catalogue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way a mapping can be written, on a row. */
class MappingVariantsTest {

    static Stream<JsonNode> variants() throws IOException {
        JsonNode all = new YAMLMapper().readTree(Mappings.text("variants.yaml"));
        return StreamSupport.stream(all.spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldMakeOfARowWhatTheMappingSays(JsonNode variant) throws Exception {
        // Given
        String base = Mappings.text("base.yaml");
        String yaml = base.replace(
                variant.path("replace").asText(), variant.path("with").asText());
        assertThat(yaml).isNotEqualTo(base);
        Mapping mapping = MappingReader.read("mapping.yaml", yaml, Mappings.NO_REFERENCES, Catalogue.JUDGED);
        Map<String, @Nullable String> values = Mappings.resident();
        variant.path("row")
                .properties()
                .forEach(column -> values.put(column.getKey(), column.getValue().asText()));

        // When
        MappedRow mapped = new RowMapper(mapping, Mappings.KEYS).map(Mappings.row(values));

        // Then
        if (variant.has("refused")) {
            assertThat(mapped).isInstanceOf(MappedRow.Refused.class);
            assertRefused(((MappedRow.Refused) mapped).row().rejection(), variant.path("refused"));
        } else if (variant.has("gone")) {
            assertThat(mapped).isInstanceOf(MappedRow.Deletion.class);
            assertThat(((MappedRow.Deletion) mapped).change().name())
                    .isEqualTo(variant.path("gone").asText());
        } else {
            assertThat(mapped).isInstanceOf(MappedRow.Version.class);
            assertMapped((MappedRow.Version) mapped, variant);
        }
    }

    private static void assertRefused(Rejection rejection, JsonNode expected) {
        assertThat(rejection.rule().code()).isEqualTo(expected.path("rule").asText());
        assertThat(rejection.field()).hasValue(expected.path("field").asText());
        assertThat(rejection.expected()).contains(expected.path("expected").asText());
    }

    private static void assertMapped(MappedRow.Version version, JsonNode expected) {
        expected.path("field").properties().forEach(field -> {
            Object value = version.body()
                    .get(version.body().getSchema().getField(field.getKey()).pos());
            assertThat(String.valueOf(value)).isEqualTo(field.getValue().asText());
        });
        if (expected.has("keys")) {
            assertThat(version.keys()).hasSize(expected.path("keys").asInt());
        }
        if (expected.has("change")) {
            assertThat(version.stated().map(Enum::name))
                    .hasValue(expected.path("change").asText());
        }
        if (expected.has("validTo")) {
            assertThat(version.validTo()).isEqualTo(Optional.empty());
        }
        assertThat(version.tolerated().stream()
                        .map(rejection -> rejection.rule().code())
                        .toList())
                .isEqualTo(Stream.ofNullable(expected.get("tolerated"))
                        .map(JsonNode::asText)
                        .toList());
    }
}
