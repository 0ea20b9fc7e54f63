package org.huzheng.adapter.status;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Looks for the newest record of a kind from the end of a partition backwards, in steps that grow. */
final class Newest {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long FIRST_STEP = 64;
    private static final int STEP_GROWTH = 4;

    private Newest() {}

    /**
     * What the newest such record says.
     *
     * @param wanted what a record says, if it is one
     * @param recordsMax how many records to look at, at most
     */
    static <T> Optional<T> of(
            Consumer<String, byte[]> consumer,
            TopicPartition partition,
            long recordsMax,
            Function<ConsumerRecord<String, byte[]>, Optional<T>> wanted) {
        List<TopicPartition> partitions = List.of(partition);
        consumer.assign(partitions);
        long first = consumer.beginningOffsets(partitions).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(partitions).getOrDefault(partition, 0L);
        long last = Math.max(first, end - recordsMax);
        Optional<T> found = Optional.empty();
        for (long step = FIRST_STEP; found.isEmpty() && end > last; step *= STEP_GROWTH) {
            long from = Math.max(last, end - step);
            found = newestBetween(consumer, partition, from, end, wanted);
            end = from;
        }
        return found;
    }

    private static <T> Optional<T> newestBetween(
            Consumer<String, byte[]> consumer,
            TopicPartition partition,
            long from,
            long end,
            Function<ConsumerRecord<String, byte[]>, Optional<T>> wanted) {
        consumer.seek(partition, from);
        Optional<T> newest = Optional.empty();
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                Optional<T> said = record.offset() < end ? wanted.apply(record) : Optional.empty();
                newest = said.isPresent() ? said : newest;
            }
        }
        return newest;
    }
}
