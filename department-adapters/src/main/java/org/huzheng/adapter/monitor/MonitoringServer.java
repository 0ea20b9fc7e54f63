package org.huzheng.adapter.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.huzheng.adapter.health.FeedHealth;
import org.huzheng.http.HttpServers;
import org.huzheng.settings.SettingsException;
import org.huzheng.tls.ServedCertificate;
import org.huzheng.tls.TlsFileUnusable;

/**
 * Answers {@code GET /metrics} in Prometheus' text format, {@code /health/live} (200 as long as the process does its work, 503 after that) and
 * {@code /health/ready} (200 while every feed is fresh and nothing fails, 503 otherwise, each with the reasons as JSON). Asks for no login: it
 * has nothing personal to say.
 */
public final class MonitoringServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String JSON_TYPE = "application/json; charset=utf-8";
    private static final int OK = 200;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final ExecutorService thread;

    /**
     * What the answers are made of.
     *
     * @param metrics the metrics as text
     * @param live whether the adapter's thread is alive
     * @param health how the feeds are
     */
    public record Answers(Supplier<String> metrics, BooleanSupplier live, Supplier<FeedHealth> health) {}

    private record Answer(int status, String type, String body) {}

    private MonitoringServer(HttpServer server, ExecutorService thread) {
        this.server = server;
        this.thread = thread;
    }

    /**
     * Listens.
     *
     * @throws SettingsException if it cannot listen there
     */
    public static MonitoringServer start(Monitoring where, Answers answers) throws SettingsException {
        HttpServer server;
        try {
            server = HttpServers.create(
                    new InetSocketAddress(where.host(), where.port()),
                    0,
                    where.tls().map(ServedCertificate::of));
        } catch (IOException | IllegalArgumentException | TlsFileUnusable e) {
            throw new SettingsException(
                    "monitoring: expected to listen on " + where.host() + ":" + where.port() + ", found: " + e, e);
        }
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread created = new Thread(task, "monitoring");
            created.setDaemon(true);
            return created;
        });
        server.setExecutor(thread);
        server.createContext(
                "/metrics",
                exchange -> answer(
                        exchange,
                        () -> new Answer(OK, METRICS_TYPE, answers.metrics().get())));
        server.createContext(
                "/health/live",
                exchange -> answer(exchange, () -> {
                    boolean live = answers.live().getAsBoolean();
                    return new Answer(live ? OK : UNAVAILABLE, JSON_TYPE, "{\"live\":" + live + "}");
                }));
        server.createContext(
                "/health/ready",
                exchange -> answer(exchange, () -> {
                    FeedHealth health = answers.health().get();
                    return new Answer(health.isReady() ? OK : UNAVAILABLE, JSON_TYPE, json(health));
                }));
        server.start();
        return new MonitoringServer(server, thread);
    }

    /** Port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, Supplier<Answer> answer) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(METHOD_NOT_ALLOWED, -1);
                return;
            }
            Answer found = answer.get();
            byte[] body = found.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", found.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(found.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The health as JSON: which feed is stale, and why, in Chinese and English. */
    static String json(FeedHealth health) {
        ObjectNode root = JSON.createObjectNode();
        root.put("department", health.department().code()).put("ready", health.isReady());
        ArrayNode feeds = root.putArray("feeds");
        health.feeds().forEach(feed -> {
            ObjectNode node = feeds.addObject();
            node.put("topic", feed.topic())
                    .put("stale", feed.isStale())
                    .put("agreedSeconds", feed.agreed().toSeconds());
            feed.markAge().ifPresent(age -> node.put("markAgeSeconds", age.toMillis() / 1000.0));
        });
        ArrayNode reasons = root.putArray("reasons");
        health.causes().forEach(cause -> reasons.addObject()
                .put("code", cause.reason().code())
                .put("zh", cause.reason().chinese())
                .put("en", cause.reason().english())
                .put(
                        "since",
                        cause.since()
                                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                                .toString()));
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("health: expected it to become JSON", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
