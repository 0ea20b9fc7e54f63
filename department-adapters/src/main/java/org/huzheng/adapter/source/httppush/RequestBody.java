package org.huzheng.adapter.source.httppush;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.huzheng.adapter.source.json.JsonRows;
import org.jspecify.annotations.Nullable;

/** Reads the elements of a request's body. */
final class RequestBody {
    private static final String JSON = "application/json";
    private static final List<String> LINES =
            List.of("application/x-ndjson", "application/ndjson", "application/jsonl");

    private final boolean lines;

    private RequestBody(boolean lines) {
        this.lines = lines;
    }

    /** Chooses the form by the media type. */
    static RequestBody of(@Nullable String contentType) throws PushProblem {
        String type =
                contentType == null ? "" : contentType.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.equals(JSON) && !LINES.contains(type)) {
            throw PushProblem.of(
                    PushProblem.Kind.WRONG_MEDIA_TYPE,
                    "Content-Type " + JSON + " or " + LINES.get(0),
                    type.isEmpty() ? "none" : type);
        }
        return new RequestBody(!type.equals(JSON));
    }

    /** The elements, no more than so many: those of an array, those of all lines, or the one object. */
    List<JsonNode> elements(byte[] body, int elementsMax) throws PushProblem {
        List<JsonNode> elements = new ArrayList<>();
        try (JsonParser parser = JsonRows.JSON.createParser(body)) {
            JsonToken first = parser.nextToken();
            if (lines) {
                for (JsonToken token = first; token != null; token = parser.nextToken()) {
                    add(elements, parser, elementsMax);
                }
                return elements;
            }
            if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    add(elements, parser, elementsMax);
                }
            } else if (first == JsonToken.START_OBJECT) {
                elements.add(parser.readValueAsTree());
            } else {
                throw malformed("a JSON object or an array of them", first == null ? "nothing" : "another value");
            }
            if (parser.nextToken() != null) {
                throw malformed("one JSON value (for several, one a line, say " + LINES.get(0) + ")", "more behind it");
            }
            return elements;
        } catch (JsonProcessingException e) {
            // Its message may quote the row.
            JsonLocation at = e.getLocation();
            throw malformed(
                    "JSON in UTF-8 with no member twice (RFC 8259)",
                    "something else"
                            + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr()));
        } catch (IOException e) {
            throw malformed("JSON in UTF-8", "other bytes");
        }
    }

    private static void add(List<JsonNode> elements, JsonParser parser, int elementsMax)
            throws IOException, PushProblem {
        if (elements.size() == elementsMax) {
            throw PushProblem.of(
                    PushProblem.Kind.TOO_LARGE, "a body of at most " + elementsMax + " rows", "one of more");
        }
        elements.add(parser.readValueAsTree());
    }

    static PushProblem malformed(String expected, String found) {
        return PushProblem.of(PushProblem.Kind.MALFORMED, expected, found);
    }
}
