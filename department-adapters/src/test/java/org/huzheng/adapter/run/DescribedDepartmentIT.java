package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.department.DepartmentReader;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.ChangeType;
import org.huzheng.wire.DescribedRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A department of which there is no Java, on a real exchange: the tests build on one another, as days of its adapter's life. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DescribedDepartmentIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path FOLDER = Path.of(System.getProperty("huzheng.root"), "departments", "utility-payments");

    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    @TempDir
    static Path directory;

    private static Department department;

    private AdapterConfiguration configuration;

    @BeforeAll
    static void admit() throws Exception {
        Files.createDirectories(directory.resolve("drop"));
        department = DepartmentReader.read(FOLDER);
    }

    @BeforeEach
    void configure() throws IOException {
        Path secret = Files.write(
                directory.resolve("person-key-secret"),
                "a secret for tests, of 32 bytes or more".getBytes(StandardCharsets.UTF_8));
        AdapterConfiguration plain = AdapterConfiguration.of(
                FOLDER.resolve("mapping.yaml"),
                Map.of(
                        "directory", directory.resolve("drop").toString(),
                        "archive", directory.resolve("archive").toString()),
                EXCHANGE.clientConfig(department.code()),
                Map.of("schema.registry.url", EXCHANGE.registryUrl()),
                secret);
        configuration = new AdapterConfiguration(
                plain.mapping(), plain.settings(), plain.exchange(), plain.personKeySecret(), Duration.ofMillis(300));
    }

    /** When the last file was completed: up to then the register is known once it is read. */
    private static Instant drop(String folder) throws IOException {
        Instant completed = Instant.EPOCH;
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            for (Path file : files.toList()) {
                Path part = directory.resolve("drop").resolve(file.getFileName() + ".part");
                Files.copy(file, part);
                completed = Files.getLastModifiedTime(part).toInstant();
                Files.move(part, directory.resolve("drop").resolve(file.getFileName()));
            }
        }
        return completed;
    }

    private Totals run(Instant dropped) throws Exception {
        try (AdapterRuntime runtime = AdapterRuntime.start(configuration, new SimpleMeterRegistry())) {
            assertThat(runtime.awaitPublishedThrough(dropped, PATIENCE))
                    .as(() -> runtime.progress().toString())
                    .isTrue();
            return runtime.progress().sinceStart();
        }
    }

    private static Published published(Topic topic) {
        return Published.in(topic, EXCHANGE.clientConfig(department.code()), EXCHANGE.registryUrl());
    }

    private static Published bills() {
        return published(department.recordTopics().get(0));
    }

    private static Object fieldOf(Published.Event event, String name) {
        Object value = ((DescribedRecord) event.record()).get(name);
        return value == null ? "" : value.toString();
    }

    @Test
    @Order(1)
    void shouldSayWhatToDoWhereTheExchangeDoesNotKnowTheDepartment() {
        assertThatExceptionOfType(AdapterException.class)
                .isThrownBy(() -> AdapterRuntime.start(configuration, new SimpleMeterRegistry()))
                .withMessageContaining("utility-payments.bill-cn.example.utilitypayments.UtilityBill")
                .withMessageContaining("huzheng exchange apply");
    }

    @Test
    @Order(2)
    void shouldPublishUnderTheDepartmentsOwnTopics() throws Exception {
        // Given
        EXCHANGE.exchange().operations(Catalogue.JUDGED.with(department)).apply();
        Instant dropped = drop("sample");

        // When
        Totals totals = run(dropped);

        // Then
        assertThat(totals).isEqualTo(new Totals(13, 5, 1, 7, 0));
        assertThat(bills().events())
                .hasSize(5)
                .allSatisfy(event -> assertThat(event.header().getDepartment()).isEqualTo("utility-payments"));
        assertThat(bills().lastOf("W00018/燃气费/202405")).hasValueSatisfying(event -> {
            assertThat(event.key()).hasSize(22);
            assertThat(fieldOf(event, "due")).isEqualTo("54.00");
            assertThat(fieldOf(event, "arrears")).isEqualTo("true");
            assertThat(fieldOf(event, "kind")).isEqualTo("GAS");
            assertThat(event.record().toString()).contains("name=redacted");
        });
        assertThat(bills().marks()).isNotEmpty().allSatisfy(mark -> assertThat(mark.getCommittedBefore())
                .isBeforeOrEqualTo(dropped));
        assertThat(published(Topics.quarantineOf(department)).rejected()).hasSize(7);
    }

    @Test
    @Order(3)
    void shouldCorrectAndWithdrawWhatTheNextDumpSaysOtherwise() throws Exception {
        // Given
        Instant dropped = drop("sample-next");

        // When
        run(dropped);

        // Then
        assertThat(bills().lastOf("W00018/燃气费/202405")).hasValueSatisfying(event -> {
            assertThat(event.header().getChangeType()).isEqualTo(ChangeType.CORRECTED);
            assertThat(fieldOf(event, "paidOn")).isEqualTo("2024-06-20");
            assertThat(fieldOf(event, "arrears")).isEqualTo("false");
        });
        assertThat(bills().lastOf("W00017/电费/202405")).hasValueSatisfying(event -> {
            assertThat(event.header().getChangeType()).isEqualTo(ChangeType.ANNULLED);
            assertThat(fieldOf(event, "due")).isEqualTo("213.75");
        });
    }

    @Test
    @Order(4)
    void shouldLetTheDepartmentWriteItsOwnTopicsOnly() {
        // Given
        Map<String, Object> config = EXCHANGE.clientConfig(department.code());
        List<Topic> others = Topics.all();

        // When / Then
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThat(others).allSatisfy(topic -> assertThatThrownBy(
                            () -> producer.send(new ProducerRecord<>(topic.name(), new byte[] {1}))
                                    .get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class));
        }
        config.put("transactional.id", "household.adapter");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThatThrownBy(producer::initTransactions).isInstanceOf(TransactionalIdAuthorizationException.class);
        }
        assertThatThrownBy(() -> Published.in(
                        department.recordTopics().get(0),
                        EXCHANGE.clientConfig(Department.HOUSEHOLD.code()),
                        EXCHANGE.registryUrl()))
                .isInstanceOf(TopicAuthorizationException.class);
    }
}
