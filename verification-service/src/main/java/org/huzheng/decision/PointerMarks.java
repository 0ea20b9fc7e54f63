package org.huzheng.decision;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    private static final Set<String> SOURCE_NAMES =
            SOURCES.stream().map(Topic::name).collect(Collectors.toUnmodifiableSet());

    /** Remembers times by name. */
    public interface LastMarks {
        /** Puts the time in place of the one before. */
        void put(String source, Instant committedBefore);

        /** The time put last. */
        Optional<Instant> of(String source);
    }

    /** Remembers the last marks in memory. */
    public static PointerMarks inMemory() {
        Map<String, Instant> times = new HashMap<>();
        return new PointerMarks(new LastMarks() {
            @Override
            public void put(String source, Instant committedBefore) {
                times.put(source, committedBefore);
            }

            @Override
            public Optional<Instant> of(String source) {
                return Optional.ofNullable(times.get(source));
            }
        });
    }

    /** Whether pointers are made from the records of this topic. */
    public static boolean isSource(String topic) {
        return SOURCE_NAMES.contains(topic);
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
        String heard = name(topic, partition);
        Optional<Instant> lastOfThis = last.of(heard);
        last.put(heard, mark.getCommittedBefore());
        Optional<Instant> others = leastBesides(heard, partitions);
        Optional<Instant> before = others.flatMap(least -> lastOfThis.map(time -> earlier(least, time)));
        return others.map(least -> earlier(least, mark.getCommittedBefore()))
                .filter(now -> !Optional.of(now).equals(before));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The least of the last marks of all other sources, of which there is always one; empty while one was not heard. */
    private Optional<Instant> leastBesides(String heard, int partitions) {
        Optional<Instant> least = Optional.empty();
        for (Topic source : SOURCES) {
            for (int partition = 0; partition < partitions; partition++) {
                String name = name(source.name(), partition);
                if (name.equals(heard)) {
                    continue;
                }
                Optional<Instant> mark = last.of(name);
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
