package org.huzheng.adapter.mark;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which of the times a source reports become feed marks: only later ones, and no more than one an interval. Where a clock was put back,
 * that means none until it has caught up: the feed then counts as late, which is the harmless error.
 */
public final class MarkSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(MarkSchedule.class);

    private final Duration interval;
    private Instant last;
    private boolean wentBack;

    /**
     * @param last time of the last mark there is
     */
    public MarkSchedule(Duration interval, Optional<Instant> last) {
        this.interval = interval;
        this.last = last.orElse(Instant.MIN);
    }

    /** The time to mark now, if any; it then counts as marked. */
    public Optional<Instant> due(Optional<Instant> committedBefore) {
        // Sources report at about the interval: waiting for all of it would let every other report pass.
        Duration least = interval.dividedBy(2);
        Optional<Instant> due = committedBefore.filter(
                time -> last.equals(Instant.MIN) || Duration.between(last, time).compareTo(least) >= 0);
        due.ifPresent(time -> last = time);
        committedBefore.ifPresent(this::sayIfItWentBack);
        return due;
    }

    /** Whether the last time a source reported is well before the last mark, so that no mark comes until the clock has caught up. */
    public boolean wentBack() {
        return wentBack;
    }

    private void sayIfItWentBack(Instant time) {
        boolean back = time.isBefore(last.minus(interval));
        if (back && !wentBack) {
            LOG.warn(
                    "Clock of the source or of this machine went back; no feed mark until it has caught up: marked={} now={}",
                    last,
                    time);
        }
        wentBack = back;
    }
}
