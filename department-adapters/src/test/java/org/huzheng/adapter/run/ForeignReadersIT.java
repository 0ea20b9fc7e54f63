package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.FeedMark;
import org.huzheng.medical.Birth;
import org.huzheng.testing.CouldNotRun;
import org.huzheng.testing.NodeProject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What two adapters published, read by clients that are not ours: what was mapped for one reader is there for all. */
class ForeignReadersIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
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

    /** Debian's kcat is built without Avro: it gives keys and frames, and the registry says what the ids in them mean. */
    @Test
    void shouldGiveKcatKeysAndTheIdsOfRegisteredSchemas() throws Exception {
        // Given
        Topic topic = Topics.MEDICAL_BIRTH;
        Path config = Files.writeString(
                directory.resolve("kcat.conf"),
                "bootstrap.servers=" + EXCHANGE.bootstrap() + "\nsecurity.protocol=SASL_PLAINTEXT\n"
                        + "sasl.mechanism=SCRAM-SHA-256\nsasl.username=" + AUDITOR + "\nsasl.password=" + password()
                        + "\nisolation.level=read_committed\n");

        // When
        List<String> lines = kcat(
                "-F",
                config.toString(),
                "-m",
                "30",
                "-C",
                "-t",
                topic.name(),
                "-o",
                "beginning",
                "-e",
                "-q",
                "-s",
                "value=>bI",
                "-f",
                "%p %o %k %s\n");

        // Then
        assertThat(lines)
                .extracting(ForeignReadersIT::wordsOf)
                .containsExactlyInAnyOrderElementsOf(published(topic).records().stream()
                        .map(record -> tuple(
                                String.valueOf(record.partition()),
                                String.valueOf(record.offset()),
                                String.valueOf(record.key()),
                                "0",
                                topic.name() + "-"
                                        + (record.value() instanceof FeedMark
                                                ? FeedMark.class.getName()
                                                : Birth.class.getName())))
                        .toList());
    }

    private static org.assertj.core.groups.Tuple wordsOf(String line) {
        String[] words = line.split(" ", -1);
        assertThat(words).as(line).hasSize(5);
        return tuple(words[0], words[1], words[2], words[3], subjectOf(words[4]));
    }

    private static String subjectOf(String schemaId) {
        URI address = URI.create(EXCHANGE.registryUrl() + "/schemas/ids/" + schemaId + "/versions");
        try {
            JsonNode versions = JSON.readTree(HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body());
            return StreamSupport.stream(versions.spliterator(), false)
                    .map(version -> version.path("subject").asText())
                    .filter(subject -> subject.startsWith(Topics.MEDICAL_BIRTH.name() + "-"))
                    .findFirst()
                    .orElse("no subject of this topic: " + versions);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static List<String> kcat(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kcat", "-d", "broker,security"));
        command.addAll(List.of(arguments));
        Path output = directory.resolve("kcat.out");
        Path errors = directory.resolve("kcat.err");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException e) {
            throw CouldNotRun.because("reading events with kcat", "kcat is not found on PATH");
        }
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return Files.readAllLines(output);
    }
}
