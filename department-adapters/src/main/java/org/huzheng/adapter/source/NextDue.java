package org.huzheng.adapter.source;

import java.time.Duration;

/** When something is to be done next, by a clock that nobody sets: one that is put back a day must not stop a feed for a day. */
public final class NextDue {
    private long dueNanos = System.nanoTime();

    /** Due again after this time. Before that is said, it is due. */
    public void in(Duration time) {
        dueNanos = System.nanoTime() + time.toNanos();
    }

    /** How long it still takes; nothing or less once it is due. */
    public Duration left() {
        return Duration.ofNanos(dueNanos - System.nanoTime());
    }

    /** Whether it is due. */
    public boolean isDue() {
        return dueNanos - System.nanoTime() <= 0;
    }
}
