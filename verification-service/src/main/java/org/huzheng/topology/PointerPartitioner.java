package org.huzheng.topology;

import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.huzheng.event.FeedMark;

/** Puts a mark into the partition it names, and everything else where its key belongs. */
final class PointerPartitioner implements StreamPartitioner<String, SpecificRecord> {
    @Override
    public Optional<Set<Integer>> partitions(String topic, String key, SpecificRecord value, int numPartitions) {
        // nothing: the partitioner of every producer decides
        return value instanceof FeedMark mark ? Optional.of(Set.of(mark.getPartition())) : Optional.empty();
    }
}
