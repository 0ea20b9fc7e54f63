package org.huzheng.adapter.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
    private final InstantSource clock;
    private final Instant startedAt;
    private Totals totals = Totals.none();
    private Totals sinceStart = Totals.none();
    private Optional<Instant> publishedThrough = Optional.empty();
    private Optional<Mark> lastMark = Optional.empty();
    private Optional<Instant> clockWentBackSince = Optional.empty();
    private Optional<Instant> doubtedSince = Optional.empty();
    private Optional<Instant> dumpRefusedSince = Optional.empty();
    private Optional<Instant> backlogSince = Optional.empty();
    private Optional<Began> publishing = Optional.empty();
    private Optional<Instant> restsSince = Optional.empty();
    private OptionalLong rowsLeft = OptionalLong.empty();
    private Optional<Failure> failure = Optional.empty();
    private boolean begun;
    private Optional<Instant> pausedSince = Optional.empty();
    private boolean closing;

    /** Why it is not reading, and since when. */
    private record Failure(Throwable exception, Instant since) {}

    /** When something began, by the clock and by one that nobody sets. */
    private record Began(Instant at, long nanos) {
        Duration ago() {
            return Duration.ofNanos(System.nanoTime() - nanos);
        }
    }

    /** A mark: the time it states, and when it was known to be written. */
    private record Mark(Instant through, Began known) {}

    /** @param clock the machine's; what must not depend on how it is set does not ask it */
    AdapterState(InstantSource clock) {
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** The last mark before this start. */
    void foundMark(Optional<Instant> last) {
        changing(() -> lastMark = last.map(this::mark));
    }

    private Mark mark(Instant through) {
        return new Mark(through, began());
    }

    private Began began() {
        return new Began(clock.instant(), System.nanoTime());
    }

    void begins(Totals stored, Optional<Instant> paused) {
        changing(() -> {
            totals = stored;
            pausedSince = paused;
            begun = true;
        });
    }

    /** What failed before is over: a life that merely began may meet it again at its first row. */
    void recovered() {
        changing(() -> failure = Optional.empty());
    }

    /** A batch is read; the exchange is to confirm it. */
    void publishes() {
        changing(() -> publishing = Optional.of(began()));
    }

    void settled(AdapterLife.Step step) {
        changing(() -> {
            publishing = Optional.empty();
            totals = step.totals();
            pausedSince = step.pausedSince();
            sinceStart = sinceStart.plus(step.rows());
            if (!step.nothing()) {
                // Rows without a word on how far the source has come: a backlog is being read.
                publishedThrough = step.publishedThrough().or(() -> publishedThrough);
            }
            lastMark = step.marked().map(this::mark).or(() -> lastMark);
            // A source may also know less than before by a clock that is right; then the age of the mark says enough.
            boolean markToCome = lastMark.filter(mark -> mark.through().isAfter(clock.instant()))
                    .isPresent();
            clockWentBackSince = since(step.knowsLess() && markToCome, clockWentBackSince);
            doubtedSince = since(step.doubted(), doubtedSince);
            rowsLeft = step.rowsLeft();
            boolean backlog = step.rowsLeft().orElse(0) > 0 || (publishedThrough.isEmpty() && sinceStart.rows() > 0);
            backlogSince = since(backlog, backlogSince);
            restsSince = since(step.restsUntil().isPresent(), restsSince);
        });
    }

    /** Since when a full dump that was refused has no successor; empty if none was. */
    void dumpRefused(Optional<Instant> since) {
        changing(() -> dumpRefusedSince = since);
    }

    private Optional<Instant> since(boolean holds, Optional<Instant> before) {
        return holds ? before.or(() -> Optional.of(clock.instant())) : Optional.empty();
    }

    void failed(Throwable cause) {
        changing(() -> {
            publishing = Optional.empty();
            Instant since = failure.map(Failure::since).orElseGet(clock::instant);
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

    /**
     * How old the last marks are, of this start or those found before it: at least as old as this process has known them, however the clock was
     * set since.
     */
    Optional<Duration> markAge() {
        return locked(() -> lastMark.map(mark -> {
            Duration byClock = Duration.between(mark.through(), clock.instant());
            Duration known = mark.known().ago();
            return byClock.compareTo(known) > 0 ? byClock : known;
        }));
    }

    OptionalLong rowsLeft() {
        return locked(() -> rowsLeft);
    }

    /** Why nothing is published now, or less than there is. */
    List<Cause> causes() {
        return locked(() -> {
            List<Cause> causes = new ArrayList<>();
            if (closing) {
                causes.add(new Cause(Reason.STOPPED, clock.instant()));
            }
            failure.ifPresent(known -> causes.add(new Cause(Reason.of(known.exception()), known.since())));
            doubtedSince
                    .filter(since -> causes.stream().noneMatch(cause -> cause.reason() == Reason.RECORDS_DISAPPEARED))
                    .ifPresent(since -> causes.add(new Cause(Reason.RECORDS_DISAPPEARED, since)));
            dumpRefusedSince.ifPresent(since -> causes.add(new Cause(Reason.DUMP_REFUSED, since)));
            if (!begun && failure.isEmpty()) {
                causes.add(new Cause(Reason.STARTING, startedAt));
            }
            publishing
                    .filter(began -> began.ago().compareTo(CONFIRMED_WITHIN) > 0)
                    .ifPresent(began -> causes.add(new Cause(Reason.BROKER_AWAY, began.at())));
            pausedSince.ifPresent(since -> causes.add(new Cause(Reason.PAUSED, since)));
            restsSince.ifPresent(since -> causes.add(new Cause(Reason.QUIET_HOURS, since)));
            backlogSince.ifPresent(since -> causes.add(new Cause(Reason.BACKLOG, since)));
            clockWentBackSince.ifPresent(since -> causes.add(new Cause(Reason.CLOCK_WENT_BACK, since)));
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
