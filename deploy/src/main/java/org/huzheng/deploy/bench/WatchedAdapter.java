package org.huzheng.deploy.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.run.AdapterException;
import org.huzheng.adapter.run.AdapterProgress;
import org.huzheng.adapter.run.AdapterRuntime;
import org.huzheng.deploy.trial.TrialException;

/** One run of an adapter in this process, watched from outside. */
final class WatchedAdapter implements AutoCloseable {
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final AdapterRuntime running;
    private final long startedNanoTime;

    private WatchedAdapter(AdapterRuntime running, long startedNanoTime) {
        this.running = running;
        this.startedNanoTime = startedNanoTime;
    }

    static WatchedAdapter start(AdapterConfiguration configuration) throws TrialException {
        long started = System.nanoTime();
        try {
            return new WatchedAdapter(AdapterRuntime.start(configuration, new SimpleMeterRegistry()), started);
        } catch (AdapterException e) {
            throw new TrialException("适配器无法启动。", "The adapter cannot start: " + e.getMessage(), e);
        }
    }

    /** Until so many rows are published in this run, counted from its start: opening the source belongs to a backfill. */
    Rate publishAll(long rows) throws TrialException, InterruptedException, ExecutionException {
        publishOn(rows);
        return Rate.since(startedNanoTime, rows);
    }

    /** Until so many rows are published in this run, counted from the first of them. */
    Rate publishOn(long rows) throws TrialException, InterruptedException, ExecutionException {
        return new Progression("适配器 adapter", rows, LOOK_INTERVAL).watch(this::published);
    }

    /** Until everything committed at the source until now is published. */
    void awaitCaughtUp() throws TrialException, InterruptedException {
        if (!running.awaitPublishedThrough(Instant.now(), PATIENCE)) {
            throw new TrialException("适配器未能赶上。", "Expected the adapter to catch up, found " + running.progress());
        }
    }

    private long published() throws TrialException {
        AdapterProgress progress = running.progress();
        if (progress.sinceStart().quarantined() > 0) {
            throw new TrialException("有行被隔离。", "Expected every row to be published, found " + progress.sinceStart());
        }
        if (progress.failure().isPresent()) {
            throw new TrialException(
                    "适配器失败。", "The adapter failed: " + progress.failure().get());
        }
        return progress.sinceStart().published();
    }

    @Override
    public void close() {
        running.close();
    }
}
