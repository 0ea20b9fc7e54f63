package org.huzheng.topology;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.PartialAnswers.ReadState;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.RecordsRead;
import org.jspecify.annotations.Nullable;

/** How far this task has read every record topic, and how complete each feed was known to be by then. */
final class ReadPositions {
    /** Position in a topic of which nothing was read. */
    static final long NOT_READ = -1;

    private final KeyValueStore<String, Long> positions;
    private final KeyValueStore<String, Long> feeds;
    private final KnownMarks knownMarks;

    ReadPositions(ProcessorContext<?, ?> context) {
        positions = context.getStateStore(Stores.POSITIONS);
        feeds = context.getStateStore(Stores.FEEDS);
        knownMarks = new KnownMarks(context.getStateStore(Stores.KNOWN_MARKS));
    }

    /** What a claim says of how far its person's records had been read. */
    static ReadState stateOf(RecordsRead read, int partition) {
        Map<String, Long> positions = new HashMap<>();
        read.getPositions().forEach(position -> positions.put(position.getTopic(), position.getOffset()));
        Map<String, Instant> feeds = new HashMap<>();
        read.getFeeds().forEach(feed -> feeds.put(feed.getTopic(), feed.getCommittedBefore()));
        return new ReadState(partition, positions, feeds);
    }

    /** Whether this task has read as far. */
    boolean reach(RecordsRead read) {
        return read.getPositions().stream().allMatch(position -> of(position.getTopic()) >= position.getOffset());
    }

    /** The last offset consumed of a record topic, {@link #NOT_READ} where there is none. */
    long of(String topic) {
        Long offset = positions.get(topic);
        return offset == null ? NOT_READ : offset;
    }

    /** What the last mark of a topic said. */
    Optional<Instant> completeUntil(String topic) {
        return Optional.ofNullable(feeds.get(topic)).map(Instant::ofEpochMilli);
    }

    /** How far this partition has been read, and of the topics the question searches how complete they were known to be by its time of knowledge. */
    ReadState readState(PartialQuestion question, int partition) {
        Map<String, Long> offsets = new HashMap<>();
        Map<String, Instant> marks = new HashMap<>();
        for (Topic topic : Topics.recordTopics()) {
            offsets.put(topic.name(), of(topic.name()));
        }
        for (Topic topic : Searching.topicsOf(question)) {
            markOf(topic, question.getKnownAt()).ifPresent(mark -> marks.put(topic.name(), mark));
        }
        return new ReadState(partition, offsets, marks);
    }

    private Optional<Instant> markOf(Topic topic, @Nullable Instant knownAt) {
        return knownAt == null ? completeUntil(topic.name()) : knownMarks.knownAt(topic.name(), knownAt);
    }
}
