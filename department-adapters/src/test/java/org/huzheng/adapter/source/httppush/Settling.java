package org.huzheng.adapter.source.httppush;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.UnreadableRow;

/** A source whose rows are settled by a thread, as the adapter's would, once that is switched on. */
final class Settling implements AutoCloseable {
    private final Source source;
    private final Thread thread;
    private volatile Function<SourceItem, RowOutcome> outcome = Settling::outcomeOf;
    private volatile boolean settles = true;
    private volatile boolean closed;

    private Settling(Source source) {
        this.source = source;
        this.thread = new Thread(this::work, "settling");
        thread.start();
    }

    static Settling open(HttpPushSettings settings, String... origins) throws SourceException {
        return new Settling(settings.open(
                new SourceOpening("medical", java.util.List.of(origins), Optional.empty(), Duration.ofMillis(200))));
    }

    /** Waits for what is being settled: once it is switched off, nothing more is. */
    synchronized void settles(boolean nowSettles) {
        settles = nowSettles;
    }

    void outcome(Function<SourceItem, RowOutcome> newOutcome) {
        outcome = newOutcome;
    }

    private static RowOutcome outcomeOf(SourceItem item) {
        return item instanceof UnreadableRow unreadable
                ? new RowOutcome.Quarantined(unreadable.rejection())
                : new RowOutcome.Published();
    }

    private void work() {
        try {
            while (!closed) {
                settle();
                Thread.sleep(1);
            }
        } catch (SourceException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void settle() throws SourceException, InterruptedException {
        if (settles) {
            SourceBatch batch = source.poll(Duration.ofMillis(10));
            source.committed(batch, batch.items().stream().map(outcome).toList());
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
        source.close();
    }
}
