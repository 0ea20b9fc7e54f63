package org.huzheng.adapter.run;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.huzheng.adapter.health.Reason;

/**
 * How long to wait between the lives of an adapter that fails: ever longer, until one of them has shown that it works. That a life begins shows
 * nothing, since much fails only later: a capture that finds its slot taken, brokers that refuse what is written. Used by the adapter's thread.
 */
final class Attempts {
    static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** Reading everything again asks much of a register, and it takes somebody to mend what disappeared. */
    static final Duration PAUSE_IN_DOUBT = Duration.ofMinutes(10);
    /** Longer than a capture takes to give up a slot that is taken; for sources that may have nothing to say for long. */
    static final Duration WORKS_AFTER = Duration.ofMinutes(2);

    private final LongSupplier nanos;
    private Duration pause = FIRST_PAUSE;
    private long begunNanos;

    /** @param nanos a clock nobody sets, as {@link System#nanoTime()} */
    Attempts(LongSupplier nanos) {
        this.nanos = nanos;
        this.begunNanos = nanos.getAsLong();
    }

    /** A life begins. */
    void begins() {
        begunNanos = nanos.getAsLong();
    }

    /**
     * A step of it went well.
     *
     * @return whether that shows that it works
     */
    boolean provedBy(AdapterLife.Step step) {
        // One that is told to read nothing cannot show more.
        boolean rests = step.pausedSince().isPresent() || step.restsUntil().isPresent();
        boolean works = !step.nothing() || rests || nanos.getAsLong() - begunNanos >= WORKS_AFTER.toNanos();
        if (works) {
            pause = FIRST_PAUSE;
        }
        return works;
    }

    /** It failed: how long to wait until the next. */
    Duration failed(Throwable failure) {
        if (Reason.of(failure) == Reason.RECORDS_DISAPPEARED) {
            return PAUSE_IN_DOUBT;
        }
        Duration now = pause;
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        return now;
    }
}
