package org.huzheng.broker.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    private static final Duration RESTART_LIMIT = Duration.ofSeconds(15);

    @TempDir
    Path directory;

    @Test
    void shouldReadBackWhatWasWrittenBeforeARestart() throws Exception {
        // Given
        String address;
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Config.on(directory))) {
            address = broker.bootstrap();
            write(broker.adminConfig());
        }
        long begin = System.nanoTime();

        // When
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Config.on(directory))) {
            ConsumerRecord<String, String> found = read(broker.adminConfig());
            long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
            System.out.println("restart to first record read: " + millis + " ms");

            // Then
            assertThat(broker.bootstrap()).isEqualTo(address);
            assertThat(found.value()).isEqualTo("kept");
            assertThat(found.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
            assertThat(millis).isLessThan(RESTART_LIMIT.toMillis());
        }
    }

    @Test
    void shouldRefuseToStartWhenThePasswordsAreGone() throws Exception {
        // Given
        EmbeddedBroker.start(EmbeddedBroker.Config.on(directory)).close();
        Files.delete(directory.resolve("secrets").resolve("admin.password"));

        // When // Then
        assertThatThrownBy(() -> EmbeddedBroker.start(EmbeddedBroker.Config.on(directory)))
                .isInstanceOf(BrokerStartFailure.class)
                .hasMessageContaining("admin password");
    }

    @Test
    void shouldNameTheDirectoryWhenAnotherNodeHoldsIt() {
        // Given
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Config.on(directory))) {
            assertThat(broker.bootstrap()).isNotEmpty();

            // When // Then
            assertThatThrownBy(() -> EmbeddedBroker.start(EmbeddedBroker.Config.on(directory)))
                    .isInstanceOf(BrokerStartFailure.class)
                    .hasMessageContaining(directory.toString());
        }
    }

    @Test
    void shouldNameThePortWhenSomebodyElseHasIt() throws Exception {
        // Given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedBroker.Config config = EmbeddedBroker.Config.on(directory).withClientPort(taken.getLocalPort());

            // When // Then
            assertThatThrownBy(() -> EmbeddedBroker.start(config))
                    .isInstanceOf(BrokerStartFailure.class)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()));
        }
    }

    private static void write(Map<String, Object> config) throws Exception {
        try (Admin admin = Admin.create(config)) {
            admin.createTopics(List.of(new NewTopic("kept", Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("kept", "key", "kept")).get();
        }
    }

    private static ConsumerRecord<String, String> read(Map<String, Object> config) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition("kept", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(Duration.ofSeconds(30)).iterator().next();
        }
    }
}
