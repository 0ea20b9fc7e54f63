package org.huzheng.adapter.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.huzheng.adapter.publish.Totals;

/** What the adapter's thread tells others. */
final class AdapterState {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<AdapterLife> life = Optional.empty();
    private Totals totals = Totals.none();
    private Totals sinceStart = Totals.none();
    private Optional<Instant> publishedThrough = Optional.empty();
    private Optional<String> failure = Optional.empty();
    private Optional<Instant> pausedSince = Optional.empty();
    private boolean closing;

    Optional<AdapterLife> life() {
        return locked(() -> life);
    }

    void begins(AdapterLife newLife) {
        changing(() -> {
            life = Optional.of(newLife);
            totals = newLife.totals();
            pausedSince = newLife.pausedSince();
            failure = Optional.empty();
        });
    }

    void settled(AdapterLife.Step step) {
        changing(() -> {
            totals = step.totals();
            pausedSince = step.pausedSince();
            sinceStart = sinceStart.plus(step.rows());
            if (!step.nothing()) {
                // Rows without a word on how far the source has come: a backlog is being read.
                publishedThrough = step.publishedThrough().or(() -> publishedThrough);
            }
        });
    }

    void failed(Exception cause) {
        changing(() -> failure = Optional.of(String.valueOf(cause.getMessage())));
    }

    void close() {
        changing(() -> closing = true);
    }

    boolean isClosing() {
        return locked(() -> closing);
    }

    AdapterProgress progress() {
        return locked(() -> new AdapterProgress(totals, sinceStart, publishedThrough, failure, pausedSince));
    }

    boolean awaitPublishedThrough(Instant time, Duration patience) throws InterruptedException {
        return await(
                patience,
                () -> publishedThrough.filter(known -> !known.isBefore(time)).isPresent());
    }

    void awaitClosing(Duration patience) {
        try {
            await(patience, () -> closing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean await(Duration patience, BooleanSupplier condition) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void changing(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }
}
