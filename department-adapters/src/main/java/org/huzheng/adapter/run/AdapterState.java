package org.huzheng.adapter.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.huzheng.adapter.health.FeedHealth.Cause;
import org.huzheng.adapter.health.Reason;
import org.huzheng.adapter.publish.Totals;

/** What the adapter's thread tells others. */
final class AdapterState {
    /** Brokers that are well confirm within milliseconds. */
    private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Instant startedAt = Instant.now();
    private Totals totals = Totals.none();
    private Totals sinceStart = Totals.none();
    private Optional<Instant> publishedThrough = Optional.empty();
    private Optional<Instant> markedThrough = Optional.empty();
    private Optional<Instant> backlogSince = Optional.empty();
    private Optional<Instant> publishingSince = Optional.empty();
    private Optional<Instant> restsSince = Optional.empty();
    private OptionalLong rowsLeft = OptionalLong.empty();
    private Optional<Failure> failure = Optional.empty();
    private boolean begun;
    private Optional<Instant> pausedSince = Optional.empty();
    private boolean closing;

    /** Why it is not reading, and since when. */
    private record Failure(Throwable exception, Instant since) {}

    /** The last mark before this start. */
    void foundMark(Optional<Instant> last) {
        changing(() -> markedThrough = last);
    }

    void begins(Totals stored, Optional<Instant> paused) {
        changing(() -> {
            totals = stored;
            pausedSince = paused;
            begun = true;
            failure = Optional.empty();
        });
    }

    /** A batch is read; the exchange is to confirm it. */
    void publishes() {
        changing(() -> publishingSince = Optional.of(Instant.now()));
    }

    void settled(AdapterLife.Step step) {
        changing(() -> {
            publishingSince = Optional.empty();
            totals = step.totals();
            pausedSince = step.pausedSince();
            sinceStart = sinceStart.plus(step.rows());
            if (!step.nothing()) {
                // Rows without a word on how far the source has come: a backlog is being read.
                publishedThrough = step.publishedThrough().or(() -> publishedThrough);
            }
            markedThrough = step.publishedThrough().or(() -> markedThrough);
            rowsLeft = step.rowsLeft();
            boolean backlog = step.rowsLeft().orElse(0) > 0 || (publishedThrough.isEmpty() && sinceStart.rows() > 0);
            backlogSince = backlog ? backlogSince.or(() -> Optional.of(Instant.now())) : Optional.empty();
            restsSince =
                    step.restsUntil().isPresent() ? restsSince.or(() -> Optional.of(Instant.now())) : Optional.empty();
        });
    }

    void failed(Throwable cause) {
        changing(() -> {
            publishingSince = Optional.empty();
            Instant since = failure.map(Failure::since).orElseGet(Instant::now);
            failure = Optional.of(new Failure(cause, since));
        });
    }

    void close() {
        changing(() -> closing = true);
    }

    boolean isClosing() {
        return locked(() -> closing);
    }

    AdapterProgress progress() {
        return locked(() -> new AdapterProgress(
                totals,
                sinceStart,
                publishedThrough,
                rowsLeft,
                failure.map(known -> String.valueOf(known.exception().getMessage())),
                pausedSince));
    }

    /** Time the last marks state: of this start, or those found before it. */
    Optional<Instant> markedThrough() {
        return locked(() -> markedThrough);
    }

    OptionalLong rowsLeft() {
        return locked(() -> rowsLeft);
    }

    /** Why nothing is published now, or less than there is. */
    List<Cause> causes(Instant now) {
        return locked(() -> {
            List<Cause> causes = new ArrayList<>();
            if (closing) {
                causes.add(new Cause(Reason.STOPPED, now));
            }
            failure.ifPresent(known -> causes.add(new Cause(Reason.of(known.exception()), known.since())));
            if (!begun && failure.isEmpty()) {
                causes.add(new Cause(Reason.STARTING, startedAt));
            }
            publishingSince
                    .filter(since -> Duration.between(since, now).compareTo(CONFIRMED_WITHIN) > 0)
                    .ifPresent(since -> causes.add(new Cause(Reason.BROKER_AWAY, since)));
            pausedSince.ifPresent(since -> causes.add(new Cause(Reason.PAUSED, since)));
            restsSince.ifPresent(since -> causes.add(new Cause(Reason.QUIET_HOURS, since)));
            backlogSince.ifPresent(since -> causes.add(new Cause(Reason.BACKLOG, since)));
            return causes;
        });
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
