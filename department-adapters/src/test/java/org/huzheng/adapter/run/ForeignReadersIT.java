package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.broker.testing.EventsOn;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.cloudevents.CloudEvents;
import org.huzheng.event.EventHeader;
import org.huzheng.event.FeedMark;
import org.huzheng.event.RejectedRecord;
import org.huzheng.medical.Birth;
import org.huzheng.socialsecurity.Contribution;
import org.huzheng.testing.NodeProject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What two adapters published, read by clients that are not ours: what was mapped for one reader is there for all. */
class ForeignReadersIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AUDITOR = "auditor";
    private static final List<Topic> TOPICS = List.of(Topics.MEDICAL_BIRTH, Topics.SOCIAL_SECURITY_CONTRIBUTION);

    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    @TempDir
    static Path directory;

    @BeforeAll
    static void publish() throws Exception {
        TwoRegisters registers = new TwoRegisters(directory, EXCHANGE);
        registers.publishBirths();
        registers.publishContributions();
        registers.leaveATransactionAborted(Topics.MEDICAL_BIRTH);
    }

    private static Published published(Topic topic) {
        return Published.in(topic, EXCHANGE.clientConfig(AUDITOR), EXCHANGE.registryUrl());
    }

    private static String password() {
        return EXCHANGE.address().access().secrets().passwordOf(AUDITOR);
    }

    @Test
    void shouldGiveTheDepartmentsRowsToBothOfNodesRegistryClients() throws Exception {
        // Given
        NodeProject node = NodeProject.install(
                "reading events with npm kafkajs, @confluentinc/schemaregistry and @kafkajs/confluent-schema-registry",
                ForeignReadersIT.class,
                "read.mjs");
        int all = TOPICS.stream()
                .mapToInt(topic -> published(topic).records().size())
                .sum();
        ObjectNode input = JSON.createObjectNode()
                .put("username", AUDITOR)
                .put("password", password())
                .put("group", "auditor-of-node")
                .put("registry", EXCHANGE.registryUrl())
                .put("records", all);
        input.putArray("brokers").add(EXCHANGE.bootstrap());
        TOPICS.forEach(topic -> input.withArray("topics").add(topic.name()));

        // When
        NodeProject.Output output = node.run("read.mjs", input.toString());

        // Then
        assertThat(output.exitCode()).as(output.text()).isZero();
        JsonNode records = JSON.readTree(output.text());
        assertThat(records).hasSize(all).allSatisfy(record -> assertThat(record.path("confluent"))
                .isEqualTo(record.path("kafkajs")));
        assertIsTheRowOf(recordOf(records, "B0"), "B0");
        assertThat(recordOf(records, "B1").path("confluent").path("father"))
                .isEqualTo(JSON.createObjectNode()
                        .put("personKey", Departments.keyOf(TwoRegisters.FATHER))
                        .put("name", "欧阳㛃")
                        .put("documentType", "RESIDENT_IDENTITY")
                        .putNull("documentNumber"));
        assertThat(recordOf(records, "B2").path("key").asText()).isEqualTo(Departments.keyOf(TwoRegisters.FATHER));
        assertThat(recordOf(records, "B2").path("confluent").path("mother"))
                .isEqualTo(JSON.createObjectNode()
                        .putNull("personKey")
                        .put("name", "ANNA")
                        .put("documentType", "PASSPORT")
                        .put("documentNumber", "E12345678"));
        assertIsTheContribution(recordOf(records, "C1"));
    }

    @Test
    void shouldGiveEveryRecordToTheReaderOfTheCloudEventsProject() {
        // Given
        Topic quarantine = Topics.quarantineOf(Department.MEDICAL);
        SpecificRecord birth =
                published(Topics.MEDICAL_BIRTH).lastOf("B0").orElseThrow().record();

        // When
        List<CloudEvent> births = EventsOn.of(Topics.MEDICAL_BIRTH, EXCHANGE.clientConfig(AUDITOR));
        List<CloudEvent> contributions =
                EventsOn.of(Topics.SOCIAL_SECURITY_CONTRIBUTION, EXCHANGE.clientConfig(AUDITOR));
        List<CloudEvent> refused = EventsOn.of(quarantine, EXCHANGE.clientConfig(quarantine.owner()));

        // Then
        assertThat(births)
                .hasSize(published(Topics.MEDICAL_BIRTH).records().size())
                .filteredOn(event -> "B0".equals(event.getSubject()))
                .singleElement()
                .satisfies(event -> {
                    EventHeader header = ((Birth) birth).getHeader();
                    assertThat(event.getId()).isEqualTo(header.getEventId());
                    assertThat(event.getTime().toInstant()).isEqualTo(header.getRecordedAt());
                    assertThat(event.getSource()).hasToString("/medical/birth");
                    assertThat(event.getType()).isEqualTo(Birth.class.getName());
                    assertThat(event.getDataContentType()).isEqualTo("application/avro");
                    assertThat(event.getDataSchema()).hasToString(CloudEvents.dataSchemaOf(birth.getSchema()));
                });
        assertThat(contributions)
                .extracting(CloudEvent::getType)
                .contains(Contribution.class.getName(), FeedMark.class.getName());
        assertThat(refused).singleElement().satisfies(event -> {
            assertThat(event.getSource()).hasToString("/medical/quarantine");
            assertThat(event.getType()).isEqualTo(RejectedRecord.class.getName());
        });
        // And: a birth under the key of each of its parents is one event, and no other birth is the same
        Map<String, Set<String>> idsOfBirth = births.stream()
                .filter(event -> event.getType().equals(Birth.class.getName()))
                .collect(Collectors.groupingBy(
                        CloudEvent::getSubject, Collectors.mapping(CloudEvent::getId, Collectors.toSet())));
        assertThat(births).filteredOn(event -> "B1".equals(event.getSubject())).hasSize(2);
        assertThat(idsOfBirth.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
        assertThat(idsOfBirth.values().stream().flatMap(Set::stream)).doesNotHaveDuplicates();
    }

    private static JsonNode recordOf(JsonNode records, String recordId) {
        return StreamSupport.stream(records.spliterator(), false)
                .filter(record ->
                        record.at("/confluent/header/recordId").asText().equals(recordId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected record " + recordId + ", found none"));
    }

    private static void assertIsTheRowOf(JsonNode record, String id) {
        JsonNode birth = record.path("confluent");
        assertThat(record.path("key").asText()).isEqualTo(Departments.keyOf(TwoRegisters.MOTHER));
        assertThat(birth.path("birthCertificateNumber").asText()).isEqualTo("X330" + id);
        assertThat(birth.path("childName").asText()).isEqualTo("王𬱖㛃");
        assertThat(birth.path("childSex").asText()).isEqualTo("FEMALE");
        assertThat(LocalDate.ofEpochDay(birth.path("birthDate").asLong())).isEqualTo("2024-02-29");
        assertThat(birth.at("/mother/name").asText()).isEqualTo("王𬱖");
        assertThat(birth.path("childKey").isNull()).isTrue();
        assertThat(birth.path("father").isNull()).isTrue();
        assertThat(birth.at("/header/changeType").asText()).isEqualTo("CREATED");
        assertThat(LocalDate.ofEpochDay(birth.at("/header/validFrom").asLong())).isEqualTo("2024-02-29");
        assertThat(birth.at("/header/validTo").isNull()).isTrue();
        assertThat(Instant.ofEpochMilli(birth.at("/header/recordedAt").asLong()))
                .isEqualTo("2024-03-01T00:00:00Z");
    }

    private static void assertIsTheContribution(JsonNode record) {
        JsonNode contribution = record.path("confluent");
        assertThat(record.path("key").asText()).isEqualTo(Departments.keyOf(TwoRegisters.INSURED));
        assertThat(contribution.path("employerName").asText()).isEqualTo("杭州王𬱖商行");
        assertThat(contribution.path("employerCode").isNull()).isTrue();
        assertThat(contribution.path("month").asInt()).isEqualTo(202402);
        assertThat(new BigInteger(contribution.path("base").asText(), 16)).isEqualTo(1_234_560);
        assertThat(contribution.path("personalAmount").isNull()).isTrue();
        assertThat(new BigInteger(contribution.path("employerAmount").asText(), 16))
                .isEqualTo(2_469);
        assertThat(LocalDate.ofEpochDay(contribution.at("/header/validTo").asLong()))
                .isEqualTo("2024-02-29");
    }
}
