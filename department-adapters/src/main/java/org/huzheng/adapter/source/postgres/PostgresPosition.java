package org.huzheng.adapter.source.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.huzheng.adapter.source.SourceException;

/**
 * Where the capture stands.
 *
 * @param epoch epoch of the last row: even while a snapshot is read, odd in the stream after it. A row changed by a transaction that was open
 *     when the snapshot was taken has a lower log position than the snapshot and a higher epoch
 * @param offset the capture engine's own offset as JSON; empty before the first row
 */
record PostgresPosition(int epoch, String offset) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static PostgresPosition beginning() {
        return new PostgresPosition(0, "");
    }

    static PostgresPosition read(String text) throws SourceException {
        try {
            JsonNode node = JSON.readTree(text);
            return new PostgresPosition(
                    node.path("epoch").asInt(), node.path("offset").toString());
        } catch (JsonProcessingException e) {
            throw new SourceException("stored position of the change capture: expected a JSON object", e);
        }
    }

    /** Whether a snapshot is being read, or still is to be. */
    boolean inSnapshot() {
        return epoch % 2 == 0;
    }

    /** The position after a row or mark. */
    PostgresPosition after(boolean ofSnapshot) {
        return inSnapshot() == ofSnapshot ? this : new PostgresPosition(epoch + 1, offset);
    }

    PostgresPosition withOffset(Map<String, ?> engineOffset) {
        return new PostgresPosition(epoch, JSON.valueToTree(engineOffset).toString());
    }

    String write() throws SourceException {
        try {
            ObjectNode node = JSON.createObjectNode();
            node.put("epoch", epoch).set("offset", JSON.readTree(offset));
            return node.toString();
        } catch (JsonProcessingException e) {
            throw new SourceException("offset of the change capture: expected JSON", e);
        }
    }
}
