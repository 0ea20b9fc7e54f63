package org.huzheng.adapter.source.filedrop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.huzheng.adapter.source.SourceException;

/**
 * How far the drop directory is read.
 *
 * @param sequence number of the file taken last, from 1; 0 before the first
 * @param file its name
 * @param digest SHA-256 of its bytes, hex: a file of the same name and other content is another file
 * @param rows how many of its rows are stored
 * @param finished whether all are
 */
record FileDropPosition(int sequence, String file, String digest, long rows, boolean finished) {
    private static final ObjectMapper JSON = new ObjectMapper();

    FileDropPosition {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(digest, "digest");
    }

    static FileDropPosition beginning() {
        return new FileDropPosition(0, "", "", 0, true);
    }

    static FileDropPosition read(String text) throws SourceException {
        try {
            JsonNode node = JSON.readTree(text);
            return new FileDropPosition(
                    node.path("sequence").asInt(),
                    node.path("file").asText(),
                    node.path("digest").asText(),
                    node.path("rows").asLong(),
                    node.path("finished").asBoolean());
        } catch (JsonProcessingException e) {
            throw new SourceException("stored position of the file drop: expected a JSON object", e);
        }
    }

    String write() {
        ObjectNode node = JSON.createObjectNode();
        node.put("sequence", sequence)
                .put("file", file)
                .put("digest", digest)
                .put("rows", rows)
                .put("finished", finished);
        return node.toString();
    }

    boolean isOf(String name, String content) {
        return file.equals(name) && digest.equals(content);
    }
}
