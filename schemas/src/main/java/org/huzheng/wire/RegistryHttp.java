package org.huzheng.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.huzheng.tls.Trust;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One exchange after another with a registry: waits for one that is away, and makes typed errors of its refusals. */
final class RegistryHttp {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryHttp.class);
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    // One client for all whose trust is the same: each has threads and connections of its own.
    private static final Map<Optional<Path>, HttpClient> CLIENTS = new ConcurrentHashMap<>();

    private final RegistrySettings settings;
    private final HttpClient client;

    RegistryHttp(RegistrySettings settings) {
        this.settings = settings;
        this.client = CLIENTS.computeIfAbsent(settings.trust(), RegistryHttp::client);
    }

    private static HttpClient client(Optional<Path> trust) {
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT);
        trust.ifPresent(authorities -> client.sslContext(Trust.contextOf(authorities)));
        return client.build();
    }

    /**
     * Sends one request until the registry answers it.
     *
     * @param path path and query below the base address
     * @param body JSON to send, or null for none
     */
    JsonNode send(String method, String path, @Nullable JsonNode body) {
        long deadline = System.nanoTime() + settings.patience().toNanos();
        long pauseMs = FIRST_PAUSE_MS;
        for (int attempt = 0; ; attempt++) {
            URI base = settings.urls().get(attempt % settings.urls().size());
            RegistryUnavailableException away;
            try {
                return answer(
                        base, method, path, client.send(request(base, method, path, body), BodyHandlers.ofString()));
            } catch (IOException e) {
                away = new RegistryUnavailableException(
                        "schema registry " + base + ": expected an answer, found " + e, e);
            } catch (RegistryUnavailableException e) {
                away = e;
            } catch (InterruptedException e) {
                throw interrupted(base, e);
            }
            if (System.nanoTime() + Duration.ofMillis(pauseMs).toNanos() > deadline) {
                throw away;
            }
            if (attempt == 0) {
                LOG.warn("waiting for the schema registry: {}", away.getMessage());
            }
            pause(base, pauseMs);
            pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
        }
    }

    private HttpRequest request(URI base, String method, String path, @Nullable JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(REQUEST_TIMEOUT)
                .header("Accept", MEDIA_TYPE + ", application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", MEDIA_TYPE);
        }
        settings.userInfo()
                .ifPresent(user -> request.header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8))));
        return request.build();
    }

    private static JsonNode answer(URI base, String method, String path, HttpResponse<String> response) {
        int status = response.statusCode();
        String what = method + " " + base.resolve(path) + ": ";
        if (status == 401 || status == 403) {
            throw new RegistryAccessException(what + "expected to be admitted, found status " + status);
        }
        if (status >= 500 || status == 429) {
            throw new RegistryUnavailableException(what + "expected an answer, found status " + status);
        }
        JsonNode json = json(what, status, response.body());
        if (status / 100 == 2) {
            return json;
        }
        String said =
                "status " + status + ", error code " + json.path("error_code").asText("none") + ", "
                        + json.path("message").asText("no message");
        if (status == 404) {
            throw new UnknownSchemaException(what + "expected it to exist, found " + said);
        }
        if (status == 409 || status == 422) {
            throw new SchemaRefusedException(what + "expected the schema to be accepted, found " + said);
        }
        throw new RegistryProtocolException(what + "expected success, found " + said);
    }

    private static JsonNode json(String what, int status, String body) {
        try {
            JsonNode json = JSON.readTree(body);
            // A 404 that is not the registry's own is some proxy's: it must not turn records into poison.
            if (status == 404 && !json.path("error_code").isInt()) {
                throw new RegistryUnavailableException(what + "expected an answer, found a 404 without an error code");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw status == 404
                    ? new RegistryUnavailableException(
                            what + "expected an answer, found a 404 that is not the registry's")
                    : new RegistryProtocolException(
                            what + "expected JSON, found something else with status " + status, e);
        }
    }

    private static void pause(URI base, long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted(base, e);
        }
    }

    private static RegistryUnavailableException interrupted(URI base, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RegistryUnavailableException("schema registry " + base + ": interrupted while waiting for it", e);
    }
}
