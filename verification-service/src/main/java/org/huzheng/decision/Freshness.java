package org.huzheng.decision;

import java.time.Duration;
import java.time.Instant;
import org.huzheng.catalogue.Topic;
import org.jspecify.annotations.Nullable;

/** How old a department's feed may be. */
public final class Freshness {
    private Freshness() {}

    /**
     * Whether a feed was, at a time, older than its department agreed: then what it does not say means nothing.
     *
     * @param feed record topic
     * @param completeUntil what its last mark says, null when it has none
     * @param at append time that it is judged at
     */
    public static boolean isBehind(Topic feed, @Nullable Instant completeUntil, Instant at) {
        Duration agreed = feed.freshness().orElse(Duration.ZERO);
        return completeUntil == null || completeUntil.plus(agreed).isBefore(at);
    }
}
