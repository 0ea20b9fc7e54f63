package org.huzheng.adapter.source.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.source.UnreadableRow;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of JSON objects: each member is a column, its value a text, a number (taken digit by digit, so that 1000.00 keeps its cents), true
 * or false, or null.
 *
 * @param mayOmit columns that are null where the object has no such member. Every other column the mapping reads must be stated: a misspelt
 *     name would else be taken for nothing
 */
public record JsonRows(Set<String> mayOmit) {
    /** Reads JSON as RFC 8259 has it: numbers exactly, no member twice, nothing after the value. */
    public static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    public JsonRows {
        mayOmit = Set.copyOf(mayOmit);
    }

    /**
     * Where a row came from.
     *
     * @param origin as the mapping's {@code from} names it
     * @param location where in it, for people
     * @param version version by position, if the source has positions
     * @param committedAt when the source had it
     */
    public record Place(String origin, String location, SourceVersion version, Instant committedAt) {}

    /** The row an element states, or why it states none. */
    public SourceItem row(JsonNode element, Place place) {
        if (!element.isObject()) {
            return unreadable(place, Rejection.ofRow(Rule.MALFORMED_ROW, "a JSON object", kindOf(element)), Map.of());
        }
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        mayOmit.forEach(column -> values.put(column, null));
        Optional<Rejection> malformed = Optional.empty();
        for (Map.Entry<String, JsonNode> member : element.properties()) {
            JsonNode value = member.getValue();
            values.put(
                    member.getKey(), value.isNull() ? null : value.isValueNode() ? value.asText() : value.toString());
            if (value.isContainerNode() && malformed.isEmpty()) {
                malformed = Optional.of(Rejection.inWords(
                        Rule.MALFORMED_ROW, member.getKey(), "a text, a number, true, false or null", kindOf(value)));
            }
        }
        return malformed.isPresent()
                ? unreadable(place, malformed.get(), values)
                : new SourceRow(
                        place.origin(), place.location(), Operation.READ, place.version(), place.committedAt(), values);
    }

    private static SourceItem unreadable(Place place, Rejection rejection, Map<String, @Nullable String> values) {
        Map<String, String> present = new LinkedHashMap<>();
        values.forEach((column, value) -> {
            if (value != null) {
                present.put(column, value);
            }
        });
        return new UnreadableRow(place.origin(), place.location(), rejection, present, Optional.empty());
    }

    /** What kind of JSON value it is, in words; never the value. */
    public static String kindOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            default -> "nothing";
        };
    }
}
