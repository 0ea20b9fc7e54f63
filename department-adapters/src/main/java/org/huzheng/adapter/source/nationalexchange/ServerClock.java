package org.huzheng.adapter.source.nationalexchange;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The exchange's clock, as the {@code Date} of its answers (RFC 9110) shows it: requests are signed with its time, not ours. */
final class ServerClock {
    private static final Logger LOG = LoggerFactory.getLogger(ServerClock.class);
    /** The header counts whole seconds, so less than this is no difference. */
    private static final Duration INSIGNIFICANT = Duration.ofSeconds(2);
    /** An answer that took longer does not say well enough when it was written. */
    private static final Duration SLOW = Duration.ofSeconds(4);

    private final InstantSource clock;
    private Duration ahead = Duration.ZERO;

    /**
     * @param clock ours
     */
    ServerClock(InstantSource clock) {
        this.clock = clock;
    }

    /** What our own clock says. */
    Instant ours() {
        return clock.instant();
    }

    /** By how much it is ahead of ours. */
    synchronized Duration ahead() {
        return ahead;
    }

    Instant now() {
        return ours().plus(ahead());
    }

    /**
     * Learns from an answer.
     *
     * @return whether the clock is another than it was taken to be
     */
    synchronized boolean learn(Optional<String> date, Instant sentAt, Instant receivedAt) {
        Duration took = Duration.between(sentAt, receivedAt);
        if (date.isEmpty() || took.isNegative() || took.compareTo(SLOW) > 0) {
            return false;
        }
        Instant stated;
        try {
            stated = ZonedDateTime.parse(date.get(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant()
                    .plusMillis(500);
        } catch (DateTimeException e) {
            LOG.debug("Date of an answer is not one of HTTP", e);
            return false;
        }
        Duration found = Duration.between(sentAt.plus(took.dividedBy(2)), stated);
        if (found.minus(ahead).abs().compareTo(INSIGNIFICANT) < 0) {
            return false;
        }
        ahead = found.abs().compareTo(INSIGNIFICANT) < 0 ? Duration.ZERO : found;
        LOG.warn("The national exchange's clock differs from ours: ahead={}", ahead);
        return true;
    }
}
