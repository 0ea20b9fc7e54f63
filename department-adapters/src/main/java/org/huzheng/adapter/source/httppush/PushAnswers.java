package org.huzheng.adapter.source.httppush;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.validation.Rejection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers. */
final class PushAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(PushAnswers.class);
    private static final String JSON = "application/json";
    private static final String PROBLEM_JSON = "application/problem+json";

    private PushAnswers() {}

    /** What became of each row, in the request's order. */
    static ObjectNode records(String delivery, List<RowOutcome> outcomes) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode records = JsonNodeFactory.instance.arrayNode(outcomes.size());
        int published = 0;
        int deduplicated = 0;
        int quarantined = 0;
        for (RowOutcome outcome : outcomes) {
            ObjectNode record = records.addObject().put("index", records.size() - 1);
            if (outcome instanceof RowOutcome.Published) {
                published++;
                record.put("outcome", "published");
            } else if (outcome instanceof RowOutcome.Deduplicated) {
                deduplicated++;
                record.put("outcome", "deduplicated");
            } else if (outcome instanceof RowOutcome.Quarantined refused) {
                quarantined++;
                Rejection rejection = refused.rejection();
                record.put("outcome", "quarantined")
                        .put("reason", rejection.rule().code())
                        .put("expected", rejection.expected());
                rejection.field().ifPresent(field -> record.put("field", field));
                rejection.foundShown().ifPresent(found -> record.put("found", found));
            }
        }
        answer.put("delivery", delivery)
                .put("published", published)
                .put("deduplicated", deduplicated)
                .put("quarantined", quarantined)
                .set("records", records);
        return answer;
    }

    static ObjectNode mark(Instant committedBefore) {
        return JsonNodeFactory.instance.objectNode().put("committedBefore", committedBefore.toString());
    }

    static void send(HttpExchange exchange, JsonNode answer) {
        write(exchange, 200, JSON, answer);
    }

    static void send(HttpExchange exchange, PushProblem problem, String scheme) {
        problem.retryAfterSeconds()
                .ifPresent(seconds -> exchange.getResponseHeaders().set("Retry-After", seconds));
        if (problem.kind() == PushProblem.Kind.NOT_AUTHENTICATED) {
            exchange.getResponseHeaders().set("WWW-Authenticate", scheme);
        }
        write(exchange, problem.kind().status(), PROBLEM_JSON, problem.toJson());
    }

    private static void write(HttpExchange exchange, int status, String mediaType, JsonNode body) {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", mediaType);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            // The caller has gone. It does not know what became of its rows and will send them again.
            LOG.debug("Answer could not be written: status={}", status, e);
        }
    }
}
