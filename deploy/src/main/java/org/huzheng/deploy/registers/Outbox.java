package org.huzheng.deploy.registers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import org.huzheng.deploy.population.Population;
import org.jspecify.annotations.Nullable;

/**
 * What hospitals and medical insurers hold ready to be posted: for each kind of row one file, one JSON object a line (NDJSON), in the order in
 * which they were written.
 */
public final class Outbox {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    /** An outbox in this directory; made when first filled. */
    public Outbox(Path directory) {
        this.directory = directory;
    }

    /** File of a kind of row. */
    public Path of(RegisterSource source) {
        return directory.resolve(source.place() + ".ndjson");
    }

    /** Fills it with everything that is posted. Files that are there already stay: the same population gives the same files. */
    public void fill(Population population, DirtyRows dirt) throws IOException {
        Files.createDirectories(directory);
        for (RegisterSource source : RegisterSource.of(RegisterSource.Medium.POSTED)) {
            if (Files.notExists(of(source))) {
                Path part = directory.resolve(source.place() + ".part");
                try (BufferedWriter out = Files.newBufferedWriter(part)) {
                    Layout layout = Layout.of(source);
                    for (Iterator<RegisterRow> rows =
                                    dirt.rowsOf(source, population).iterator();
                            rows.hasNext(); ) {
                        out.write(JSON.writeValueAsString(asJson(layout, rows.next())));
                        out.write('\n');
                    }
                }
                Files.move(part, of(source), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /** A row that lacks columns lacks members. */
    private static ObjectNode asJson(Layout layout, RegisterRow row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (int column = 0; column < row.values().size(); column++) {
            @Nullable String value = row.values().get(column);
            String name = layout.columns().get(column);
            if (column == row.spoiltColumn()) {
                json.putObject(name).put("text", value);
            } else {
                json.put(name, value);
            }
        }
        return json;
    }
}
