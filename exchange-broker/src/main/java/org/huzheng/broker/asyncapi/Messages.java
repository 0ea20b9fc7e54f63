package org.huzheng.broker.asyncapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.avro.Schema;
import org.huzheng.catalogue.Topic;
import org.huzheng.cloudevents.CloudEvents;
import org.huzheng.event.FeedMark;
import org.huzheng.trace.TraceParent;

/** Types of records as messages: key, headers, Avro schema, and what in them is personal. */
final class Messages {
    static final String CONTENT_TYPE = CloudEvents.AVRO;
    /** Name of the schema of the headers every record has. */
    static final String CLOUD_EVENT = "CloudEvent";

    private static final String SCHEMAS = "#/components/schemas/";
    private static final String AVRO = "application/vnd.apache.avro;version=1.9.0";
    private static final String PERSONAL = "personal-data";
    /** Says which Java class reads a string: of no use to anybody else. */
    private static final String JAVA_STRING = "avro.java.string";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Messages() {}

    /** One type of record on a topic. */
    static ObjectNode of(Topic topic, Schema type) {
        ObjectNode message = JSON.objectNode();
        message.put("name", type.getFullName());
        message.put("title", type.getName());
        message.put("summary", type.getDoc());
        message.put("contentType", CONTENT_TYPE);
        message.set("headers", headers(topic, type));
        message.putObject("payload").put("$ref", SCHEMAS + type.getFullName());
        List<String> personal = PersonalFields.of(type);
        if (!personal.isEmpty()) {
            message.putArray("tags").addObject().put("name", PERSONAL);
            personal.forEach(message.putArray("x-personal-data")::add);
        }
        message.putObject("bindings").set("kafka", binding(topic, type));
        return message;
    }

    private static ObjectNode binding(Topic topic, Schema type) {
        ObjectNode kafka = JSON.objectNode();
        ObjectNode key = kafka.putObject("key");
        key.put("type", "string");
        boolean isMark = type.equals(FeedMark.getClassSchema());
        key.put("description", isMark ? "that of every mark: its partition is given" : topic.keyMeaning());
        kafka.put("schemaIdLocation", "payload");
        kafka.put("schemaIdPayloadEncoding", "confluent");
        kafka.put("schemaLookupStrategy", "TopicRecordNameStrategy");
        kafka.put("bindingVersion", AsyncApiDocument.BINDING);
        return kafka;
    }

    /** The headers of a type on a topic: those of every record, of which these three are known. */
    private static ObjectNode headers(Topic topic, Schema type) {
        ObjectNode headers = JSON.objectNode();
        headers.put("type", "object");
        ArrayNode all = headers.putArray("allOf");
        all.addObject().put("$ref", SCHEMAS + CLOUD_EVENT);
        ObjectNode known = all.addObject().putObject("properties");
        known.putObject(CloudEvents.SOURCE).put("const", CloudEvents.sourceOf(topic.name()));
        known.putObject(CloudEvents.TYPE).put("const", type.getFullName());
        known.putObject(CloudEvents.DATASCHEMA).put("const", CloudEvents.dataSchemaOf(type));
        return headers;
    }

    /** The headers of every record. */
    static ObjectNode cloudEvent() {
        ObjectNode schema = JSON.objectNode();
        schema.put("type", "object");
        schema.put("title", "CloudEvents 1.0, Kafka protocol binding 1.0.2, binary content mode");
        ArrayNode required = schema.putArray("required");
        ObjectNode properties = schema.putObject("properties");
        for (Attribute attribute : Attribute.values()) {
            ObjectNode property = properties.putObject(attribute.header);
            property.put("type", "string");
            property.put("description", attribute.meaning);
            if (attribute.always) {
                required.add(attribute.header);
            }
        }
        properties.withObjectProperty(CloudEvents.SPECVERSION).put("const", CloudEvents.VERSION);
        properties.withObjectProperty(CloudEvents.CONTENT_TYPE).put("const", CloudEvents.AVRO);
        properties.withObjectProperty(CloudEvents.TIME).put("format", "date-time");
        return schema;
    }

    private enum Attribute {
        CONTENT_TYPE(
                CloudEvents.CONTENT_TYPE,
                true,
                "Form of the value; the five bytes of Confluent's wire format precede it."),
        SPECVERSION(CloudEvents.SPECVERSION, true, "Version of CloudEvents."),
        ID(
                CloudEvents.ID,
                true,
                "With the source, unlike that of any other event; two records with the same are one event, such as a marriage under the key of each spouse."),
        SOURCE(CloudEvents.SOURCE, true, "Department and register, or what of the exchange; relative to the exchange."),
        TYPE(CloudEvents.TYPE, true, "Full name of the value's Avro schema."),
        DATASCHEMA(
                CloudEvents.DATASCHEMA,
                true,
                "The value's Avro schema by the SHA-256 of its Parsing Canonical Form (RFC 6920)."),
        TIME(CloudEvents.TIME, false, "When it happened, as the value says; absent where it does not."),
        SUBJECT(
                CloudEvents.SUBJECT,
                false,
                "What it is about: the record's id in its register, the request of a case; never a person's number."),
        TRACEPARENT(
                TraceParent.HEADER,
                false,
                "The trace it was written in (W3C Trace Context); absent where none is kept.");

        private final String header;
        private final boolean always;
        private final String meaning;

        Attribute(String header, boolean always, String meaning) {
            this.header = header;
            this.always = always;
            this.meaning = meaning;
        }
    }

    /** The Avro schema, each named type written out where it first stands. */
    static ObjectNode payload(Schema type) {
        ObjectNode payload = JSON.objectNode();
        payload.put("schemaFormat", AVRO);
        payload.set("schema", plain(parse(type)));
        return payload;
    }

    private static JsonNode parse(Schema type) {
        try {
            return MAPPER.readTree(type.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("schema " + type.getFullName() + ": expected it to be JSON", e);
        }
    }

    private static JsonNode plain(JsonNode node) {
        if (node.isArray()) {
            ArrayNode items = JSON.arrayNode();
            node.forEach(item -> items.add(plain(item)));
            return items;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode members = JSON.objectNode();
        node.properties().forEach(member -> {
            if (!member.getKey().equals(JAVA_STRING)) {
                members.set(member.getKey(), plain(member.getValue()));
            }
        });
        boolean isBareString = members.size() == 1 && members.path("type").isTextual();
        return isBareString && node.has(JAVA_STRING) ? members.get("type") : members;
    }
}
