package org.huzheng.adapter.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionTest {

    static Stream<JsonNode> values() throws IOException {
        JsonNode all = new YAMLMapper().readTree(ExpressionTest.class.getResourceAsStream("values.yaml"));
        return StreamSupport.stream(all.spliterator(), false);
    }

    private static Map<String, @Nullable String> row(JsonNode example) {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        example.path("row")
                .properties()
                .forEach(column -> row.put(
                        column.getKey(),
                        column.getValue().isNull() ? null : column.getValue().asText()));
        return row;
    }

    @ParameterizedTest
    @MethodSource("values")
    void shouldHaveTheValueOfItsRowOrSayWhyNot(JsonNode example) throws Exception {
        // Given
        Expression expression = Expression.compile(
                example.path("expr").asText(), Expression.Type.STRING, Expression.Type.INT, Expression.Type.TIMESTAMP);

        // When / Then
        if (example.has("value")) {
            assertThat(expression.evaluate(row(example)))
                    .hasToString(example.path("value").asText());
            return;
        }
        assertThatExceptionOfType(NoValueException.class)
                .isThrownBy(() -> expression.evaluate(row(example)))
                .withMessageContaining(example.path("fails").asText())
                .satisfies(reason -> assertThat(reason.missingColumn().orElse(""))
                        .isEqualTo(example.path("missing").asText()));
    }

    @Test
    void shouldNotLoopWithoutEnd() throws Exception {
        // Given
        String thousands = "x,".repeat(2_000);
        Expression expression = Expression.compile("list.split(',').all(e, e != 'y')", Expression.Type.BOOL);

        // When / Then
        assertThatExceptionOfType(NoValueException.class)
                .isThrownBy(() -> expression.evaluate(Map.of("list", thousands)))
                .withMessageContaining("1000");
    }

    @Test
    void shouldNameTheColumnsItReads() throws Exception {
        // When
        Expression expression =
                Expression.compile("xm != '' && row['年龄'] != '' && ['a'].exists(e, e == row.xb)", Expression.Type.BOOL);

        // Then
        assertThat(expression.columns()).containsExactlyInAnyOrder("xm", "年龄", "xb");
    }
}
