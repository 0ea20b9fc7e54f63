package org.huzheng.adapter.source.httppush;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.json.JsonRows;

/** What is offered, as an OpenAPI 3.1 document: the same for every department but for its origins and its ways to authenticate. */
final class OpenApiDocument {
    private static final String RESOURCE = "openapi.json";

    private OpenApiDocument() {}

    static JsonNode of(HttpPushSettings settings, SourceOpening opening) {
        ObjectNode document = read();
        document.withObject("/info").put("title", "Rows of department " + opening.department());
        ArrayNode origins =
                document.withObject("/components/parameters/Origin/schema").putArray("enum");
        opening.origins().forEach(origins::add);
        ObjectNode schemes = document.withObject("/components/securitySchemes");
        ArrayNode security = document.putArray("security");
        offer(settings.jwt().isPresent(), "jwt", schemes, security);
        offer(settings.hmac().isPresent(), "hmac", schemes, security);
        document.withObject("/components/schemas/Rows")
                .put(
                        "description",
                        "One row, or an array of rows. A body is at most "
                                + settings.limits().bodyBytesMax() + " bytes and " + PushLimits.ROWS_MAX + " rows.");
        return document;
    }

    private static void offer(boolean taken, String scheme, ObjectNode schemes, ArrayNode security) {
        if (taken) {
            security.addObject().putArray(scheme);
        } else {
            schemes.remove(scheme);
        }
    }

    private static ObjectNode read() {
        try (InputStream in = Objects.requireNonNull(OpenApiDocument.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return (ObjectNode) JsonRows.JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + ": expected a JSON document in this module", e);
        }
    }
}
