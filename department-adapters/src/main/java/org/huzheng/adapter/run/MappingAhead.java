package org.huzheng.adapter.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.mapping.RowMapper;
import org.huzheng.adapter.publish.ExchangeSession;
import org.huzheng.adapter.publish.PreparedRow;
import org.huzheng.adapter.publish.RowTrace;
import org.huzheng.adapter.publish.RowTrace.BatchRead;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.trace.Tracing;

/** Maps and prepares the rows of a batch on threads of its own, ahead of whoever asks for them one by one in their order. */
final class MappingAhead implements AutoCloseable {
    /** Fewer rows than this are mapped at once by the thread that asks: handing them over would cost more than it saves. */
    private static final int ROWS_AT_ONCE = 256;

    private static final int THREADS_MAX = 4;

    private static final Duration CLOSE_LOOK = Duration.ofSeconds(1);

    private final RowMapper mapper;
    private final ExchangeSession exchange;
    private final Tracing tracing;
    private final ExecutorService threads;

    MappingAhead(RowMapper mapper, ExchangeSession exchange, String department, Tracing tracing) {
        this.mapper = mapper;
        this.exchange = exchange;
        this.tracing = tracing;
        // One core is left for judging, encoding and sending.
        int count = Math.max(1, Math.min(THREADS_MAX, Runtime.getRuntime().availableProcessors() - 1));
        this.threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "adapter-mapping-" + department);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * What the mapping makes of the rows, in their order; to be gone through once.
     *
     * @param read when they were read
     */
    Iterable<PreparedRow> map(List<SourceItem> items, BatchRead read) {
        if (items.size() <= ROWS_AT_ONCE) {
            return mapped(items, read);
        }
        Queue<Future<List<PreparedRow>>> parts = new ArrayDeque<>();
        for (int from = 0; from < items.size(); from += ROWS_AT_ONCE) {
            List<SourceItem> part = items.subList(from, Math.min(items.size(), from + ROWS_AT_ONCE));
            parts.add(threads.submit(() -> mapped(part, read)));
        }
        return () -> new Rows(parts);
    }

    private List<PreparedRow> mapped(List<SourceItem> items, BatchRead read) {
        List<MappedRow> rows = new ArrayList<>(items.size());
        List<RowTrace> traces = new ArrayList<>(items.size());
        for (SourceItem item : items) {
            RowTrace trace = RowTrace.begin(tracing, read);
            rows.add(trace.isSampled() ? trace.map(() -> mapper.map(item)) : mapper.map(item));
            traces.add(trace);
        }
        return exchange.prepare(rows, traces);
    }

    private static final class Rows implements Iterator<PreparedRow> {
        private final Queue<Future<List<PreparedRow>>> parts;
        private Iterator<PreparedRow> part = List.<PreparedRow>of().iterator();

        Rows(Queue<Future<List<PreparedRow>>> parts) {
            this.parts = parts;
        }

        @Override
        public boolean hasNext() {
            while (!part.hasNext()) {
                Future<List<PreparedRow>> next = parts.poll();
                if (next == null) {
                    return false;
                }
                part = result(next).iterator();
            }
            return true;
        }

        @Override
        public PreparedRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException("batch has no further row");
            }
            return part.next();
        }

        private static List<PreparedRow> result(Future<List<PreparedRow>> part) {
            try {
                return part.get();
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException unexpected) {
                    throw unexpected;
                }
                throw new IllegalStateException("mapping: expected a row or its rejection", e);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                // What they look up in must not be closed under them; a part takes milliseconds.
                ended = threads.awaitTermination(CLOSE_LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
