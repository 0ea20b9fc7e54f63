package org.huzheng.adapter.status;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.huzheng.adapter.mark.FeedMarks;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.event.FeedMark;

/**
 * The feed marks that lie in a department's record topics last.
 *
 * @param byTopic time the last mark of each topic states, of the partition where it is earliest; empty where a partition has none near its end
 */
public record LastMarks(Map<Topic, Optional<Instant>> byTopic) {
    /** Marks come every few seconds: where so many events follow none, a backlog has been read. */
    private static final long RECORDS_MAX = 20_000;

    public LastMarks {
        byTopic = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byTopic));
    }

    /**
     * Reads them.
     *
     * @throws org.apache.kafka.common.KafkaException if the exchange cannot be read
     */
    public static LastMarks read(
            Department department, Consumer<String, byte[]> consumer, Deserializer<SpecificRecord> values) {
        Map<Topic, Optional<Instant>> byTopic = new LinkedHashMap<>();
        for (Topic topic : department.recordTopics()) {
            byTopic.put(topic, earliest(topic, consumer, values));
        }
        return new LastMarks(byTopic);
    }

    private static Optional<Instant> earliest(
            Topic topic, Consumer<String, byte[]> consumer, Deserializer<SpecificRecord> values) {
        Optional<Instant> earliest = Optional.empty();
        for (PartitionInfo info : consumer.partitionsFor(topic.name())) {
            Optional<Instant> last = Newest.of(
                    consumer,
                    new TopicPartition(topic.name(), info.partition()),
                    RECORDS_MAX,
                    record -> FeedMarks.KEY.equals(record.key())
                                    && values.deserialize(topic.name(), record.value()) instanceof FeedMark mark
                            ? Optional.of(mark.getCommittedBefore())
                            : Optional.empty());
            if (last.isEmpty()) {
                return last;
            }
            earliest = earliest.isPresent() && earliest.get().isBefore(last.get()) ? earliest : last;
        }
        return earliest;
    }
}
