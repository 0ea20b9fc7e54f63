package org.huzheng.adapter.source.nationalexchange;

import java.time.Duration;
import java.util.Map;

/**
 * How often and how patiently the exchange is asked.
 *
 * @param every how often changes are asked for
 * @param settle how long a change may take to show in answers: nothing younger is said to be known. Also covers the two seconds by which
 *     the exchange's clock may differ unnoticed
 * @param lookBack by how much each question reaches back into the last one's time
 * @param windowMax longest time one question spans, while a backlog is fetched
 * @param pause least time between two requests
 * @param answerWithin how long an answer may take
 * @param retriesMax how often in a row a request is tried again before the source fails
 * @param firstRetryAfter pause before the first of them; each further one is twice as long, up to a minute
 */
public record PullPace(
        Duration every,
        Duration settle,
        Duration lookBack,
        Duration windowMax,
        Duration pause,
        Duration answerWithin,
        int retriesMax,
        Duration firstRetryAfter) {
    /** Pace when nothing else is said. */
    public static final PullPace DEFAULT = new PullPace(
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofDays(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            5,
            Duration.ofMillis(500));

    public PullPace {
        Map.of("every", every, "windowMax", windowMax, "answerWithin", answerWithin, "firstRetryAfter", firstRetryAfter)
                .forEach((name, value) -> {
                    if (value.isNegative() || value.isZero()) {
                        throw new IllegalArgumentException(name + ": expected more than nothing, found " + value);
                    }
                });
        Map.of("settle", settle, "lookBack", lookBack, "pause", pause).forEach((name, value) -> {
            if (value.isNegative()) {
                throw new IllegalArgumentException(name + ": expected at least nothing, found " + value);
            }
        });
        if (retriesMax < 0) {
            throw new IllegalArgumentException("retriesMax: expected at least 0, found " + retriesMax);
        }
    }
}
