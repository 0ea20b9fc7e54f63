package org.huzheng.adapter.source.nationalexchange;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.jspecify.annotations.Nullable;

/** Fetches one page at a time on a thread of its own, so that a slow answer or a pause before another try holds up nobody. */
final class NationalExchangeSource implements Source {
    private final Pull pull;
    private final ExecutorService thread;
    private PullPosition position;
    // By the clock that nobody sets: one set back a day must not hold up asking for a day.
    private long dueNanos = System.nanoTime();
    private @Nullable Future<Pull.Page> fetching;

    NationalExchangeSource(Pull pull, PullPosition position) {
        this.pull = pull;
        this.position = position;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread created = new Thread(task, "national-exchange");
            created.setDaemon(true);
            return created;
        });
    }

    @Override
    public SourceBatch poll(Duration timeout) throws SourceException, InterruptedException {
        if (fetching == null) {
            long waitNanos = dueNanos - System.nanoTime();
            if (waitNanos > 0) {
                Thread.sleep(Math.max(1, Math.min(TimeUnit.NANOSECONDS.toMillis(waitNanos), timeout.toMillis())));
                return SourceBatch.nothing();
            }
            PullPosition from = position;
            fetching = thread.submit(() -> pull.next(from));
        }
        try {
            Pull.Page page = fetching.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            fetching = null;
            dueNanos = System.nanoTime()
                    + pull.pauseAfter(position, page.position()).toNanos();
            position = page.position();
            return page.batch();
        } catch (TimeoutException e) {
            return SourceBatch.nothing();
        } catch (ExecutionException e) {
            fetching = null;
            if (e.getCause() instanceof SourceException failure) {
                throw failure;
            }
            throw new SourceException("national exchange: expected a page to be read, found a failure of ours", e);
        }
    }

    @Override
    public void committed(SourceBatch batch, List<RowOutcome> outcomes) {
        // The exchange is not told: the position in the next question says it.
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
