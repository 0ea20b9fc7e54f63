package org.huzheng.adapter.mark;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides which of the times a source reports become feed marks: only later ones, and no more than one an interval. */
public final class MarkSchedule {
    private final Duration interval;
    private Instant last = Instant.MIN;

    public MarkSchedule(Duration interval) {
        this.interval = interval;
    }

    /** The time to mark now, if any; it then counts as marked. */
    public Optional<Instant> due(Optional<Instant> committedBefore) {
        // Sources report at about the interval: waiting for all of it would let every other report pass.
        Duration least = interval.dividedBy(2);
        Optional<Instant> due = committedBefore.filter(
                time -> last.equals(Instant.MIN) || Duration.between(last, time).compareTo(least) >= 0);
        due.ifPresent(time -> last = time);
        return due;
    }
}
