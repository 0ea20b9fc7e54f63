package org.huzheng.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.huzheng.wire.Redaction;

/**
 * What every schema keeps to, whatever it describes: types and fields say what they are, unions are of null and one type with the default null, an enum's
 * first symbol is the default UNKNOWN that is refused and never folded, and fields that hold personal data are tagged. Says everything that is
 * wrong, each with its place.
 */
public final class SchemaRules {
    private static final String UNKNOWN = "UNKNOWN";
    private static final String EVERY_ENDING = "*";
    private static final List<String> PERSONAL_NAMES = personalNames();

    private final Predicate<String> allowsNamespace;
    private final String expectedNamespace;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private SchemaRules(Predicate<String> allowsNamespace, String expectedNamespace) {
        this.allowsNamespace = allowsNamespace;
        this.expectedNamespace = expectedNamespace;
    }

    /**
     * What is wrong with a schema; nothing if it is as it should be.
     *
     * @param where what places are named after
     * @param allowsNamespace where its named types may be
     * @param expectedNamespace the same in words
     */
    public static List<String> problemsOf(
            Schema schema, String where, Predicate<String> allowsNamespace, String expectedNamespace) {
        SchemaRules rules = new SchemaRules(allowsNamespace, expectedNamespace);
        rules.check(schema, where);
        return List.copyOf(rules.problems);
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
                    !isPersonal(field.name()) || Redaction.isPersonal(field),
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
        String namespace = schema.getNamespace() == null ? "" : schema.getNamespace();
        expect(
                allowsNamespace.test(namespace),
                where + ": expected " + expectedNamespace + ", found " + (namespace.isEmpty() ? "none" : namespace));
        expect(schema.getDoc() != null && !schema.getDoc().isBlank(), where + ": expected a doc");
    }

    private void expect(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    private static boolean isPersonal(String field) {
        return PERSONAL_NAMES.stream()
                .anyMatch(name -> name.startsWith(EVERY_ENDING)
                        ? field.endsWith(name.substring(EVERY_ENDING.length()))
                        : field.equals(name));
    }

    private static List<String> personalNames() {
        try (InputStream in = SchemaRules.class.getResourceAsStream("personal-fields.txt")) {
            if (in == null) {
                throw new IllegalStateException("expected the resource personal-fields.txt, found nothing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("reading the resource personal-fields.txt", e);
        }
    }
}
