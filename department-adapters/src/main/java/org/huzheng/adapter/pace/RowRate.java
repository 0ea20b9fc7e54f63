package org.huzheng.adapter.pace;

import java.time.Duration;

/** Keeps the rows taken in a second below a limit, by the pause after each batch. */
final class RowRate {
    private final int rowsPerSecondMax;
    private long nextNanos = System.nanoTime();

    RowRate(int rowsPerSecondMax) {
        this.rowsPerSecondMax = rowsPerSecondMax;
    }

    void taken(int rows) {
        if (rowsPerSecondMax > 0) {
            long from = Math.max(nextNanos, System.nanoTime());
            nextNanos = from + Duration.ofSeconds(rows).toNanos() / rowsPerSecondMax;
        }
    }

    /** How long to wait before the next batch; zero or less to go on. */
    Duration left() {
        return rowsPerSecondMax > 0 ? Duration.ofNanos(nextNanos - System.nanoTime()) : Duration.ZERO;
    }
}
