package org.huzheng.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The schemas as the module's sources have them now. */
public final class SchemaFiles {
    private static final Path FOLDER = Path.of("src", "main", "avro");
    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaFiles() {}

    /** Generated classes of every record type that has a file, by full name. */
    public static Map<String, Class<? extends SpecificRecord>> recordClasses() throws IOException {
        Map<String, Class<? extends SpecificRecord>> classes = new TreeMap<>();
        for (Path file : files(FOLDER)) {
            JsonNode json = JSON.readTree(file.toFile());
            if (json.path("type").asText().equals("record")) {
                String name =
                        json.get("namespace").asText() + "." + json.get("name").asText();
                classes.put(name, load(name, file));
            }
        }
        return classes;
    }

    /** Every record type that has a file, by full name, with the types it uses spelled out. */
    static Map<String, Schema> recordTypes() throws IOException {
        Map<String, Schema> types = new TreeMap<>();
        recordClasses()
                .forEach((name, type) ->
                        types.put(name, neutral(SpecificData.get().getSchema(type))));
        return types;
    }

    /** Schema files below a folder, sorted. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(".avsc"))
                    .sorted()
                    .toList();
        }
    }

    /** The schema without what only Java's code generator reads. */
    private static Schema neutral(Schema schema) {
        try {
            return new Schema.Parser()
                    .parse(neutral(JSON.readTree(schema.toString())).toString());
        } catch (IOException e) {
            throw new IllegalStateException("expected a schema to be JSON: " + schema.getFullName(), e);
        }
    }

    private static JsonNode neutral(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("avro.java.string");
            object.fieldNames().forEachRemaining(name -> object.set(name, neutral(object.get(name))));
            return object.size() == 1 && object.path("type").asText().equals("string")
                    ? new TextNode("string")
                    : object;
        }
        if (node.isArray()) {
            List<JsonNode> items = Stream.iterate(0, i -> i < node.size(), i -> i + 1)
                    .map(i -> neutral(node.get(i)))
                    .toList();
            return JSON.createArrayNode().addAll(items);
        }
        return node;
    }

    private static Class<? extends SpecificRecord> load(String name, Path file) {
        try {
            Class<?> type = Class.forName(name);
            if (!GenericContainer.class.isAssignableFrom(type)) {
                throw new IllegalStateException(file + ": expected a generated class, found " + type);
            }
            return type.asSubclass(SpecificRecord.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(file + ": expected the class generated from it, found none", e);
        }
    }
}
