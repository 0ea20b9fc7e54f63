package org.huzheng.adapter.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/**
 * A JSON Schema (draft 2020-12) of a settings file: what editors complete from, and what a file is held against before it is read. Says what is
 * wrong as the reader does: where, with the line, what was expected and what was found.
 */
public final class SettingsSchema {
    private static final String UNKNOWN_NAME = "additionalProperties";

    private final JsonNode document;
    private final JsonSchema schema;

    private SettingsSchema(JsonNode document) {
        this.document = document;
        this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        document,
                        SchemaValidatorsConfig.builder()
                                .pathType(PathType.JSON_POINTER)
                                .build());
    }

    /** The schema in this resource beside the class. */
    public static SettingsSchema ofResource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("expected the resource " + name + ", found nothing");
            }
            return new SettingsSchema(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("reading the resource " + name, e);
        }
    }

    /** The schema's text. */
    public String text() {
        return document.toPrettyString();
    }

    /**
     * Holds settings against the schema.
     *
     * @throws SettingsException if they are not as it says: a name that means nothing first, else the first mistake in the file
     */
    public void check(SettingsNode root) throws SettingsException {
        Optional<ValidationMessage> first = schema.validate(root.toJson()).stream()
                .min(Comparator.comparing((ValidationMessage message) ->
                                !message.getType().equals(UNKNOWN_NAME))
                        .thenComparing(message -> root.at(pathOf(message)).line()));
        if (first.isPresent()) {
            throw refusal(first.get(), root.at(pathOf(first.get())));
        }
    }

    private SettingsException refusal(ValidationMessage message, SettingsNode found) throws SettingsException {
        JsonNode violated = message.getSchemaNode();
        JsonNode around = schemaAround(message);
        return switch (message.getType()) {
            case UNKNOWN_NAME ->
                found.at(List.of(message.getProperty()))
                        .refused("one of " + namesOf(around.path("properties")), quoted(message.getProperty()));
            case "required" ->
                found.refused(
                        "the setting " + quoted(message.getProperty()),
                        "only " + found.entries().keySet());
            case "enum" -> found.refused("one of " + textsOf(violated), found.raw());
            case "type" -> found.refused(shapesOf(violated), found.shape());
            case "oneOf", "anyOf" -> {
                List<String> names = new ArrayList<>();
                violated.forEach(branch -> names.addAll(textsOf(branch.path("required"))));
                List<String> given = found.entries().keySet().stream()
                        .filter(names::contains)
                        .toList();
                yield found.refused(
                        (message.getType().equals("oneOf") ? "exactly one of " : "at least one of ") + names,
                        given.isEmpty() ? "none" : given.toString());
            }
            case "minItems" -> found.refused("at least one item", "none");
            default -> found.refused(around.path("description").asText(message.getMessage()), quoted(found.raw()));
        };
    }

    /** The schema the violated keyword stands in. */
    private JsonNode schemaAround(ValidationMessage message) {
        String pointer = message.getSchemaLocation().getFragment().toString();
        return document.at(pointer.substring(0, pointer.lastIndexOf('/')));
    }

    private static List<Object> pathOf(ValidationMessage message) {
        List<Object> path = new ArrayList<>();
        for (int i = 0; i < message.getInstanceLocation().getNameCount(); i++) {
            path.add(message.getInstanceLocation().getElement(i));
        }
        return path;
    }

    private static String shapesOf(JsonNode types) {
        List<String> named = types.isArray() ? textsOf(types) : List.of(types.asText());
        List<String> shapes = named.stream()
                .map(type -> switch (type) {
                    case "object" -> "named settings";
                    case "array" -> "a list";
                    default -> "one value";
                })
                .distinct()
                .toList();
        return String.join(" or ", shapes);
    }

    private static List<String> namesOf(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> textsOf(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
