package org.huzheng.broker.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.cloudevents.CloudEventSerializer;
import org.huzheng.wire.AnyRecord;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.AvroWireSerializer;
import org.huzheng.wire.InMemorySchemaRegistry;
import org.junit.jupiter.api.Test;

class AsyncApiDocumentTest {
    private final ObjectNode document = new AsyncApiDocument(Catalogue.JUDGED, 6, Optional.empty()).document();

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private JsonNode message(Topic topic, Schema type) {
        return document.path("channels").path(topic.name()).path("messages").path(type.getName());
    }

    @Test
    void shouldHaveAChannelForEveryTopicAndAMessageForEveryTypeOnIt() {
        assertThat(names(document.path("channels")))
                .isSorted()
                .containsExactlyInAnyOrderElementsOf(
                        Topics.all().stream().map(Topic::name).toList());
        for (Topic topic : Topics.all()) {
            JsonNode messages = document.path("channels").path(topic.name()).path("messages");
            assertThat(names(messages))
                    .as(topic.name())
                    .containsExactlyElementsOf(
                            topic.schemas().stream().map(Schema::getName).toList());
        }
    }

    @Test
    void shouldSayHowATopicIsKept() {
        // When
        JsonNode resident = document.at("/channels/household.resident/bindings/kafka");
        JsonNode quarantine = document.at("/channels/household.quarantine/bindings/kafka");

        // Then
        assertThat(resident.path("partitions").asInt()).isEqualTo(6);
        assertThat(texts(resident.at("/topicConfiguration/cleanup.policy"))).containsExactly("delete");
        assertThat(resident.at("/topicConfiguration/retention.ms").asLong()).isEqualTo(-1);
        assertThat(quarantine.path("partitions").asInt()).isEqualTo(1);
        assertThat(texts(quarantine.at("/topicConfiguration/cleanup.policy"))).containsExactly("compact", "delete");
        assertThat(quarantine.at("/topicConfiguration/retention.ms").asLong())
                .isEqualTo(Topics.REJECTED_ROWS_KEPT.toMillis());
    }

    @Test
    void shouldStateTheHeadersThatAreWritten() {
        // Given
        InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
        Topics.all().forEach(topic -> topic.schemas().forEach(type -> registry.register(topic.subjectOf(type), type)));
        CloudEventSerializer serializer = new CloudEventSerializer(new AvroWireSerializer(new AvroWire(registry)));
        JsonNode common = document.at("/components/schemas/CloudEvent");

        for (Topic topic : Topics.all()) {
            for (Schema type : topic.schemas()) {
                // When
                Headers headers = new RecordHeaders();
                serializer.serialize(topic.name(), headers, new AnyRecord(1).of(type));

                // Then
                Map<String, String> written = new TreeMap<>();
                headers.forEach(
                        header -> written.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
                assertThat(written.keySet())
                        .as(topic.subjectOf(type))
                        .containsAll(texts(common.path("required")))
                        .isSubsetOf(names(common.path("properties")));
                JsonNode known = message(topic, type).at("/headers/allOf/1/properties");
                Stream.of(common.path("properties"), known)
                        .flatMap(properties -> properties.properties().stream())
                        .filter(property -> property.getValue().has("const"))
                        .forEach(property -> assertThat(written)
                                .containsEntry(
                                        property.getKey(),
                                        property.getValue().path("const").asText()));
            }
        }
    }

    @Test
    void shouldNameTheFieldsThatArePersonal() {
        // When
        JsonNode birth = message(Topics.MEDICAL_BIRTH, Topics.MEDICAL_BIRTH.recordType());
        JsonNode answer = message(Topics.ANSWERS, Topics.ANSWERS.recordType());
        JsonNode question = message(Topics.QUESTIONS, Topics.QUESTIONS.recordType());

        // Then
        assertThat(texts(birth.path("x-personal-data"))).containsExactly("childName", "birthDate", "mother", "father");
        assertThat(texts(answer.path("x-personal-data"))).containsExactly("records.value");
        assertThat(birth.at("/tags/0/name").asText()).isEqualTo("personal-data");
        assertThat(question.has("x-personal-data")).isFalse();
        assertThat(question.has("tags")).isFalse();
    }

    @Test
    void shouldLetADepartmentSendToItsOwnTopicsAloneAndAnAuditorToNone() {
        // When
        List<String> operations = names(document.path("operations"));

        // Then
        assertThat(operations)
                .contains(
                        "household.send.household.resident",
                        "verification.receive.household.resident",
                        "verification.send.exchange.decisions",
                        "auditor.receive.exchange.decisions")
                .noneMatch(operation -> operation.startsWith("auditor.send"))
                .doesNotContain("auditor.receive.household.quarantine");
        for (Department department : Department.JUDGED) {
            assertThat(operations)
                    .filteredOn(operation -> operation.startsWith(department.code() + ".send."))
                    .allMatch(
                            operation -> operation.startsWith(department.code() + ".send." + department.code() + "."));
        }
    }

    @Test
    void shouldWriteOutANamedTypeOnceInEachSchemaAndNothingOfJava() {
        // When
        String decision = document.at("/components/schemas/org.huzheng.exchange.KinshipDecision/schema")
                .toString();

        // Then
        assertThat(decision.split("\"name\":\"Locator\"", -1)).hasSize(2);
        assertThat(document.toString()).doesNotContain("avro.java");
        assertThat(new Schema.Parser().parse(decision))
                .isEqualTo(new Schema.Parser()
                        .parse(Topics.DECISIONS
                                .schemas()
                                .get(0)
                                .toString()
                                .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"")));
    }

    @Test
    void shouldStateTheLastReleaseOfTheSchemas() throws IOException {
        Path released = Path.of(System.getProperty("huzheng.root"), "schemas", "src", "main", "released");
        try (Stream<Path> versions = Files.list(released)) {
            assertThat(versions.filter(Files::isDirectory)
                            .map(version -> version.getFileName().toString())
                            .max(String::compareTo))
                    .hasValue(document.at("/info/version").asText());
        }
    }

    @Test
    void shouldSayWhereTheExchangeIsOnlyWhereItWasTold() {
        // When
        ObjectNode placed = new AsyncApiDocument(
                        Catalogue.JUDGED,
                        6,
                        Optional.of(new AsyncApiDocument.Server(
                                "broker.example:9093", Optional.of(URI.create("https://registry.example")))))
                .document();

        // Then
        assertThat(document.has("servers")).isFalse();
        assertThat(placed.at("/servers/exchange/host").asText()).isEqualTo("broker.example:9093");
        assertThat(placed.at("/servers/exchange/bindings/kafka/schemaRegistryUrl")
                        .asText())
                .isEqualTo("https://registry.example");
    }
}
