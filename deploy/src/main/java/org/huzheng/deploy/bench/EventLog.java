package org.huzheng.deploy.bench;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.huzheng.adapter.mark.FeedMarks;
import org.huzheng.adapter.publish.ExchangeClients;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.cloudevents.CloudEventSerializer;
import org.huzheng.deploy.bench.SyntheticEvents.Event;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.AvroWireSerializer;

/**
 * The record topics of an exchange, written without adapters: with the settings adapters write with, but any number of events in one transaction, so
 * that all become visible at once.
 *
 * @param client Kafka client settings of the administrator
 * @param admin the administrator
 * @param wire encodes values
 */
record EventLog(Map<String, Object> client, Admin admin, AvroWire wire) {
    private static final String TRANSACTIONAL_ID = "bench-event-log";
    private static final int LONGEST_TRANSACTION_MILLIS = 600_000;

    /**
     * What was published.
     *
     * @param records how many events
     * @param valueBytes their Avro values, header of the wire format included
     * @param begins offset of the first record in each partition
     * @param ends offset after the last record in each partition
     */
    record Published(long records, long valueBytes, Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
        Published {
            begins = Map.copyOf(begins);
            ends = Map.copyOf(ends);
        }

        /** Watches a group come through these events. */
        CatchUp catchUp(Admin admin, String group) {
            return new CatchUp(admin, group, begins, ends, records);
        }
    }

    /** Publishes events in one transaction. */
    Published publish(Stream<Event> events) {
        Serializer<SpecificRecord> values = values();
        return inOneTransaction(events.map(
                event -> withHeaders(new ProducerRecord<>(event.topic().name(), event.key(), event.record()), values)));
    }

    /** Says in every partition of every record topic that everything committed until now is there. */
    Published markAll() throws InterruptedException, ExecutionException {
        return inOneTransaction(marks(partitions(), Instant.now()));
    }

    /** Says so every second, as departments' adapters do, until closed. */
    Marking keepMarking() throws InterruptedException, ExecutionException {
        return new Marking(partitions());
    }

    private Stream<ProducerRecord<String, byte[]>> marks(Map<String, Integer> partitions, Instant now) {
        Serializer<SpecificRecord> values = values();
        return Department.JUDGED.stream()
                .map(department -> new FeedMarks(
                        department,
                        "bench",
                        department.recordTopics().stream()
                                .collect(Collectors.toMap(topic -> topic, topic -> partitions.get(topic.name())))))
                .flatMap(marks -> marks.at(now).stream())
                .map(mark -> withHeaders(mark, values));
    }

    /** Marks every second. */
    final class Marking implements AutoCloseable {
        private static final long SECONDS = 1;

        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        private final Future<?> marking;

        private Marking(Map<String, Integer> partitions) {
            marking = thread.scheduleAtFixedRate(
                    () -> inOneTransaction(marks(partitions, Instant.now())), SECONDS, SECONDS, TimeUnit.SECONDS);
        }

        /** @throws IllegalStateException if the marks broke off before */
        @Override
        public void close() {
            boolean brokeOff = marking.isDone();
            thread.shutdown();
            if (brokeOff) {
                throw new IllegalStateException("expected marks every second until the end, found that they broke off");
            }
        }
    }

    private Serializer<SpecificRecord> values() {
        return new CloudEventSerializer(new AvroWireSerializer(wire));
    }

    private static ProducerRecord<String, byte[]> withHeaders(
            ProducerRecord<String, SpecificRecord> record, Serializer<SpecificRecord> values) {
        Headers headers = new RecordHeaders();
        byte[] value = values.serialize(record.topic(), headers, record.value());
        return new ProducerRecord<>(record.topic(), record.partition(), record.key(), value, headers);
    }

    private Published inOneTransaction(Stream<ProducerRecord<String, byte[]>> records) {
        Map<TopicPartition, Long> begins = new ConcurrentHashMap<>();
        Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
        AtomicLong count = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        try (var producer = new KafkaProducer<>(transactional(), new StringSerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            records.forEach(record -> {
                count.incrementAndGet();
                bytes.addAndGet(record.value().length);
                // a record that is not written fails the commit
                var unused = producer.send(record, (place, error) -> {
                    if (error == null) {
                        TopicPartition partition = new TopicPartition(place.topic(), place.partition());
                        begins.merge(partition, place.offset(), Math::min);
                        ends.merge(partition, place.offset() + 1, Math::max);
                    }
                });
            });
            producer.commitTransaction();
        }
        return new Published(count.get(), bytes.get(), begins, ends);
    }

    /** Lets a group that has not begun yet begin after everything on the record topics but what is on one, of which it reads all. */
    void beginAfterAllBut(Topic read, String group) throws InterruptedException, ExecutionException {
        beginAfter(group, topic -> !topic.equals(read.name()));
    }

    /** Lets a group that has not begun yet begin after everything on the record topics. */
    void beginAfterAll(String group) throws InterruptedException, ExecutionException {
        beginAfter(group, topic -> true);
    }

    private void beginAfter(String group, Predicate<String> topics) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        ends().forEach((partition, end) -> {
            if (topics.test(partition.topic())) {
                offsets.put(partition, new OffsetAndMetadata(end));
            }
        });
        admin.alterConsumerGroupOffsets(group, offsets).all().get();
    }

    private Map<TopicPartition, Long> ends() throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions().forEach((topic, count) -> {
            for (int partition = 0; partition < count; partition++) {
                latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        });
        Map<TopicPartition, ListOffsetsResultInfo> found =
                admin.listOffsets(latest).all().get();
        return found.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue()
                .offset()));
    }

    private Map<String, Integer> partitions() throws InterruptedException, ExecutionException {
        List<String> names = Topics.recordTopics().stream().map(Topic::name).toList();
        Map<String, TopicDescription> described =
                admin.describeTopics(names).allTopicNames().get();
        return described.values().stream().collect(Collectors.toMap(TopicDescription::name, topic -> topic.partitions()
                .size()));
    }

    private Map<String, Object> transactional() {
        Map<String, Object> config = ExchangeClients.publishing(client);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, LONGEST_TRANSACTION_MILLIS);
        return config;
    }
}
