package org.huzheng.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What every schema keeps to, whatever it describes. */
class SchemaRulesTest {
    @Test
    void shouldKeepToTheRulesOfTheContract() throws IOException {
        // When
        Map<String, Schema> types = SchemaFiles.recordTypes();

        // Then
        assertThat(types).hasSizeGreaterThan(30);
        assertThat(types)
                .allSatisfy((name, type) -> assertThat(problemsOf(type, name)).isEmpty());
    }

    @Test
    void shouldNoticeWhatBreaksTheRules() {
        // Given
        Schema bad = new Schema.Parser().parse("""
            {"type":"record","namespace":"org.other","name":"T","doc":"A type.","fields":[
              {"name":"phone","type":"string","doc":"A number."},
              {"name":"a","type":["null","string"],"doc":"Without its default."},
              {"name":"b","type":["string","int"],"doc":"A choice."},
              {"name":"c","type":{"type":"enum","namespace":"org.huzheng.e","name":"E","doc":"One.","symbols":["A"]},"doc":"Without UNKNOWN."},
              {"name":"d","type":"string"}]}\
            """);

        // When
        List<String> problems = problemsOf(bad, "T");

        // Then
        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "T: expected a namespace below org.huzheng, found org.other",
                        "T.phone: expected the tag PII on a field of this name",
                        "T.a: expected the default null",
                        "T.b: expected a union of null and one type",
                        "T.c: expected the default symbol UNKNOWN first",
                        "T.d: expected a doc");
    }

    private static List<String> problemsOf(Schema type, String where) {
        return SchemaRules.problemsOf(
                type, where, namespace -> namespace.startsWith("org.huzheng."), "a namespace below org.huzheng");
    }
}
