package org.huzheng.deploy.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.huzheng.adapter.publish.ExchangeClients;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.deploy.trial.TrialException;

/**
 * What the adapters published, read back as bytes: how fast bytes can be read, how fast the same bytes can be written, and up to where whoever
 * folds them has to come.
 *
 * @param read how fast they were read
 * @param ends offset after the last record of each partition
 * @param sample the first records of them
 */
record PublishedRecords(Rate read, Map<TopicPartition, Long> ends, List<Sampled> sample) {
    private static final int SAMPLE_MOST_RECORDS = 500_000;
    private static final Duration POLL = Duration.ofMillis(500);

    PublishedRecords {
        ends = Map.copyOf(ends);
        sample = List.copyOf(sample);
    }

    /** A record as it lies in the log. */
    @SuppressWarnings("ArrayRecordComponent") // read once and dropped
    record Sampled(byte[] key, byte[] value) {}

    /** Reads every topic departments publish on from its beginning to its end, committed records only. */
    static PublishedRecords read(Map<String, Object> client) {
        return read(client, Topics.publishedTopics(), record -> true);
    }

    /**
     * Reads topics from their beginning to their end, committed records only; waits for transactions that are being committed.
     *
     * @param counted which of the records are counted and sampled
     */
    static PublishedRecords read(
            Map<String, Object> client, List<Topic> topics, Predicate<ConsumerRecord<byte[], byte[]>> counted) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 64 << 20);
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .map(Topic::name)
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> open = endsOf(config, partitions);
            Map<TopicPartition, Long> ends = new HashMap<>();
            List<Sampled> sample = new ArrayList<>();
            long count = 0;
            long started = System.nanoTime();
            while (!open.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    ends.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                    if (!counted.test(record)) {
                        continue;
                    }
                    count++;
                    if (sample.size() < SAMPLE_MOST_RECORDS) {
                        sample.add(new Sampled(record.key(), record.value()));
                    }
                }
                // the position passes control records, which are never handed out
                open.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            }
            return new PublishedRecords(Rate.since(started, count), ends, sample);
        }
    }

    /** Where partitions end, what is not committed yet included: a commit is acknowledged before each partition has been told of it. */
    private static Map<TopicPartition, Long> endsOf(Map<String, Object> reading, List<TopicPartition> partitions) {
        Map<String, Object> config = new HashMap<>(reading);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return new HashMap<>(consumer.endOffsets(partitions));
        }
    }

    /** Writes the sample to a topic, as often as it takes to write so many records, with the settings adapters write with but no transactions. */
    Rate writeTo(String topic, Map<String, Object> client) throws TrialException {
        Map<String, Object> config = ExchangeClients.publishing(client);
        AtomicReference<Exception> failure = new AtomicReference<>();
        long count = 0;
        Rate rate;
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            // logged in and told of the partitions before the clock starts
            producer.partitionsFor(topic);
            long started = System.nanoTime();
            while (count < SAMPLE_MOST_RECORDS) {
                for (Sampled record : sample) {
                    var unused =
                            producer.send(new ProducerRecord<>(topic, record.key(), record.value()), (place, error) -> {
                                if (error != null) {
                                    failure.set(error);
                                }
                            });
                }
                count += sample.size();
            }
            producer.flush();
            rate = Rate.since(started, count);
        }
        if (failure.get() != null) {
            throw new TrialException("记录未能写入。", "Expected every record to be written to " + topic, failure.get());
        }
        return rate;
    }
}
