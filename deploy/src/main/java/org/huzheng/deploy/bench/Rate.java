package org.huzheng.deploy.bench;

import java.util.List;

/**
 * So many things in so much time.
 *
 * @param count how many
 * @param nanos in how many nanoseconds
 */
record Rate(long count, long nanos) {
    private static final double NANOS_PER_SECOND = 1e9;

    Rate {
        if (count <= 0 || nanos <= 0) {
            throw new IllegalArgumentException(
                    "rate: expected some things in some time, found " + count + " in " + nanos + " ns");
        }
    }

    /** All of these together, of which there is at least one. */
    static Rate sum(List<Rate> rates) {
        return rates.stream()
                .reduce(Rate::plus)
                .orElseThrow(() -> new IllegalArgumentException("rate: expected at least one turn, found none"));
    }

    /** What was done since a {@link System#nanoTime()}. */
    static Rate since(long startedNanoTime, long count) {
        return new Rate(count, System.nanoTime() - startedNanoTime);
    }

    /** These and those, the times one after the other. */
    Rate plus(Rate more) {
        return new Rate(count + more.count, nanos + more.nanos);
    }

    double perSecond() {
        return count * NANOS_PER_SECOND / nanos;
    }
}
