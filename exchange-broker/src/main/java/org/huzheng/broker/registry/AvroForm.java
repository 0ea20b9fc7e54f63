package org.huzheng.broker.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/** The two texts of an Avro schema: the canonical one that is kept, and the normal one under which the order of attributes is no difference. */
final class AvroForm {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AvroForm() {}

    /** Parses a schema offered by a client, names and defaults checked. */
    static Schema parseOffered(String text) {
        try {
            return new Schema.Parser(NameValidator.STRICT_VALIDATOR)
                    .setValidateDefaults(true)
                    .parse(text);
        } catch (AvroRuntimeException e) {
            throw RegistryError.invalidSchema(String.valueOf(e.getMessage()));
        }
    }

    /** Parses a schema the registry accepted before. */
    static Schema parseKept(String text) {
        return new Schema.Parser(NameValidator.STRICT_VALIDATOR)
                .setValidateDefaults(false)
                .parse(text);
    }

    static String canonical(Schema schema) {
        return schema.toString();
    }

    static String normal(String canonical) {
        try {
            return sorted(JSON.readTree(canonical)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("expected the JSON of an Avro schema", e);
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
            ObjectNode result = JSON.createObjectNode();
            members.forEach(result::set);
            return result;
        }
        if (node.isArray()) {
            ArrayNode result = JSON.createArrayNode();
            node.forEach(element -> result.add(sorted(element)));
            return result;
        }
        return node;
    }
}
