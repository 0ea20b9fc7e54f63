package org.huzheng.adapter.source.httppush;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.source.json.JsonRows;

/** Request bodies kept as files, to check a mapping with before anything is posted. */
record SampleFiles(Path directory, JsonRows rows) {
    private static final Map<String, String> MEDIA_TYPES =
            Map.of(".json", "application/json", ".ndjson", "application/x-ndjson");

    void read(List<String> origins, long rowsPerOriginMax, Consumer<SourceItem> to) throws SourceException {
        boolean found = false;
        for (String origin : origins) {
            for (Map.Entry<String, String> form : MEDIA_TYPES.entrySet()) {
                Path file = directory.resolve(origin + form.getKey());
                if (Files.exists(file)) {
                    found = true;
                    read(file, form.getValue(), origin, rowsPerOriginMax, to);
                }
            }
        }
        if (!found) {
            throw new SourceException(
                    "directory " + directory + ": expected a file ORIGIN.json or ORIGIN.ndjson for one"
                            + " of the origins " + origins + ", found none");
        }
    }

    private void read(Path file, String mediaType, String origin, long rowsMax, Consumer<SourceItem> to)
            throws SourceException {
        try {
            List<JsonNode> elements = RequestBody.of(mediaType).elements(Files.readAllBytes(file), Integer.MAX_VALUE);
            Instant now = Instant.now();
            for (int index = 0; index < elements.size() && index < rowsMax; index++) {
                String location = file.getFileName() + " row " + index;
                to.accept(rows.row(
                        elements.get(index), new JsonRows.Place(origin, location, new SourceVersion(0, 0), now)));
            }
        } catch (IOException | PushProblem e) {
            throw new SourceException("file " + file + ": " + e.getMessage(), e);
        }
    }
}
