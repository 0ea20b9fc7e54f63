package org.huzheng.broker.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.huzheng.broker.grants.ExchangeGrants;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.slf4j.LoggerFactory;

class AccessTest {
    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(2);

    /** Kafka's clients log every refusal as an error with its stack; here refusals are what is wanted. */
    @BeforeAll
    static void silenceExpectedRefusals() {
        ((Logger) LoggerFactory.getLogger("org.apache.kafka.clients")).setLevel(Level.OFF);
    }

    @AfterAll
    static void restoreLogging() {
        ((Logger) LoggerFactory.getLogger("org.apache.kafka.clients")).setLevel(null);
    }

    @ParameterizedTest
    @FieldSource("org.huzheng.catalogue.Department#JUDGED")
    void shouldLetADepartmentWriteEachOfItsOwnTopicsInATransaction(Department department) throws Exception {
        // Given
        List<String> own = ownTopics(department).map(Topic::name).toList();
        Map<String, Object> config = EXCHANGE.clientConfig(department.code());
        config.put("transactional.id", department.code() + ".adapter");

        // When
        try (KafkaProducer<byte[], byte[]> producer = producer(config)) {
            producer.initTransactions();
            producer.beginTransaction();
            for (String topic : own) {
                producer.send(record(topic)).get();
            }
            producer.commitTransaction();
        }

        // Then
        for (String topic : own) {
            assertThat(firstRecord(department.code(), topic)).isTrue();
        }
    }

    @ParameterizedTest
    @FieldSource("org.huzheng.catalogue.Department#JUDGED")
    void shouldRefuseADepartmentOnEveryTopicThatIsNotItsOwn(Department department) {
        // Given
        List<String> others = Stream.concat(
                        Topics.all().stream()
                                .filter(topic -> !topic.owner().equals(department.code()))
                                .map(Topic::name),
                        Stream.of("_schemas"))
                .toList();

        // When // Then
        try (KafkaProducer<byte[], byte[]> producer = producer(EXCHANGE.clientConfig(department.code()))) {
            assertThat(others).allSatisfy(topic -> assertWriteRefused(producer, topic));
        }
    }

    @Test
    void shouldRefuseADepartmentTheRecordsOfAnother() {
        assertThatThrownBy(() -> firstRecord("property", Topics.HOUSEHOLD_RESIDENT.name()))
                .isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void shouldRefuseADepartmentTheTransactionalIdOfAnother() {
        // Given
        Map<String, Object> config = EXCHANGE.clientConfig("property");
        config.put("transactional.id", "household.adapter");

        // When // Then
        try (KafkaProducer<byte[], byte[]> producer = producer(config)) {
            assertThatThrownBy(producer::initTransactions).isInstanceOf(TransactionalIdAuthorizationException.class);
        }
    }

    @Test
    void shouldRefuseAnAuditorToWriteAnywhereAndToReadRejectedRows() {
        Map<String, Object> config = EXCHANGE.clientConfig(ExchangeGrants.AUDITOR);
        // With it, the auditor is refused before it has named a topic.
        config.put("enable.idempotence", "false");
        try (KafkaProducer<byte[], byte[]> producer = producer(config)) {
            assertThat(Topics.all()).allSatisfy(topic -> assertWriteRefused(producer, topic.name()));
        }
        assertThatThrownBy(() -> firstRecord(
                        ExchangeGrants.AUDITOR,
                        Topics.quarantineOf(Department.HOUSEHOLD).name()))
                .isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void shouldLetAnAuditorReadWhatDecisionsRestOn() throws Exception {
        // Given
        try (KafkaProducer<byte[], byte[]> producer = producer(EXCHANGE.clientConfig(ExchangeGrants.VERIFICATION))) {
            producer.send(record(Topics.DECISIONS.name())).get();
        }

        // When
        boolean found = firstRecord(ExchangeGrants.AUDITOR, Topics.DECISIONS.name());

        // Then
        assertThat(found).isTrue();
    }

    @Test
    void shouldLetTheVerificationServiceMakeStoresOfItsOwnButNoOtherTopics() throws Exception {
        try (Admin admin = Admin.create(EXCHANGE.clientConfig(ExchangeGrants.VERIFICATION))) {
            admin.createTopics(List.of(new NewTopic("verification-judging-test-changelog", 1, (short) 1)))
                    .all()
                    .get();
            assertThatThrownBy(() -> admin.createTopics(List.of(new NewTopic("household.more", 1, (short) 1)))
                            .all()
                            .get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void shouldRefuseAWrongPassword() {
        // Given
        Map<String, Object> config = EXCHANGE.clientConfig("household");
        config.computeIfPresent("sasl.jaas.config", (key, value) -> value.toString()
                .replaceAll("password=\"[^\"]+\"", "password=\"guess\""));

        // When // Then
        try (Admin admin = Admin.create(config)) {
            assertThatThrownBy(() -> admin.listTopics().names().get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void shouldRefuseAClientWithoutAName() {
        // Given
        Map<String, Object> anonymous = new HashMap<>(Map.of(
                "bootstrap.servers",
                EXCHANGE.bootstrap(),
                "request.timeout.ms",
                "1500",
                "default.api.timeout.ms",
                "2000"));

        // When // Then
        try (Admin admin = Admin.create(anonymous)) {
            assertThatThrownBy(() -> admin.listTopics().names().get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
        }
    }

    private static Stream<Topic> ownTopics(Department department) {
        return Topics.all().stream().filter(topic -> topic.owner().equals(department.code()));
    }

    private static void assertWriteRefused(KafkaProducer<byte[], byte[]> producer, String topic) {
        assertThatThrownBy(() -> producer.send(record(topic)).get(20, TimeUnit.SECONDS))
                .as(topic)
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    private static ProducerRecord<byte[], byte[]> record(String topic) {
        return new ProducerRecord<>(topic, 0, new byte[] {1}, new byte[] {2});
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static boolean firstRecord(String principal, String topic) {
        Map<String, Object> config = EXCHANGE.clientConfig(principal);
        config.put("isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return !consumer.poll(Duration.ofSeconds(20)).isEmpty();
        }
    }
}
