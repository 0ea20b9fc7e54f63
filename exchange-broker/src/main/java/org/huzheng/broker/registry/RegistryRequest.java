package org.huzheng.broker.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, taken apart.
 *
 * @param segments percent-decoded path segments, without the empty one after a closing slash
 * @param query decoded query parameters
 * @param body possibly empty
 */
record RegistryRequest(String method, List<String> segments, Map<String, String> query, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    RegistryRequest {
        segments = List.copyOf(segments);
        query = Map.copyOf(query);
    }

    static RegistryRequest of(String method, URI uri, byte[] body) {
        return new RegistryRequest(
                method, segments(uri.getRawPath()), query(uri.getRawQuery()), new String(body, StandardCharsets.UTF_8));
    }

    String segment(int index) {
        return segments.get(index);
    }

    boolean flag(String name) {
        return "true".equalsIgnoreCase(query.get(name));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** The body as a JSON object. */
    JsonNode json() {
        try {
            JsonNode node = JSON.readTree(body);
            if (node != null && node.isObject()) {
                return node;
            }
            throw RegistryError.malformedBody("expected a JSON object");
        } catch (IOException e) {
            throw RegistryError.malformedBody("expected JSON, found what does not parse");
        }
    }

    private static List<String> segments(String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String segment : rawPath.split("/", -1)) {
            if (!segment.isEmpty()) {
                // In a path a plus sign is a plus sign; only the query means a blank by it.
                segments.add(decoded(segment.replace("+", "%2B")));
            }
        }
        return segments;
    }

    private static Map<String, String> query(@Nullable String rawQuery) {
        Map<String, String> query = new HashMap<>();
        if (rawQuery != null) {
            for (String pair : rawQuery.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RegistryError.malformedBody("expected percent-encoding in the address, found \"" + text + "\"");
        }
    }
}
