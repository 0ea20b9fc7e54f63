package org.huzheng.adapter.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.huzheng.adapter.control.Answer.Settlement;
import org.huzheng.adapter.quarantine.Selection;

/**
 * Entries of the control topic: JSON objects. An answer has a key of its own, behind that of its order, so that it never takes the place of an order
 * given in the meantime.
 */
final class ControlCodec {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANSWER = "/answer";

    private ControlCodec() {}

    static String keyOfAnswerTo(Order order) {
        return order.key() + ANSWER;
    }

    static byte[] write(Order order) {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", order.id()).put("at", order.at().toString());
        if (order instanceof Order.OfQuarantine quarantine) {
            node.put("verb", order instanceof Order.Replay ? "replay" : "drop").put("before", quarantine.before());
            write(quarantine.selection(), node.putObject("selection"));
        } else {
            node.put("verb", order instanceof Order.Pause ? "pause" : "resume");
        }
        return bytesOf(node);
    }

    static byte[] write(Answer answer) {
        Settlement settlement = answer.settlement();
        ObjectNode node = JSON.createObjectNode();
        node.put("order", answer.order())
                .put("run", answer.run())
                .put("mapping", answer.mapping())
                .put("at", answer.at().toString())
                .put("done", answer.done())
                .put("published", settlement.published())
                .put("superseded", settlement.superseded())
                .put("refused", settlement.refused())
                .put("unreadable", settlement.unreadable())
                .put("dropped", settlement.dropped())
                .put("more", settlement.more());
        return bytesOf(node);
    }

    /** Takes an entry over into the state. */
    static void read(String key, byte[] value, ControlState state) {
        try {
            JsonNode node = JSON.readTree(value);
            if (key.endsWith(ANSWER)) {
                state.put(answerOf(node));
            } else {
                state.put(orderOf(node));
            }
        } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
            throw new ControlException(
                    "control topic: expected an order of this version or an answer to one, found another entry at key "
                            + key,
                    e);
        }
    }

    private static Order orderOf(JsonNode node) {
        String id = text(node, "id");
        Instant at = Instant.parse(text(node, "at"));
        String verb = text(node, "verb");
        return switch (verb) {
            case "pause" -> new Order.Pause(id, at);
            case "resume" -> new Order.Resume(id, at);
            case "replay" -> new Order.Replay(id, at, selectionOf(node.path("selection")), number(node, "before"));
            case "drop" -> new Order.Drop(id, at, selectionOf(node.path("selection")), number(node, "before"));
            default -> throw new IllegalArgumentException("expected an order, found " + verb);
        };
    }

    private static Answer answerOf(JsonNode node) {
        return new Answer(
                text(node, "order"),
                text(node, "run"),
                text(node, "mapping"),
                Instant.parse(text(node, "at")),
                node.path("done").asBoolean(),
                new Settlement(
                        number(node, "published"),
                        number(node, "superseded"),
                        number(node, "refused"),
                        number(node, "unreadable"),
                        number(node, "dropped"),
                        node.path("more").asBoolean()));
    }

    private static void write(Selection selection, ObjectNode node) {
        selection.rule().ifPresent(rule -> node.put("rule", rule));
        selection.run().ifPresent(run -> node.put("run", run));
        selection.recordType().ifPresent(type -> node.put("recordType", type));
        selection.since().ifPresent(time -> node.put("since", time.toString()));
        selection.until().ifPresent(time -> node.put("until", time.toString()));
        selection.keys().stream().sorted().forEach(node.putArray("keys")::add);
    }

    private static Selection selectionOf(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("expected a selection, found none");
        }
        Set<String> keys = new HashSet<>();
        node.path("keys").forEach(key -> keys.add(key.asText()));
        return new Selection(
                optional(node, "rule"),
                optional(node, "run"),
                optional(node, "recordType"),
                optional(node, "since").map(Instant::parse),
                optional(node, "until").map(Instant::parse),
                keys);
    }

    private static Optional<String> optional(JsonNode node, String name) {
        return node.hasNonNull(name) ? Optional.of(text(node, name)) : Optional.empty();
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("expected a text at " + name + ", found " + value.getNodeType());
        }
        return value.textValue();
    }

    private static long number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber()) {
            throw new IllegalArgumentException("expected a number at " + name + ", found " + value.getNodeType());
        }
        return value.longValue();
    }

    private static byte[] bytesOf(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON: expected a tree to have a text", e);
        }
    }
}
