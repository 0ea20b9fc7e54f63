package org.huzheng.deploy.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.huzheng.deploy.trial.TrialException;

/**
 * Watches a group of consumers come from its first commit to the end of what there is, by its committed offsets.
 *
 * @param admin sees the group
 * @param group group id, which of a Streams application is its application id
 * @param begins offset each partition is counted from; 0 where none is named
 * @param ends offset after the last record of each partition
 * @param records how many records lie in between; offsets count transaction markers too
 */
record CatchUp(
        Admin admin, String group, Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends, long records)
        implements Callable<Rate> {
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);

    CatchUp {
        begins = Map.copyOf(begins);
        ends = Map.copyOf(ends);
    }

    @Override
    public Rate call() throws TrialException, InterruptedException, ExecutionException {
        long total = ends.entrySet().stream()
                .mapToLong(end -> end.getValue() - beginOf(end.getKey()))
                .sum();
        Rate offsets = new Progression(group, total, LOOK_INTERVAL).watch(this::committed);
        return new Rate(Math.max(1, Math.round(records * ((double) offsets.count() / total))), offsets.nanos());
    }

    private long committed() throws InterruptedException, ExecutionException {
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream()
                    .mapToLong(end -> Math.max(
                            0, Math.min(end.getValue(), offsetIn(offsets, end.getKey())) - beginOf(end.getKey())))
                    .sum();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw e;
        }
    }

    private long beginOf(TopicPartition partition) {
        return begins.getOrDefault(partition, 0L);
    }

    private static long offsetIn(Map<TopicPartition, OffsetAndMetadata> offsets, TopicPartition partition) {
        return Optional.ofNullable(offsets.get(partition))
                .map(OffsetAndMetadata::offset)
                .orElse(0L);
    }
}
