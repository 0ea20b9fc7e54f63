package org.huzheng.adapter.source.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huzheng.adapter.source.SourceException;

/**
 * How far the tables are read. Holds no value of a key: a key may be an identity number.
 *
 * @param sequence number of the page handed over last, from 1; the version of its rows
 * @param fullReadAt when the last complete full read began; empty before the first
 * @param tables tables that were read whole
 * @param readBy by which columns each table is read: watermarks of another column would say nothing, and rows another key skipped were never read
 * @param watermarks the highest watermark handed over, as text, by table
 * @param recent rows handed over that the next look looks back at: {@link RowPrints} of their content by those of their keys
 */
record JdbcPosition(
        long sequence,
        Optional<Instant> fullReadAt,
        Set<String> tables,
        Map<String, String> readBy,
        Map<String, String> watermarks,
        Map<String, String> recent) {
    private static final ObjectMapper JSON = new ObjectMapper();

    JdbcPosition {
        tables = Set.copyOf(tables);
        readBy = Map.copyOf(readBy);
        watermarks = Map.copyOf(watermarks);
        recent = Map.copyOf(recent);
    }

    static JdbcPosition beginning() {
        return new JdbcPosition(0, Optional.empty(), Set.of(), Map.of(), Map.of(), Map.of());
    }

    static JdbcPosition read(String text) throws SourceException {
        try {
            JsonNode node = JSON.readTree(text);
            if (!node.path("sequence").isIntegralNumber()) {
                throw new SourceException(
                        "stored position of the polled database: expected the number of a page, found a"
                                + " position that another kind of source left");
            }
            Set<String> tables = new HashSet<>();
            node.path("tables").forEach(table -> tables.add(table.asText()));
            Optional<Instant> fullReadAt = node.path("fullReadAt").isTextual()
                    ? Optional.of(Instant.parse(node.path("fullReadAt").asText()))
                    : Optional.empty();
            return new JdbcPosition(
                    node.path("sequence").asLong(),
                    fullReadAt,
                    tables,
                    texts(node.path("readBy")),
                    texts(node.path("watermarks")),
                    texts(node.path("recent")));
        } catch (JsonProcessingException | DateTimeException e) {
            throw new SourceException("stored position of the polled database: expected a JSON object of its own", e);
        }
    }

    /**
     * Tables that were read by other columns than these. One of which the position does not say, as earlier versions left it, is taken to be read by the
     * same.
     */
    List<String> readOtherwise(Map<String, String> now) {
        return readBy.entrySet().stream()
                .filter(table -> now.containsKey(table.getKey()))
                .filter(table -> !table.getValue().equals(now.get(table.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The same, as if nothing of these tables had been read. */
    JdbcPosition without(List<String> unread) {
        Set<String> whole = new HashSet<>(tables);
        unread.forEach(whole::remove);
        Map<String, String> reached = new HashMap<>(watermarks);
        unread.forEach(reached::remove);
        return new JdbcPosition(sequence, fullReadAt, whole, readBy, reached, recent);
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    String write() {
        ObjectNode node = JSON.createObjectNode();
        node.put("sequence", sequence);
        fullReadAt.ifPresent(at -> node.put("fullReadAt", at.toString()));
        ArrayNode whole = node.putArray("tables");
        tables.stream().sorted().forEach(whole::add);
        ObjectNode columns = node.putObject("readBy");
        readBy.forEach(columns::put);
        ObjectNode byTable = node.putObject("watermarks");
        watermarks.forEach(byTable::put);
        ObjectNode prints = node.putObject("recent");
        recent.forEach(prints::put);
        return node.toString();
    }
}
