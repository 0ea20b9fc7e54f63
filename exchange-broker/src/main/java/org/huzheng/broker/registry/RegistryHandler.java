package org.huzheng.broker.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers HTTP requests: finds the route, checks the user, and turns refusals into Confluent's error bodies. */
final class RegistryHandler implements HttpHandler {
    static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

    /** The largest schema of the catalogue takes some 20 kB. */
    static final int LARGEST_BODY_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(RegistryHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Routes routes;
    private final RegistryUsers users;

    RegistryHandler(Routes routes, RegistryUsers users) {
        this.routes = routes;
        this.users = users;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY_BYTES + 1);
            try {
                respond(exchange, 200, answer(exchange, body));
            } catch (RegistryError e) {
                refuse(exchange, e);
            } catch (RuntimeException e) {
                LOG.atError()
                        .setCause(e)
                        .addKeyValue("method", exchange.getRequestMethod())
                        .log("Request to the registry failed");
                refuse(exchange, RegistryError.storeFailed(e.getClass().getSimpleName()));
            }
        }
    }

    private JsonNode answer(HttpExchange exchange, byte[] body) {
        if (body.length > LARGEST_BODY_BYTES) {
            throw RegistryError.bodyTooLarge(LARGEST_BODY_BYTES);
        }
        RegistryRequest request = RegistryRequest.of(exchange.getRequestMethod(), exchange.getRequestURI(), body);
        Routes.Route route = routes.find(request);
        users.require(route.access(), exchange.getRequestHeaders().getFirst("Authorization"));
        return route.answer().apply(request);
    }

    private static void refuse(HttpExchange exchange, RegistryError error) throws IOException {
        if (error.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"schema registry\"");
        }
        respond(
                exchange,
                error.status(),
                JSON.createObjectNode().put("error_code", error.code()).put("message", error.getMessage()));
    }

    private static void respond(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", MEDIA_TYPE);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
