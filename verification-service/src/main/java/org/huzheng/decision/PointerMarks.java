package org.huzheng.decision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.FeedMark;

/**
 * How complete the pointers in one partition are. They come from every partition of every topic they are made from, so they are as complete as the
 * partition that is furthest behind, and until each was heard nothing is known.
 *
 * @param last the last mark of each source partition
 */
public record PointerMarks(LastMarks last) {
    /** Topics whose records pointers are made from, sorted by name. */
    public static final List<Topic> SOURCES = List.of(Topics.MEDICAL_ENROLMENT, Topics.SOCIAL_SECURITY_ENROLMENT);

    /** Remembers times by name. */
    public interface LastMarks {
        /** Puts the time in place of the one before. */
        void put(String source, Instant committedBefore);

        /** The time put last. */
        Optional<Instant> of(String source);
    }

    /** Whether pointers are made from the records of this topic. */
    public static boolean isSource(String topic) {
        return SOURCES.stream().anyMatch(source -> source.name().equals(topic));
    }

    /**
     * Takes a mark that was forwarded with the pointers, and says until when they are complete now, where that changed; empty while a source was not
     * heard, and for a mark that names no source. A mark that changes nothing says nothing, so that what an hour is remembered by is not what
     * was so before it.
     */
    public Optional<Instant> hear(FeedMark mark) {
        String topic = mark.getSourceTopic();
        Integer partition = mark.getSourcePartition();
        Integer partitions = mark.getSourcePartitions();
        if (topic == null || partition == null || partitions == null || !isSource(topic)) {
            return Optional.empty();
        }
        Optional<Instant> before = least(partitions);
        last.put(name(topic, partition), mark.getCommittedBefore());
        return least(partitions).filter(now -> !Optional.of(now).equals(before));
    }

    private Optional<Instant> least(int partitions) {
        Optional<Instant> least = Optional.empty();
        for (Topic source : SOURCES) {
            for (int partition = 0; partition < partitions; partition++) {
                Optional<Instant> mark = last.of(name(source.name(), partition));
                if (mark.isEmpty()) {
                    return mark;
                }
                if (least.isEmpty() || mark.get().isBefore(least.get())) {
                    least = mark;
                }
            }
        }
        return least;
    }

    private static String name(String topic, int partition) {
        return topic + "-" + partition;
    }
}
