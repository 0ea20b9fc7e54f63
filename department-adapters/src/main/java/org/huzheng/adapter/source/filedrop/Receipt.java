package org.huzheng.adapter.source.filedrop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.TreeMap;
import org.huzheng.adapter.source.filedrop.format.RefusedFileException;

/** What became of one file, for the department: a JSON object beside it. Holds counts and digests; never a value of a row. */
final class Receipt {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final ObjectNode node = JSON.createObjectNode();

    private Receipt(String outcome, String department, String run, String file, String sha256) {
        node.put("outcome", outcome)
                .put("file", file)
                .put("sha256", sha256)
                .put("department", department)
                .put("run", run);
    }

    /** All rows of the file are settled. */
    static Receipt settled(String department, String run, FileDropPosition position, Instant at) {
        Receipt receipt = new Receipt(
                        "settled",
                        department,
                        run,
                        position.taken().file(),
                        position.taken().digest())
                .rows(position, at);
        receipt.node.put(
                "unchanged",
                position.taken().rows()
                        + position.taken().deletions()
                        - position.reached().rows());
        return receipt;
    }

    /** The file was given up before its last row was handed over, or before it was archived. */
    static Receipt replaced(String department, String run, FileDropPosition position, String why, Instant at) {
        Receipt receipt = new Receipt(
                        "replaced",
                        department,
                        run,
                        position.taken().file(),
                        position.taken().digest())
                .rows(position, at);
        receipt.node.put("why", why);
        return receipt;
    }

    /** The file is refused; none of its rows was handed over. */
    static Receipt refused(
            String department, String run, String file, String sha256, RefusedFileException why, Instant at) {
        Receipt receipt = new Receipt("refused", department, run, file, sha256);
        receipt.node.put("expected", why.expected()).put("found", why.found()).put("finishedAt", at.toString());
        return receipt;
    }

    private Receipt rows(FileDropPosition position, Instant at) {
        node.put("sequence", position.sequence())
                .put("rows", position.taken().rows())
                .put("disappeared", position.taken().deletions())
                .put("handedOver", position.reached().rows())
                .put("published", position.reached().tally().published())
                .put("deduplicated", position.reached().tally().deduplicated());
        FileDropPosition.HeldBack held = position.taken().heldBack();
        if (held != null) {
            node.putObject("heldBack")
                    .put("records", held.records())
                    .put(
                            "why",
                            held.rowsWithoutId()
                                    + " rows do not tell their record, and may be those of the records that are missing");
        }
        ObjectNode rejected = node.putObject("rejected");
        new TreeMap<>(position.reached().tally().rejected()).forEach(rejected::put);
        node.put("takenAt", position.taken().at()).put("finishedAt", at.toString());
        return this;
    }

    byte[] bytes() {
        try {
            return JSON.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("receipt: expected to be JSON", e);
        }
    }
}
