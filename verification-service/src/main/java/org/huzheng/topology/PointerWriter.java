package org.huzheng.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.PointerMarks;
import org.huzheng.employer.EmployerPointers;
import org.huzheng.event.FeedMark;
import org.huzheng.wire.Received;

/**
 * Re-keys enrolments by their employer: writes a pointer for each, and into every partition of the pointers the marks that say how far the
 * enrolments of this partition have come. Marks come every second; of each ten minutes of the feed's own time the first is forwarded: pointers may be
 * days old.
 */
final class PointerWriter {
    private static final String KEY_OF_MARKS = "feed-mark";
    private static final long INTERVAL_MILLIS = Duration.ofMinutes(10).toMillis();
    private static final long NO_INTERVAL = Long.MIN_VALUE;

    private final ProcessorContext<String, SpecificRecord> context;
    private final KeyValueStore<String, Long> forwarded;
    private final int partitions;
    private final Set<String> begun = new HashSet<>();

    PointerWriter(
            ProcessorContext<String, SpecificRecord> context, KeyValueStore<String, Long> forwarded, int partitions) {
        this.context = context;
        this.forwarded = forwarded;
        this.partitions = partitions;
    }

    /**
     * To be called before the position moves to a record of a topic; looks only at the first this task reads. A topic that an earlier build began to read has enrolments without pointers: its marks are
     * held back, and the pointers are never complete, until it is read from its beginning.
     */
    void begin(String topic, KeyValueStore<String, Long> positions) {
        if (begun.add(topic) && positions.get(topic) == null && forwarded.get(topic) == null) {
            forwarded.put(topic, NO_INTERVAL);
        }
    }

    /** Writes the pointer to an event, where it names an employer. */
    void point(Record<String, Received> record) {
        Optional<EmployerPointers.Keyed> pointer =
                EmployerPointers.of(record.key(), record.value().record(), Places.locator(context));
        pointer.ifPresent(keyed -> forward(new Record<>(keyed.key(), keyed.pointer(), record.timestamp())));
    }

    /** Forwards a mark, if it is the first of its ten minutes. */
    void forward(FeedMark mark, RecordMetadata place, long appendedAt) {
        Long last = forwarded.get(place.topic());
        long interval = Math.floorDiv(mark.getCommittedBefore().toEpochMilli(), INTERVAL_MILLIS);
        if (last == null || interval <= last) {
            return;
        }
        forwarded.put(place.topic(), interval);
        for (int partition = 0; partition < partitions; partition++) {
            FeedMark index = FeedMark.newBuilder(mark)
                    .setTopic(Topics.POINTERS.name())
                    .setPartition(partition)
                    .setSourceTopic(place.topic())
                    .setSourcePartition(place.partition())
                    .setSourcePartitions(partitions)
                    .build();
            forward(new Record<>(KEY_OF_MARKS, index, appendedAt));
        }
    }

    private void forward(Record<String, SpecificRecord> record) {
        context.forward(record, JudgingTopology.TO_POINTERS);
    }

    /** The last marks of the sources, in a store of their own: they are told again when the pointers are read again. */
    static PointerMarks heard(KeyValueStore<String, Long> marks) {
        return new PointerMarks(new PointerMarks.LastMarks() {
            @Override
            public void put(String source, Instant committedBefore) {
                marks.put(source, committedBefore.toEpochMilli());
            }

            @Override
            public Optional<Instant> of(String source) {
                return Optional.ofNullable(marks.get(source)).map(Instant::ofEpochMilli);
            }
        });
    }
}
