package org.huzheng.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.exchange.FeedState;
import org.huzheng.exchange.Position;
import org.huzheng.exchange.RecordsRead;
import org.jspecify.annotations.Nullable;

/** How far the tasks of this instance have folded, told to whoever reads their dossiers from another thread. */
public final class FoldProgress {
    /** Offset of the last claim of a partition where none was judged yet. */
    public static final long NO_CLAIM = -1;

    private final ConcurrentMap<Integer, Folding> partitions = new ConcurrentHashMap<>();

    /** How far one record topic was folded, and what its last mark until there said. */
    private record Folded(long offset, @Nullable Instant completeUntil) {}

    /** The same as it is now, for one thread to tell and others to read whole. */
    private static final class Last {
        private volatile Folded folded;

        private Last(Folded folded) {
            this.folded = folded;
        }
    }

    Folding begin(int partition, ReadPositions read) {
        Folding begun = new Folding(partition, read);
        partitions.put(partition, begun);
        return begun;
    }

    /** The folding of a partition; empty where this instance does not fold it. */
    public Optional<Folding> of(int partition) {
        return Optional.ofNullable(partitions.get(partition));
    }

    /**
     * The folding of one partition from when its task was opened until it is closed. An event lies in the dossiers before its offset is told, so until then everything up to what is told is there.
     * A task that comes back after an error begins another, from its last commit.
     */
    public final class Folding {
        private final int partition;
        // one writer, the thread of the task; the topics are all there from the beginning, in their order
        private final SortedMap<String, Last> topics = new TreeMap<>();
        private final ReadWriteLock open = new ReentrantReadWriteLock();
        private final ConcurrentNavigableMap<Long, CompletableFuture<Void>> awaited = new ConcurrentSkipListMap<>();
        private volatile long appendedAt = Long.MIN_VALUE;
        private volatile long lastClaim = NO_CLAIM;
        private volatile boolean ended;

        private Folding(int partition, ReadPositions read) {
            this.partition = partition;
            for (Topic topic : Topics.recordTopics()) {
                String name = topic.name();
                Folded before =
                        new Folded(read.of(name), read.completeUntil(name).orElse(null));
                topics.put(name, new Last(before));
            }
        }

        /** How far every record topic was folded. */
        public RecordsRead read() {
            List<Position> positions = new ArrayList<>();
            List<FeedState> feeds = new ArrayList<>();
            topics.forEach((topic, last) -> {
                Folded folded = last.folded;
                positions.add(new Position(topic, folded.offset()));
                if (folded.completeUntil() != null) {
                    feeds.add(new FeedState(topic, folded.completeUntil()));
                }
            });
            return new RecordsRead(positions, feeds, DecisionHeaders.RULE_VERSION);
        }

        /** Whether the last record folded was appended before a time. */
        public boolean isBehind(Instant time) {
            return appendedAt < time.toEpochMilli();
        }

        /** Offset of the last claim that was judged, {@link #NO_CLAIM} where none was. */
        public long lastClaim() {
            return lastClaim;
        }

        /** Does what reads the stores of the task, which are not closed meanwhile; nothing once they are. */
        public <T> Optional<T> whileOpen(Supplier<Optional<T>> reading) {
            open.readLock().lock();
            try {
                return ended ? Optional.empty() : reading.get();
            } finally {
                open.readLock().unlock();
            }
        }

        /**
         * A record was folded.
         *
         * @param appendedAt when it was appended, milliseconds
         * @param completeUntil what it said if it was a mark
         */
        void folded(String topic, long offset, long appendedAt, Optional<Instant> completeUntil) {
            Last last = Objects.requireNonNull(topics.get(topic), "a record lies on a record topic");
            last.folded = new Folded(offset, completeUntil.orElse(last.folded.completeUntil()));
            this.appendedAt = appendedAt;
        }

        /** Completes once a claim was judged, or the stores are closed: then another instance comes to it, or this one at its next start. */
        public CompletableFuture<Void> whenJudged(long offset) {
            CompletableFuture<Void> judged = awaited.computeIfAbsent(offset, claim -> new CompletableFuture<>());
            // it may have been meanwhile
            tell();
            return judged;
        }

        /** A claim was judged, or sent on, or waits. */
        void claimed(long offset) {
            lastClaim = offset;
            tell();
        }

        private void tell() {
            if (!awaited.isEmpty()) {
                var judged = awaited.headMap(ended ? Long.MAX_VALUE : lastClaim, true);
                judged.values().forEach(waiting -> waiting.complete(null));
                judged.clear();
            }
        }

        /** The stores are about to be closed. */
        void end() {
            partitions.remove(partition, this);
            open.writeLock().lock();
            try {
                ended = true;
            } finally {
                open.writeLock().unlock();
            }
            tell();
        }
    }
}
