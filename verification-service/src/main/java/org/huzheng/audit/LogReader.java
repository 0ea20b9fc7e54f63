package org.huzheng.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.exchange.Locator;
import org.jspecify.annotations.Nullable;

/** Reads whole topics, committed records only, from their beginning to the end they have when reading starts. Joins no group and commits nothing. */
final class LogReader {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, Object> clientConfig;

    LogReader(Map<String, Object> clientConfig) {
        this.clientConfig = Map.copyOf(clientConfig);
    }

    /**
     * A record as it lies in the log.
     *
     * @param place where it lies
     * @param appendedAt append time
     * @param key key, null for records without one
     * @param value value bytes, empty for a tombstone
     * @param headers of a dead letter, header values by key, of several with one key the last; of any other record none: its value says it all
     */
    @SuppressWarnings("ArrayRecordComponent") // read once and dropped
    record Entry(
            Locator place, Instant appendedAt, @Nullable String key, byte[] value, Map<String, byte[]> headers) {}

    /**
     * Hands every record to the reader, in offset order within each partition.
     *
     * @throws AuditException if a topic does not exist, or the broker stops answering
     */
    void read(Collection<Topic> topics, Consumer<Entry> reader) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 64 << 20);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitionsOf(consumer, topics);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            readToEnd(consumer, consumer.endOffsets(partitions), reader);
        }
    }

    private static List<TopicPartition> partitionsOf(KafkaConsumer<String, byte[]> consumer, Collection<Topic> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : topics) {
            var infos = consumer.partitionsFor(topic.name());
            if (infos == null || infos.isEmpty()) {
                throw new AuditException("topic " + topic.name() + ": expected it to exist, found no partition");
            }
            infos.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        return partitions;
    }

    private static void readToEnd(
            KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends, Consumer<Entry> reader) {
        Instant lastProgress = Instant.now();
        Map<TopicPartition, Long> open = new HashMap<>(ends);
        open.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        while (!open.isEmpty()) {
            var polled = consumer.poll(POLL);
            for (ConsumerRecord<String, byte[]> record : polled) {
                if (record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    reader.accept(entryOf(record));
                }
            }
            // the position passes control records and aborted ones, which are never handed out
            boolean moved = open.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            if (moved || !polled.isEmpty()) {
                lastProgress = Instant.now();
            } else if (lastProgress.plus(PATIENCE).isBefore(Instant.now())) {
                throw new AuditException("expected to read to " + open + ", found no progress for "
                        + PATIENCE.toSeconds() + " s: a transaction may be hanging open");
            }
        }
    }

    private static Entry entryOf(ConsumerRecord<String, byte[]> record) {
        Map<String, byte[]> headers = new HashMap<>();
        if (record.topic().equals(Topics.DEAD_LETTERS.name())) {
            record.headers().forEach(header -> headers.put(header.key(), header.value()));
        }
        byte[] value = record.value() == null ? new byte[0] : record.value();
        return new Entry(
                new Locator(record.topic(), record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                record.key(),
                value,
                headers);
    }
}
