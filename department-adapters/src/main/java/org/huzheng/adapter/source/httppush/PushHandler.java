package org.huzheng.adapter.source.httppush;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.source.json.JsonRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests. No thread waits for a commit: the request is read, its rows wait in the buffer, and whoever settles them has the answer
 * written.
 */
final class PushHandler implements HttpHandler {
    static final String RECORDS = "/v1/records/";
    static final String MARKS = "/v1/marks";
    static final String OPENAPI = "/openapi";

    private static final Logger LOG = LoggerFactory.getLogger(PushHandler.class);
    /** Rows have no position here: the mapping states their version. */
    private static final SourceVersion NO_POSITION = new SourceVersion(0, 0);
    /** By how much a caller's clock may be ahead before we no longer believe when it says it stands. */
    private static final Duration CLOCK_AHEAD_MAX = Duration.ofMinutes(5);
    /** What is read and thrown away after a refusal, so that the caller gets to read why. */
    private static final int DISCARDED_BYTES_MAX = 16 << 20;

    private final List<String> origins;
    private final Authentication authentication;
    private final PushLimits limits;
    private final JsonRows rows;
    private final JsonNode openApi;
    private final DeliveryBuffer buffer;
    private final Executor answers;

    PushHandler(
            List<String> origins,
            Authentication authentication,
            HttpPushSettings settings,
            JsonNode openApi,
            DeliveryBuffer buffer,
            Executor answers) {
        this.origins = List.copyOf(origins);
        this.authentication = authentication;
        this.limits = settings.limits();
        this.rows = new JsonRows(settings.mayOmit());
        this.openApi = openApi;
        this.buffer = buffer;
        this.answers = answers;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            route(exchange);
        } catch (PushProblem problem) {
            LOG.debug("Request refused: {}", problem.getMessage());
            discardBody(exchange);
            PushAnswers.send(exchange, problem, authentication.scheme());
        } catch (RuntimeException e) {
            LOG.error("Request failed: method={}", exchange.getRequestMethod(), e);
            PushAnswers.send(
                    exchange,
                    PushProblem.of(
                            PushProblem.Kind.FAILED, "to take the request", "a failure of ours, which is logged"),
                    authentication.scheme());
        }
    }

    private void route(HttpExchange exchange) throws IOException, PushProblem {
        String path = exchange.getRequestURI().getPath();
        if (path.equals(OPENAPI)) {
            requireMethod(exchange, "GET");
            PushAnswers.send(exchange, openApi);
        } else if (path.equals(MARKS)) {
            requireMethod(exchange, "POST");
            takeMark(exchange);
        } else if (path.startsWith(RECORDS)) {
            requireMethod(exchange, "POST");
            takeRecords(exchange, path.substring(RECORDS.length()));
        } else {
            throw PushProblem.of(
                    PushProblem.Kind.NOT_FOUND, RECORDS + "{origin}, " + MARKS + " or " + OPENAPI, "another path");
        }
    }

    private static void requireMethod(HttpExchange exchange, String method) throws PushProblem {
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            throw PushProblem.of(PushProblem.Kind.WRONG_METHOD, method, exchange.getRequestMethod());
        }
    }

    private void takeRecords(HttpExchange exchange, String origin) throws IOException, PushProblem {
        Authentication.Caller caller = admit(exchange);
        if (!origins.contains(origin)) {
            throw PushProblem.of(PushProblem.Kind.NOT_FOUND, "one of the origins " + origins, "another");
        }
        RequestBody form = RequestBody.of(exchange.getRequestHeaders().getFirst("Content-Type"));
        long reserved = reserve(exchange);
        Optional<Delivery> delivery = Optional.empty();
        try {
            byte[] body = read(exchange, caller);
            List<JsonNode> elements = form.elements(body, PushLimits.ROWS_MAX);
            String id = UUID.randomUUID().toString();
            List<SourceItem> items = new ArrayList<>(elements.size());
            Instant now = Instant.now();
            for (JsonNode element : elements) {
                String location = "delivery " + id + " row " + items.size();
                items.add(rows.row(element, new JsonRows.Place(origin, location, NO_POSITION, now)));
            }
            delivery = Optional.of(Delivery.of(id, items, Optional.empty(), body.length));
        } finally {
            buffer.release(reserved - delivery.map(Delivery::bytes).orElse(0L));
        }
        Delivery taken = delivery.get();
        LOG.debug(
                "Rows taken: delivery={} caller={} origin={} rows={}",
                taken.id(),
                caller.name(),
                origin,
                taken.items().size());
        deliver(exchange, taken, outcomes -> PushAnswers.records(taken.id(), outcomes));
    }

    private void takeMark(HttpExchange exchange) throws IOException, PushProblem {
        Authentication.Caller caller = admit(exchange);
        long reserved = reserve(exchange);
        Instant committedBefore;
        try {
            committedBefore = markOf(RequestBody.of(exchange.getRequestHeaders().getFirst("Content-Type"))
                    .elements(read(exchange, caller), PushLimits.ROWS_MAX));
        } finally {
            buffer.release(reserved);
        }
        deliver(
                exchange,
                Delivery.of(UUID.randomUUID().toString(), List.of(), Optional.of(committedBefore), 0),
                outcomes -> PushAnswers.mark(committedBefore));
    }

    /** Never later than now: who has delivered everything up to tomorrow has delivered everything up to now, whatever its clock says. */
    private static Instant markOf(List<JsonNode> elements) throws PushProblem {
        String expected = "{\"committedBefore\": \"...\"} with a time and its offset (RFC 3339)";
        JsonNode stated = elements.size() == 1 ? elements.get(0).path("committedBefore") : null;
        if (stated == null || !stated.isTextual()) {
            throw RequestBody.malformed(expected, "another form");
        }
        Instant now = Instant.now();
        Instant time;
        try {
            time = OffsetDateTime.parse(stated.asText()).toInstant();
        } catch (DateTimeException e) {
            throw RequestBody.malformed(expected, "another form");
        }
        if (time.isAfter(now.plus(CLOCK_AHEAD_MAX))) {
            throw RequestBody.malformed("a time no later than now, which is " + now + " here", time.toString());
        }
        return time.isAfter(now) ? now : time;
    }

    private Authentication.Caller admit(HttpExchange exchange) throws PushProblem {
        if (exchange.getRequestURI().getRawQuery() != null) {
            throw RequestBody.malformed("an address without a query", "one");
        }
        return authentication.admit(new Authentication.RequestHead(
                exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), exchange.getRequestHeaders()));
    }

    private long reserve(HttpExchange exchange) throws PushProblem {
        // A body in chunks has any length, whatever is stated beside it.
        String stated = exchange.getRequestHeaders().containsKey("Transfer-Encoding")
                ? null
                : exchange.getRequestHeaders().getFirst("Content-Length");
        long bytes = stated == null ? limits.bodyBytesMax() : Long.parseLong(stated);
        if (bytes > limits.bodyBytesMax()) {
            throw tooLarge();
        }
        buffer.reserve(bytes);
        return bytes;
    }

    private byte[] read(HttpExchange exchange, Authentication.Caller caller) throws IOException, PushProblem {
        byte[] body = exchange.getRequestBody().readNBytes(limits.bodyBytesMax() + 1);
        if (body.length > limits.bodyBytesMax()) {
            throw tooLarge();
        }
        caller.checkBody(body);
        return body;
    }

    private PushProblem tooLarge() {
        return PushProblem.of(
                PushProblem.Kind.TOO_LARGE, "a body of at most " + limits.bodyBytesMax() + " bytes", "a larger one");
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What follows the answer is nothing.
    private void deliver(HttpExchange exchange, Delivery delivery, Function<List<RowOutcome>, JsonNode> answer)
            throws PushProblem {
        try {
            buffer.add(delivery);
        } catch (PushProblem closed) {
            buffer.release(delivery.bytes());
            throw closed;
        }
        delivery.settled()
                .orTimeout(limits.answerWithin().toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync(
                        (outcomes, failure) -> {
                            if (failure == null) {
                                PushAnswers.send(exchange, answer.apply(outcomes));
                            } else {
                                buffer.withdraw(delivery);
                                PushAnswers.send(exchange, DeliveryBuffer.notCommitted(), authentication.scheme());
                            }
                        },
                        answers);
    }

    private static void discardBody(HttpExchange exchange) throws IOException {
        InputStream body = exchange.getRequestBody();
        byte[] chunk = new byte[8192];
        for (int read = 0, total = 0; read >= 0 && total < DISCARDED_BYTES_MAX; total += read) {
            read = body.read(chunk);
        }
    }
}
