package org.huzheng.deploy.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.huzheng.broker.exchange.ExchangeAddress;
import org.huzheng.catalogue.Topic;
import org.huzheng.event.FeedMark;
import org.huzheng.trace.TraceParent;
import org.huzheng.trace.TracedRecord;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.HttpSchemaRegistry;
import org.huzheng.wire.RegistrySettings;

/**
 * In which trace a record was sent.
 *
 * @param traceId as its header says; empty when it says nothing
 * @param traceIdOfValue as its value says; empty when it says nothing
 */
record SentRecord(String traceId, String traceIdOfValue) {
    private static final Duration POLL = Duration.ofMillis(200);

    /** Everything but marks that lies on a topic by now, read as the auditor. */
    static List<SentRecord> allOn(Topic topic, ExchangeAddress exchange) {
        AvroWire wire = new AvroWire(new HttpSchemaRegistry(RegistrySettings.of(exchange.registryConfig())));
        Map<String, Object> config = new HashMap<>(exchange.clientConfig("auditor"));
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        List<SentRecord> sent = new ArrayList<>();
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    SpecificRecord value = wire.decode(record.value());
                    if (!(value instanceof FeedMark)) {
                        sent.add(of(record, value));
                    }
                }
            }
        }
        return sent;
    }

    private static SentRecord of(ConsumerRecord<String, byte[]> record, SpecificRecord value) {
        return new SentRecord(
                Objects.requireNonNullElse(TraceParent.traceIdOf(TraceParent.read(record.headers())), ""),
                Objects.requireNonNullElse(TracedRecord.traceIdOf(value), ""));
    }
}
