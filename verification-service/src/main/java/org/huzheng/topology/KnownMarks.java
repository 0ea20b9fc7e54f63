package org.huzheng.topology;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.huzheng.decision.Freshness;
import org.huzheng.exchange.MarkSeen;

/** How complete each feed was known to be at earlier times: of every hour the first mark, since marks come every second. */
final class KnownMarks {
    private final KeyValueStore<String, MarkSeen> marks;

    KnownMarks(KeyValueStore<String, MarkSeen> marks) {
        this.marks = marks;
    }

    void note(String topic, Instant committedBefore, Instant appendedAt) {
        marks.putIfAbsent(key(topic, Freshness.hourOf(appendedAt)), new MarkSeen(appendedAt, committedBefore));
    }

    /** What the last mark remembered from before a time says; empty where none is. */
    Optional<Instant> knownAt(String topic, Instant time) {
        try (KeyValueIterator<String, MarkSeen> backwards =
                marks.reverseRange(key(topic, 0), key(topic, Freshness.hourOf(time)))) {
            while (backwards.hasNext()) {
                MarkSeen mark = backwards.next().value;
                if (!mark.getAppendedAt().isAfter(time)) {
                    return Optional.of(mark.getCommittedBefore());
                }
            }
            return Optional.empty();
        }
    }

    private static String key(String topic, long hour) {
        return String.format(Locale.ROOT, "%s %010d", topic, hour);
    }
}
