package org.huzheng.adapter.source.jdbc;

import java.time.Duration;

/** Keeps the rows read in a second below a limit, by the pause after each page. */
final class Throttle {
    private final int rowsPerSecondMax;
    private long nextNanos;

    Throttle(int rowsPerSecondMax) {
        this.rowsPerSecondMax = rowsPerSecondMax;
        this.nextNanos = System.nanoTime();
    }

    void read(int rows) {
        if (rowsPerSecondMax > 0) {
            long from = Math.max(nextNanos, System.nanoTime());
            nextNanos = from + Duration.ofSeconds(rows).toNanos() / rowsPerSecondMax;
        }
    }

    /** How long to wait before the next page; zero or less to go on. */
    Duration left() {
        return rowsPerSecondMax > 0 ? Duration.ofNanos(nextNanos - System.nanoTime()) : Duration.ZERO;
    }
}
