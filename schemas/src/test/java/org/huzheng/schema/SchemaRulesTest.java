package org.huzheng.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.huzheng.wire.Redaction;
import org.junit.jupiter.api.Test;

/** What every schema keeps to, whatever it describes. */
class SchemaRulesTest {
    private static final String UNKNOWN = "UNKNOWN";

    private final List<String> problems = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> personalNames = personalNames();

    @Test
    void shouldKeepToTheRulesOfTheContract() throws IOException {
        // When
        SchemaFiles.recordTypes().values().forEach(type -> check(type, type.getFullName()));

        // Then
        assertThat(seen).hasSizeGreaterThan(40);
        assertThat(problems).isEmpty();
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
                  {"name":"d","type":"string"}]}""");

        // When
        check(bad, "T");

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

    private void check(Schema schema, String where) {
        switch (schema.getType()) {
            case RECORD -> checkRecord(schema, where);
            case ENUM -> checkEnum(schema, where);
            case UNION -> checkUnion(schema, where);
            case ARRAY -> check(schema.getElementType(), where);
            case MAP -> check(schema.getValueType(), where);
            default -> {
                // A primitive type has no rules.
            }
        }
    }

    private void checkRecord(Schema schema, String where) {
        if (!seen.add(schema.getFullName())) {
            return;
        }
        checkNamed(schema, where);
        for (Schema.Field field : schema.getFields()) {
            String place = where + "." + field.name();
            expect(field.doc() != null && !field.doc().isBlank(), place + ": expected a doc");
            expect(
                    !personalNames.contains(field.name()) || Redaction.isPersonal(field),
                    place + ": expected the tag PII on a field of this name");
            expect(
                    !field.schema().isNullable() || field.defaultVal() == JsonProperties.NULL_VALUE,
                    place + ": expected the default null");
            check(field.schema(), place);
        }
    }

    private void checkEnum(Schema schema, String where) {
        if (seen.add(schema.getFullName())) {
            checkNamed(schema, where);
            expect(
                    UNKNOWN.equals(schema.getEnumDefault()) && schema.getEnumOrdinal(UNKNOWN) == 0,
                    where + ": expected the default symbol UNKNOWN first");
        }
    }

    private void checkUnion(Schema schema, String where) {
        List<Schema> types = schema.getTypes();
        if (types.size() != 2 || types.get(0).getType() != Schema.Type.NULL) {
            problems.add(where + ": expected a union of null and one type");
        } else {
            check(types.get(1), where);
        }
    }

    private void checkNamed(Schema schema, String where) {
        expect(
                schema.getNamespace().startsWith("org.huzheng."),
                where + ": expected a namespace below org.huzheng, found " + schema.getNamespace());
        expect(schema.getDoc() != null && !schema.getDoc().isBlank(), where + ": expected a doc");
    }

    private void expect(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    private static Set<String> personalNames() {
        try (InputStream in =
                Objects.requireNonNull(SchemaRulesTest.class.getResourceAsStream("personal-field-names.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new IllegalStateException("expected the list of names", e);
        }
    }
}
