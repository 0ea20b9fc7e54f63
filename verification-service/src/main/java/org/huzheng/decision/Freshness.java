package org.huzheng.decision;

import java.time.Duration;
import java.time.Instant;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.jspecify.annotations.Nullable;

/** How old a department's feed may be. */
public final class Freshness {
    private Freshness() {}

    /**
     * Whether a feed was, at a time, older than its department agreed: then what it does not say means nothing. A feed that not every exchange has is
     * not missed before its first mark.
     *
     * @param feed record topic
     * @param completeUntil what its last mark says, null when it has none
     * @param at append time that it is judged at
     */
    public static boolean isBehind(Topic feed, @Nullable Instant completeUntil, Instant at) {
        Duration agreed = feed.freshness().orElse(Duration.ZERO);
        if (completeUntil == null) {
            return !Topics.isNeededOnlyWhereConnected(feed);
        }
        return completeUntil.plus(agreed).isBefore(at);
    }
}
