package org.huzheng.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.exchange.FeedState;
import org.huzheng.exchange.Position;
import org.huzheng.exchange.RecordsRead;
import org.jspecify.annotations.Nullable;

/**
 * How far the tasks of this instance have come, told to whoever reads their dossiers from another thread. An event lies in the dossiers before its offset is
 * told, and events are committed before they are folded, so everything up to what is told here is there and stays so, whatever becomes of the task's transaction.
 */
public final class FoldProgress {
    /** Offset of the last claim of a partition where none was judged yet. */
    public static final long NO_CLAIM = -1;

    private final ConcurrentMap<Integer, Partition> partitions = new ConcurrentHashMap<>();

    /** How far one record topic was folded, and what its last mark until there said. */
    private record Folded(long offset, @Nullable Instant completeUntil) {}

    Partition begin(int partition, ReadPositions read) {
        Partition begun = new Partition(partition, read);
        partitions.put(partition, begun);
        return begun;
    }

    /**
     * How far a partition was folded.
     *
     * @param since no later than when the last record folded was appended
     * @return nothing if this instance does not fold it, or the last record is older
     */
    public Optional<RecordsRead> readOf(int partition, Instant since) {
        return Optional.ofNullable(partitions.get(partition))
                .filter(progress -> progress.appendedAt >= since.toEpochMilli())
                .map(Partition::read);
    }

    /** Offset of the last claim of a partition that was judged since this instance folds it, {@link #NO_CLAIM} where none was. */
    public long lastClaimOf(int partition) {
        Partition progress = partitions.get(partition);
        return progress == null ? NO_CLAIM : progress.lastClaim;
    }

    /** A claim of a partition was judged, or sent on, or waits. */
    void claimed(int partition, long offset) {
        Partition progress = partitions.get(partition);
        if (progress != null) {
            progress.lastClaim = offset;
        }
    }

    /** Progress of one partition, told by the thread of its task. */
    final class Partition {
        private final int partition;
        private final Map<String, Folded> topics = new ConcurrentHashMap<>();
        private volatile long appendedAt = Long.MIN_VALUE;
        private volatile long lastClaim = NO_CLAIM;

        private Partition(int partition, ReadPositions read) {
            this.partition = partition;
            for (Topic topic : Topics.recordTopics()) {
                String name = topic.name();
                topics.put(
                        name, new Folded(read.of(name), read.completeUntil(name).orElse(null)));
            }
        }

        /**
         * A record was folded.
         *
         * @param appendedAt when it was appended, milliseconds
         * @param completeUntil what it said if it was a mark
         */
        void folded(String topic, long offset, long appendedAt, Optional<Instant> completeUntil) {
            topics.compute(
                    topic,
                    (name, before) ->
                            new Folded(offset, completeUntil.orElse(before == null ? null : before.completeUntil())));
            this.appendedAt = appendedAt;
        }

        /** This task no longer folds it. */
        void end() {
            partitions.remove(partition, this);
        }

        private RecordsRead read() {
            List<Position> positions = new ArrayList<>();
            List<FeedState> feeds = new ArrayList<>();
            new TreeMap<>(topics).forEach((topic, folded) -> {
                positions.add(new Position(topic, folded.offset()));
                if (folded.completeUntil() != null) {
                    feeds.add(new FeedState(topic, folded.completeUntil()));
                }
            });
            return new RecordsRead(positions, feeds);
        }
    }
}
