package org.huzheng.adapter.source;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When something is to be done next, by a clock that nobody sets: one that is put back a day must not stop a feed for a day. */
public final class NextDue {
    private final LongSupplier nanos;
    private long dueNanos;

    public NextDue() {
        this(System::nanoTime);
    }

    /** @param nanos another such clock, as {@link System#nanoTime()} */
    public NextDue(LongSupplier nanos) {
        this.nanos = nanos;
        this.dueNanos = nanos.getAsLong();
    }

    /** Due again after this time. Before that is said, it is due. */
    public void in(Duration time) {
        dueNanos = nanos.getAsLong() + time.toNanos();
    }

    /** How long it still takes; nothing or less once it is due. */
    public Duration left() {
        return Duration.ofNanos(dueNanos - nanos.getAsLong());
    }

    /** Whether it is due. */
    public boolean isDue() {
        return dueNanos - nanos.getAsLong() <= 0;
    }
}
