package org.huzheng.adapter.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A machine's clock that somebody sets. */
public final class SetClock implements InstantSource {
    private volatile Duration wrong = Duration.ZERO;

    /** Puts it back by this much. */
    public void putBack(Duration time) {
        wrong = time.negated();
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(wrong);
    }
}
