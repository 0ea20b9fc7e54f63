package org.huzheng.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** A registry behind HTTP. Safe for use by many threads; what it once heard about ids it remembers for ever. */
public final class HttpSchemaRegistry implements SchemaRegistry {
    private final RegistryHttp http;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<Version, Integer> ids = new ConcurrentHashMap<>();

    private record Version(String subject, Schema schema) {}

    public HttpSchemaRegistry(RegistrySettings settings) {
        this.http = new RegistryHttp(settings);
    }

    @Override
    public Schema schemaById(int id) {
        // Not computeIfAbsent: it would hold a lock of the map while the registry is waited for.
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        Schema schema = schema("schema " + id, http.send("GET", "schemas/ids/" + id, null));
        schemas.putIfAbsent(id, schema);
        return schema;
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return id(new Version(subject, schema), "");
    }

    @Override
    public int register(String subject, Schema schema) {
        return id(new Version(subject, schema), "/versions");
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        return find(path("subjects", subject) + "/versions/latest").map(json -> registered(subject, json));
    }

    @Override
    public List<RegisteredSchema> versions(String subject) {
        String versions = path("subjects", subject) + "/versions";
        JsonNode numbers = find(versions).orElseGet(JsonNodeFactory.instance::arrayNode);
        return StreamSupport.stream(numbers.spliterator(), false)
                .map(number -> registered(subject, http.send("GET", versions + "/" + number.asInt(), null)))
                .toList();
    }

    @Override
    public List<String> subjects() {
        return StreamSupport.stream(http.send("GET", "subjects", null).spliterator(), false)
                .map(JsonNode::asText)
                .sorted()
                .toList();
    }

    @Override
    public Optional<Compatibility> compatibilityOf(String subject) {
        return find(path("config", subject)).map(HttpSchemaRegistry::compatibility);
    }

    @Override
    public void setCompatibility(String subject, Compatibility level) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("compatibility", level.name());
        http.send("PUT", path("config", subject), body);
    }

    private int id(Version version, String resource) {
        Integer known = ids.get(version);
        if (known != null) {
            return known;
        }
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("schema", version.schema().toString());
        int id = number(http.send("POST", path("subjects", version.subject()) + resource, body), "id");
        ids.putIfAbsent(version, id);
        return id;
    }

    private Optional<JsonNode> find(String path) {
        try {
            return Optional.of(http.send("GET", path, null));
        } catch (UnknownSchemaException absent) {
            return Optional.empty();
        }
    }

    private static RegisteredSchema registered(String subject, JsonNode json) {
        int version = number(json, "version");
        return new RegisteredSchema(
                subject, version, number(json, "id"), schema("version " + version + " of " + subject, json));
    }

    private static Schema schema(String what, JsonNode json) {
        String type = json.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO") || json.path("references").size() > 0) {
            throw new UnknownSchemaException(what + ": expected a self-contained Avro schema, found " + type + " with "
                    + json.path("references").size() + " references");
        }
        try {
            return new Schema.Parser().parse(text(json, "schema"));
        } catch (AvroRuntimeException e) {
            throw new RegistryProtocolException(what + ": expected an Avro schema, found one that cannot be parsed", e);
        }
    }

    private static Compatibility compatibility(JsonNode json) {
        String level = text(json, "compatibilityLevel");
        try {
            return Compatibility.valueOf(level);
        } catch (IllegalArgumentException e) {
            throw new RegistryProtocolException("expected a compatibility level, found \"" + level + "\"", e);
        }
    }

    private static int number(JsonNode json, String field) {
        JsonNode value = json.get(field);
        if (value == null || !value.isInt()) {
            throw missing(field, value);
        }
        return value.intValue();
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.get(field);
        if (value == null || !value.isTextual()) {
            throw missing(field, value);
        }
        return value.textValue();
    }

    private static RegistryProtocolException missing(String field, @Nullable JsonNode found) {
        return new RegistryProtocolException("schema registry's answer: expected " + field + ", found "
                + (found == null ? "nothing" : found.getNodeType()));
    }

    private static String path(String collection, String subject) {
        return collection + "/"
                + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
