package org.huzheng.adapter.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.huzheng.catalogue.Topic;

/** Reads a progress topic from its beginning to its end, committed entries only. */
final class ProgressReader {
    private static final Duration POLL = Duration.ofMillis(500);

    private ProgressReader() {}

    /** Takes entries in, the newest of each key last. */
    interface Entries {
        void read(Progress.Entry entry);
    }

    static void read(Consumer<String, byte[]> consumer, Topic topic, Entries entries) {
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        Long end = consumer.endOffsets(List.of(partition)).get(partition);
        if (end == null) {
            throw new PublishException("topic " + topic.name() + ": expected one partition, found none");
        }
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                entries.read(new Progress.Entry(record.key(), new String(record.value(), StandardCharsets.UTF_8)));
            }
        }
    }
}
