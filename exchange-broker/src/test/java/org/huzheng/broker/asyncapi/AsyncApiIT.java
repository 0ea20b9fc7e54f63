package org.huzheng.broker.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Topics;
import org.huzheng.testing.NodeProject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published description of the topics, read by the AsyncAPI project's own parser. */
class AsyncApiIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PUBLISHED = Path.of(System.getProperty("huzheng.root"), "docs", "asyncapi.yaml");
    private static final String SCRIPT = "check.mjs";
    private static final String ERROR = "0 ";

    private static NodeProject node;

    @BeforeAll
    static void install() {
        node = NodeProject.install(
                "reading the AsyncAPI document with npm @asyncapi/parser and @asyncapi/avro-schema-parser",
                AsyncApiIT.class,
                SCRIPT);
    }

    private static JsonNode read(String document) throws JsonProcessingException {
        NodeProject.Output output = node.run(SCRIPT, document);
        assertThat(output.exitCode()).as(output.text()).isZero();
        return JSON.readTree(output.text());
    }

    private static List<String> errorsIn(JsonNode answer) {
        return StreamSupport.stream(answer.path("diagnostics").spliterator(), false)
                .map(JsonNode::asText)
                .filter(text -> text.startsWith(ERROR))
                .toList();
    }

    @Test
    void shouldBeAValidDocumentWithEveryTopicItsRecordsAndWhoMaySendAndReceive() throws IOException {
        // When
        JsonNode answer = read(Files.readString(PUBLISHED));

        // Then
        assertThat(errorsIn(answer)).isEmpty();
        assertThat(answer.path("channels")).hasSizeGreaterThan(Topics.all().size());
        Topics.all().forEach(topic -> assertThat(
                        answer.path("channels").path(topic.name()).path("messages"))
                .as(topic.name())
                .hasSameSizeAs(topic.schemas()));
        JsonNode resident = answer.path("channels").path("household.resident");
        assertThat(resident.path("partitions").asInt()).isEqualTo(6);
        assertThat(resident.at("/messages/org.huzheng.household.Resident/fields"))
                .extracting(JsonNode::asText)
                .contains("header", "identityNumber", "mother");
        assertThat(answer.path("operations"))
                .extracting(JsonNode::asText)
                .contains(
                        "household send household.resident",
                        "verification receive household.resident",
                        "marriages send marriages.marriage",
                        "auditor receive exchange.decisions");
    }

    @Test
    void shouldBeAValidDocumentAlsoWhereItSaysWhereTheExchangeIs() throws IOException {
        // Given
        AsyncApiDocument.Server server =
                new AsyncApiDocument.Server("broker.example:9093", Optional.of(URI.create("https://registry.example")));

        // When
        JsonNode answer = read(new AsyncApiDocument(Catalogue.JUDGED, 6, Optional.of(server))
                .document()
                .toString());

        // Then
        assertThat(errorsIn(answer)).isEmpty();
        assertThat(answer.path("channels")).hasSize(Topics.all().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "action: send | action: publish",
                "type: record | type: recording",
                "/channels/household.resident\" | /channels/household.nobody\"",
                "partitions: 6 | partitions: none"
            })
    void shouldNotBeReadWhereSomethingIsWrong(String right, String wrong) throws IOException {
        // Given
        String published = Files.readString(PUBLISHED);
        assertThat(published).contains(right);

        // When
        JsonNode answer = read(published.replaceFirst(Pattern.quote(right), wrong));

        // Then
        assertThat(errorsIn(answer)).isNotEmpty();
    }
}
