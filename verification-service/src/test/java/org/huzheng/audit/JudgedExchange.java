package org.huzheng.audit;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.huzheng.broker.exchange.EmbeddedExchange;
import org.huzheng.broker.grants.ExchangeGrants;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.certificate.KnownCertificateTypes;
import org.huzheng.claims.ClaimJudge;
import org.huzheng.cloudevents.CloudEventSerializer;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.event.FeedMark;
import org.huzheng.exchange.CertificateAction;
import org.huzheng.topology.FoldProgress;
import org.huzheng.topology.JudgingTopology;
import org.huzheng.topology.StreamsSettings;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.AvroWireDeserializer;
import org.huzheng.wire.AvroWireSerializer;
import org.huzheng.wire.HttpSchemaRegistry;
import org.huzheng.wire.ReceivedDeserializer;
import org.huzheng.wire.RegistrySettings;
import org.huzheng.wire.SchemaRegistry;

/** A real exchange in a directory with the judging topology running on it, each department publishing under its own name. */
final class JudgedExchange implements AutoCloseable {
    private static final int PARTITIONS = 3;

    private final Path directory;
    private final EmbeddedExchange exchange;
    private final SchemaRegistry registry;
    private final AvroWire wire;
    private final KafkaStreams streams;

    JudgedExchange(Path directory) {
        this.directory = directory;
        exchange = EmbeddedExchange.start(EmbeddedExchange.Config.on(directory.resolve("exchange"), PARTITIONS));
        exchange.operations().apply();
        registry = new HttpSchemaRegistry(RegistrySettings.of(Map.of(RegistrySettings.URL, exchange.registryUrl())));
        wire = new AvroWire(registry);
        streams = new KafkaStreams(
                new JudgingTopology(
                                KnownCertificateTypes.all(),
                                () -> new ReceivedDeserializer(new AvroWireDeserializer(wire)),
                                () -> new CloudEventSerializer(new AvroWireSerializer(wire)),
                                wire::decode,
                                PARTITIONS,
                                new FoldProgress())
                        .build(),
                settings());
        streams.start();
    }

    private Properties settings() {
        return new StreamsSettings(
                        exchange.clientConfig(ExchangeGrants.VERIFICATION),
                        directory.resolve("state"),
                        Optional.empty(),
                        Duration.ofMillis(20),
                        1)
                .forApplication("verification-judging");
    }

    Path brokerData() {
        return directory.resolve("exchange");
    }

    /** Publishes as the topic's department, uncompressed, and waits until it is appended. */
    void publish(Topic topic, String key, SpecificRecord record) {
        send(topic.owner(), List.of(new ProducerRecord<>(topic.name(), key, wire.encode(topic.name(), record))));
    }

    /** Publishes records by their keys as the topic's department, and waits until all are appended. */
    void publish(Topic topic, Map<String, ? extends SpecificRecord> records) {
        send(
                topic.owner(),
                records.entrySet().stream()
                        .map(record -> new ProducerRecord<>(
                                topic.name(), record.getKey(), wire.encode(topic.name(), record.getValue())))
                        .toList());
    }

    /** Asks as the verification service does. */
    void request(String applicantKey, SpecificRecord request) {
        String topic = (ClaimJudge.concernsOnePerson(request) ? Topics.CLAIMS : Topics.REQUESTS).name();
        send(
                ExchangeGrants.VERIFICATION,
                List.of(new ProducerRecord<>(topic, applicantKey, wire.encode(topic, request))));
    }

    /** Marks every feed as fresh in every partition. */
    void markAllFeeds() {
        markAllFeeds(Instant.now());
    }

    /** Marks every feed in every partition as complete until then. */
    void markAllFeeds(Instant committedBefore) {
        for (Department department : Department.JUDGED) {
            List<ProducerRecord<String, byte[]>> marks = new ArrayList<>();
            for (Topic topic : department.recordTopics()) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    FeedMark mark = new FeedMark(
                            department.code(), topic.name(), partition, committedBefore, "run-1", null, null, null);
                    marks.add(new ProducerRecord<>(
                            topic.name(), partition, "feed-mark", wire.encode(topic.name(), mark)));
                }
            }
            send(department.code(), marks);
        }
    }

    /** Puts bytes on a topic that no schema explains. */
    void publishRaw(Topic topic, String key, byte[] value) {
        send(topic.owner(), List.of(new ProducerRecord<>(topic.name(), key, value)));
    }

    private void send(String principal, List<ProducerRecord<String, byte[]>> records) {
        try (KafkaProducer<String, byte[]> producer = producerOf(principal)) {
            for (var record : records) {
                producer.send(record).get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("could not publish as " + principal, e);
        }
    }

    /** Publishes events and asks questions in this order as far as one principal writes them, many at a time, and waits until all are appended. */
    void sendAll(List<Sent> all) {
        Map<String, List<ProducerRecord<String, byte[]>>> byPrincipal = new HashMap<>();
        for (Sent sent : all) {
            byPrincipal
                    .computeIfAbsent(principalOf(sent.topic()), principal -> new ArrayList<>())
                    .add(new ProducerRecord<>(
                            sent.topic().name(),
                            sent.key(),
                            wire.encode(sent.topic().name(), sent.value())));
        }
        byPrincipal.forEach((principal, records) -> {
            try (KafkaProducer<String, byte[]> producer = producerOf(principal)) {
                List<Future<RecordMetadata>> appended = new ArrayList<>();
                records.forEach(record -> appended.add(producer.send(record)));
                for (Future<RecordMetadata> each : appended) {
                    each.get();
                }
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("could not publish as " + principal, e);
            }
        });
    }

    /**
     * One record to be written.
     *
     * @param topic where
     * @param key its key
     * @param value the record
     */
    record Sent(Topic topic, String key, SpecificRecord value) {}

    /** Disputes and questions reach the exchange through the service. */
    private static String principalOf(Topic topic) {
        return topic.owner().equals(Topics.EXCHANGE) ? ExchangeGrants.VERIFICATION : topic.owner();
    }

    /** Waits until nothing more is written to the exchange's topics and so many decisions are there. */
    void awaitQuiet(int decisions) {
        List<Long> before = new ArrayList<>();
        await().atMost(Duration.ofMinutes(30))
                .pollInterval(Duration.ofSeconds(3))
                .until(() -> {
                    long written = written();
                    boolean quiet = !before.isEmpty() && before.get(before.size() - 1) == written;
                    before.add(written);
                    return quiet && read(Topics.DECISIONS).size() >= decisions;
                });
    }

    /** Sum of the committed offsets, transaction markers included. */
    private long written() {
        Map<String, Object> config = new HashMap<>(exchange.clientConfig(ExchangeGrants.AUDITOR));
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Topics.exchangeTopics().stream()
                    .filter(topic -> topic.cleanup() == Topic.Cleanup.KEPT_FOR_EVER)
                    .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private KafkaProducer<String, byte[]> producerOf(String principal) {
        return new KafkaProducer<>(exchange.clientConfig(principal), new StringSerializer(), new ByteArraySerializer());
    }

    Audit audit() {
        return new Audit(exchange.clientConfig(ExchangeGrants.AUDITOR), registry);
    }

    /** Everything on a topic now. */
    List<LogReader.Entry> read(Topic topic) {
        List<LogReader.Entry> entries = new ArrayList<>();
        new LogReader(new HashMap<>(exchange.clientConfig(ExchangeGrants.AUDITOR))).read(List.of(topic), entries::add);
        return entries;
    }

    /** Waits until so many decisions are committed, and returns them. */
    List<LogReader.Entry> awaitDecisions(int count) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> read(Topics.DECISIONS).size() >= count);
        return read(Topics.DECISIONS);
    }

    /** Waits for the first decision that does this. */
    void awaitAction(CertificateAction action) {
        await().atMost(Duration.ofSeconds(60)).until(() -> read(Topics.DECISIONS).stream()
                .anyMatch(entry -> DecisionHeaders.of(decode(entry)).getAction() == action));
    }

    SpecificRecord decode(LogReader.Entry entry) {
        return wire.decode(entry.value());
    }

    void stopJudging() {
        streams.close(Duration.ofSeconds(20));
    }

    @Override
    public void close() {
        stopJudging();
        exchange.close();
    }
}
