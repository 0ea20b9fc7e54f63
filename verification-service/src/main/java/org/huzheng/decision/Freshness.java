package org.huzheng.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.jspecify.annotations.Nullable;

/** How old a department's feed may be. */
public final class Freshness {
    private static final long SECONDS_PER_HOUR = 3600;

    private Freshness() {}

    /**
     * The hour a time lies in, counted from the epoch. Of every hour the first mark of a feed is remembered, and what a feed had said by an earlier
     * time is the last of these: at most two hours older than the mark it had, against feeds that are agreed in days.
     */
    public static long hourOf(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SECONDS_PER_HOUR);
    }

    /**
     * Whether a feed was, at a time, older than its department agreed: then what it does not say means nothing. A feed that not every exchange has is
     * not missed before its first mark; a topic that is no department's feed is never behind.
     *
     * @param feed record topic
     * @param completeUntil what its last mark says, null when it has none
     * @param at append time that it is judged at
     */
    public static boolean isBehind(Topic feed, @Nullable Instant completeUntil, Instant at) {
        Optional<Duration> agreed = feed.freshness();
        if (agreed.isEmpty()) {
            return false;
        }
        if (completeUntil == null) {
            return !Topics.isNeededOnlyWhereConnected(feed);
        }
        return completeUntil.plus(agreed.get()).isBefore(at);
    }
}
