package org.huzheng.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * An object of a request body. Every reading names the member by JSON pointer when it is not as expected; members nobody reads are refused by
 * {@link #refuseOthers}.
 */
final class JsonBody {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Characters of a body, where no more are expected. */
    private static final int LONGEST = 64 << 10;

    private final String pointer;
    private final JsonNode node;

    private JsonBody(String pointer, JsonNode node) {
        this.pointer = pointer;
        this.node = node;
    }

    static JsonBody parse(String text) {
        return parse(text, LONGEST);
    }

    /** Reads a body that may be longer than others. */
    static JsonBody parse(String text, int longest) {
        if (text.length() > longest) {
            throw ProblemException.tooLarge(longest);
        }
        try {
            JsonNode node = JSON.readTree(text);
            if (node == null || !node.isObject()) {
                throw ProblemException.malformed("", "a JSON object", node == null ? null : kind(node));
            }
            return new JsonBody("", node);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw ProblemException.malformed(
                    "",
                    "JSON",
                    "no JSON" + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr()));
        }
    }

    /** The body in one form whatever its spacing and the order of its members. */
    String canonical() {
        try {
            return JSON.writeValueAsString(JSON.treeToValue(node, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a parsed body can be written", e);
        }
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> ProblemException.malformed(at(name), "a text", null));
    }

    Optional<String> optionalText(String name) {
        JsonNode member = node.get(name);
        if (member == null || member.isNull()) {
            return Optional.empty();
        }
        if (!member.isTextual() || member.textValue().isBlank()) {
            throw ProblemException.malformed(at(name), "a text", kind(member));
        }
        return Optional.of(member.textValue());
    }

    Optional<Integer> optionalNumber(String name) {
        JsonNode member = node.get(name);
        if (member == null || member.isNull()) {
            return Optional.empty();
        }
        if (!member.isIntegralNumber() || !member.canConvertToInt()) {
            throw ProblemException.malformed(at(name), "a whole number", kind(member));
        }
        return Optional.of(member.intValue());
    }

    Optional<Boolean> optionalFlag(String name) {
        JsonNode member = node.get(name);
        if (member == null || member.isNull()) {
            return Optional.empty();
        }
        if (!member.isBoolean()) {
            throw ProblemException.malformed(at(name), "true or false", kind(member));
        }
        return Optional.of(member.booleanValue());
    }

    List<String> texts(String name) {
        JsonNode member = node.get(name);
        if (member == null || !member.isArray() || member.isEmpty()) {
            throw ProblemException.malformed(
                    at(name), "a list with at least one text", member == null ? null : kind(member));
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < member.size(); i++) {
            if (!member.get(i).isTextual()) {
                throw ProblemException.malformed(at(name) + "/" + i, "a text", kind(member.get(i)));
            }
            texts.add(member.get(i).textValue());
        }
        return texts;
    }

    /** A list of objects, at least one and at most so many. */
    List<JsonBody> objects(String name, int most) {
        JsonNode member = node.get(name);
        if (member == null || !member.isArray() || member.isEmpty() || member.size() > most) {
            throw ProblemException.malformed(
                    at(name),
                    "a list of 1 to " + most + " objects",
                    member == null ? null : member.isArray() ? "a list of " + member.size() : kind(member));
        }
        List<JsonBody> objects = new ArrayList<>();
        for (int i = 0; i < member.size(); i++) {
            String place = at(name) + "/" + i;
            if (!member.get(i).isObject()) {
                throw ProblemException.malformed(place, "an object", kind(member.get(i)));
            }
            objects.add(new JsonBody(place, member.get(i)));
        }
        return objects;
    }

    JsonBody object(String name) {
        JsonNode member = node.get(name);
        if (member == null || !member.isObject()) {
            throw ProblemException.malformed(at(name), "an object", member == null ? null : kind(member));
        }
        return new JsonBody(at(name), member);
    }

    /** Reads a text into a value; of one that does not fit only the shape is told, since anybody may put a number anywhere. */
    <T> T value(String name, String expected, String text, Function<String, T> reading) {
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw ProblemException.malformed(at(name), expected, shape(text));
        }
    }

    /** One symbol of an enumeration, UNKNOWN excepted. */
    <E extends Enum<E>> E symbol(String name, Class<E> kind, String text) {
        List<String> known = Arrays.stream(kind.getEnumConstants())
                .map(Enum::name)
                .filter(symbol -> !symbol.equals("UNKNOWN"))
                .toList();
        if (!known.contains(text)) {
            throw ProblemException.malformed(at(name), "one of " + known, shape(text));
        }
        return Enum.valueOf(kind, text);
    }

    /** A list of symbols of an enumeration, UNKNOWN excepted, each once and in the enumeration's order. */
    <E extends Enum<E>> List<E> symbols(String name, Class<E> kind) {
        return texts(name).stream()
                .map(text -> symbol(name, kind, text))
                .distinct()
                .sorted()
                .toList();
    }

    /** Refuses members that nobody reads: they may be misspelt. */
    void refuseOthers(Set<String> known) {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                // a name that is no word may be a misplaced number
                String where = name.matches("[A-Za-z]{1,40}") ? at(name) : pointer;
                throw ProblemException.malformed(where, "only members " + new TreeSet<>(known), "an unknown member");
            }
        });
    }

    String at(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** What may be told of a text that does not fit. */
    static String shape(String text) {
        return "another text of " + text.length() + " characters";
    }

    private static String kind(JsonNode node) {
        return node.isTextual() && node.textValue().isBlank()
                ? "a blank text"
                : "a " + node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    }
}
