package org.huzheng.adapter.source.httppush;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;

/** Holds answers against the document that describes them, and knows which of the documented ones were seen. */
final class OpenApiCheck {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document;
    private final Set<String> seen = new TreeSet<>();

    OpenApiCheck(JsonNode document) {
        this.document = document;
    }

    /** Every answer the document names, as {@code path status}. */
    Set<String> documented() {
        Set<String> documented = new TreeSet<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> operation.getValue().has("responses"))
                .forEach(operation -> operation
                        .getValue()
                        .path("responses")
                        .fieldNames()
                        .forEachRemaining(status -> documented.add(path.getKey() + " " + status))));
        return documented;
    }

    Set<String> seen() {
        return seen;
    }

    void check(String path, HttpResponse<String> answer) throws IOException {
        String method = answer.request().method().toLowerCase(java.util.Locale.ROOT);
        JsonNode response = document.path("paths")
                .path(path)
                .path(method)
                .path("responses")
                .path(String.valueOf(answer.statusCode()));
        assertThat(response.isObject())
                .as("%s %s %s is documented", method, path, answer.statusCode())
                .isTrue();
        seen.add(path + " " + answer.statusCode());
        String mediaType = answer.headers().firstValue("Content-Type").orElseThrow();
        JsonNode schema = response.path("content").path(mediaType).path("schema");
        assertThat(schema.isObject())
                .as("%s of %s %s is documented", mediaType, path, answer.statusCode())
                .isTrue();
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(whole)
                        .validate(JSON.readTree(answer.body())))
                .as("%s %s: %s", path, answer.statusCode(), answer.body())
                .isEmpty();
        response.path("headers").fieldNames().forEachRemaining(header -> assertThat(
                        answer.headers().firstValue(header))
                .as("%s of %s %s", header, path, answer.statusCode())
                .isPresent());
    }
}
