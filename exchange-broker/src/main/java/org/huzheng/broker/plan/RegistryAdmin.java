package org.huzheng.broker.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.huzheng.broker.registry.CompatibilityLevel;
import org.jspecify.annotations.Nullable;

/** The few calls on a schema registry, ours or Confluent's, that a plan and its apply need. */
public final class RegistryAdmin {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final String url;
    private final String authorization;

    /**
     * Calls the registry at an address.
     *
     * @param url address of the registry's REST API
     * @param user a user who may write
     */
    public RegistryAdmin(String url, String user, String password) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Names of all subjects. */
    public List<String> subjects() {
        List<String> names = new ArrayList<>();
        required("GET", "/subjects", null).forEach(name -> names.add(name.asText()));
        return names;
    }

    /** Canonical JSON of a subject's versions, oldest first; empty if it has none. */
    public List<String> schemas(String subject) {
        Optional<JsonNode> versions = optional("GET", "/subjects/" + encoded(subject) + "/versions", null);
        List<String> schemas = new ArrayList<>();
        for (JsonNode version : versions.orElse(JSON.createArrayNode())) {
            String schema = required("GET", "/subjects/" + encoded(subject) + "/versions/" + version.asInt(), null)
                    .path("schema")
                    .asText();
            // Foreign registries may keep blanks and the order of attributes as they came.
            schemas.add(new Schema.Parser().parse(schema).toString());
        }
        return schemas;
    }

    /** A subject's own level, if it has one. */
    public Optional<CompatibilityLevel> level(String subject) {
        return optional("GET", "/config/" + encoded(subject), null)
                .map(config -> CompatibilityLevel.valueOf(
                        config.path("compatibilityLevel").asText()));
    }

    /** Sets a subject's own level. */
    public void setLevel(String subject, CompatibilityLevel level) {
        required("PUT", "/config/" + encoded(subject), JSON.createObjectNode().put("compatibility", level.name()));
    }

    /** Registers a schema and returns its id. */
    public int register(String subject, String schema) {
        return required(
                        "POST",
                        "/subjects/" + encoded(subject) + "/versions",
                        JSON.createObjectNode().put("schema", schema))
                .path("id")
                .asInt();
    }

    private JsonNode required(String method, String path, @Nullable ObjectNode body) {
        HttpResponse<byte[]> response = send(method, path, body);
        if (response.statusCode() != 200) {
            throw refused(method, path, response);
        }
        return json(method, path, response);
    }

    private Optional<JsonNode> optional(String method, String path, @Nullable ObjectNode body) {
        HttpResponse<byte[]> response = send(method, path, body);
        return switch (response.statusCode()) {
            case 200 -> Optional.of(json(method, path, response));
            case 404 -> Optional.empty();
            default -> throw refused(method, path, response);
        };
    }

    private HttpResponse<byte[]> send(String method, String path, @Nullable ObjectNode body) {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT)
                .header("Authorization", authorization)
                .header("Accept", MEDIA_TYPE)
                .header("Content-Type", MEDIA_TYPE)
                .method(method, publisher)
                .build();
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new ExchangeUnreachable("expected a schema registry at " + url + ", found: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExchangeUnreachable("interrupted while calling " + method + " " + url + path, e);
        }
    }

    private JsonNode json(String method, String path, HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new ExchangeUnreachable("expected JSON from " + method + " " + url + path + ", found none", e);
        }
    }

    private RegistryRefusal refused(String method, String path, HttpResponse<byte[]> response) {
        return new RegistryRefusal(
                "expected status 200 from " + method + " " + url + path + ", found " + response.statusCode() + ": "
                        + new String(response.body(), StandardCharsets.UTF_8),
                response.statusCode());
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
