package org.huzheng.adapter.source.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceSettings;

/**
 * Where the capture stands.
 *
 * @param epoch epoch of the last row: even while a snapshot is read, odd in the stream after it. A row changed by a transaction that was open
 *     when the snapshot was taken has a lower log position than the snapshot and a higher epoch
 * @param structure what the tables are, as the database's own part says it: other tables are read anew. Empty before the first snapshot
 * @param offset the capture engine's own offset as JSON; empty before the first row of a snapshot
 */
public record CapturePosition(int epoch, String offset, String structure) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Nothing is read yet. */
    public static CapturePosition beginning() {
        return new CapturePosition(0, "", "");
    }

    /** The position in this text, or the beginning if there is none. */
    public static CapturePosition read(Optional<String> text) throws SourceException {
        if (text.isEmpty()) {
            return beginning();
        }
        try {
            JsonNode node = JSON.readTree(text.get());
            if (!node.path("epoch").isIntegralNumber()) {
                throw new SourceException(
                        "stored position of the change capture: expected an epoch, found a position that"
                                + " another kind of source left");
            }
            JsonNode offset = node.path("offset");
            return new CapturePosition(
                    node.path("epoch").asInt(),
                    offset.isObject() ? offset.toString() : "",
                    node.path("structure").asText());
        } catch (JsonProcessingException e) {
            throw new SourceException("stored position of the change capture: expected a JSON object", e);
        }
    }

    /** What is read from here on: the log, or before that the tables. A position that cannot be read is refused when the source is opened. */
    public static SourceSettings.Reads reads(Optional<String> text) {
        try {
            return read(text).isBeforeLog() ? SourceSettings.Reads.REGISTER : SourceSettings.Reads.LOG;
        } catch (SourceException e) {
            return SourceSettings.Reads.REGISTER;
        }
    }

    /** Whether a snapshot is being read, or still is to be. */
    public boolean inSnapshot() {
        return epoch % 2 == 0;
    }

    /** Whether the tables are to be read before the log: also where nothing of the log has been passed that could be gone on from. */
    public boolean isBeforeLog() {
        return inSnapshot() || offset.isBlank();
    }

    /**
     * Where a new snapshot begins, in an epoch after that of every row handed over: also of those of a snapshot that was broken off, since the log
     * may have been reset in between.
     */
    public CapturePosition beforeNewSnapshot() {
        int next = offset.isBlank() ? epoch : epoch + 1;
        return new CapturePosition(next % 2 == 0 ? next : next + 1, "", structure);
    }

    /** The same place, in these tables. */
    public CapturePosition withStructure(String tables) {
        return new CapturePosition(epoch, offset, tables);
    }

    /** A value of the engine's offset; empty if it has none of this name. */
    public Optional<String> offsetValue(String name) {
        try {
            JsonNode value = JSON.readTree(offset.isBlank() ? "{}" : offset).path(name);
            return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("offset of the change capture: expected JSON", e);
        }
    }

    /** The position after a row or mark. */
    CapturePosition after(boolean ofSnapshot) {
        return inSnapshot() == ofSnapshot ? this : new CapturePosition(epoch + 1, offset, structure);
    }

    CapturePosition withOffset(Map<String, ?> engineOffset) {
        return new CapturePosition(epoch, JSON.valueToTree(engineOffset).toString(), structure);
    }

    String write() throws SourceException {
        try {
            ObjectNode node = JSON.createObjectNode();
            node.put("epoch", epoch);
            if (!structure.isBlank()) {
                node.put("structure", structure);
            }
            if (!offset.isBlank()) {
                node.set("offset", JSON.readTree(offset));
            }
            return node.toString();
        } catch (JsonProcessingException e) {
            throw new SourceException("offset of the change capture: expected JSON", e);
        }
    }
}
