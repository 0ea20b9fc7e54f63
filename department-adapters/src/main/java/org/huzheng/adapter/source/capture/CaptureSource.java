package org.huzheng.adapter.source.capture;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.huzheng.adapter.source.Causes;
import org.huzheng.adapter.source.NextDue;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceOpening;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the capture engine on a thread of its own and hands its batches over one at a time. The engine reads a few batches ahead of the one being
 * stored on the exchange, and the server is told that it may let go of its log only up to what is stored: nothing is buffered that could be
 * lost.
 */
public final class CaptureSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureSource.class);
    /** Batches that may be read and not stored: while one is published, the next one is ready and the engine reads another. */
    private static final int UNSTORED_MAX = 2;

    private static final Duration STOP_WAIT = Duration.ofSeconds(10);
    private static final Duration STOP_AGAIN = Duration.ofMillis(200);

    private final String name;
    private final Marks marks;
    private final Duration markInterval;
    private final CapturedRows rows;
    private final BlockingQueue<Handover> handovers = new LinkedBlockingQueue<>();
    /** Of the engine's thread. */
    private final Deque<Handover> unstored = new ArrayDeque<>();

    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final ExecutorService thread;
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final NextDue mark = new NextDue();
    private boolean closed;
    /** That a snapshot begins, while that is not handed over. */
    private @Nullable SourceBatch beginning;

    private @Nullable Handover open;

    /** Writes marks into the log, and says whether they can be believed: whatever was committed before one stands before it, also while no table changes. */
    public interface Marks extends AutoCloseable {
        /** Writes one. */
        void mark() throws SourceException;

        /**
         * Requires of one that was read that it can be believed.
         *
         * @throws SourceException if a mapped table is no longer the one the log tells of, so that something may be missing before the mark
         */
        void requireBelievable() throws SourceException;

        @Override
        void close();
    }

    /** A batch, and whether it is stored. */
    private record Handover(
            SourceBatch batch, List<RecordChangeEvent<SourceRecord>> events, CompletableFuture<Boolean> stored) {}

    private CaptureSource(Capture capture, SourceOpening opening, CapturePosition position, Marks marks) {
        this.name = "capture-" + opening.department();
        this.marks = marks;
        this.markInterval = opening.markInterval();
        this.rows = new CapturedRows(capture, position, opening.mapped());
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread created = new Thread(task, name);
            created.setDaemon(true);
            return created;
        });
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(CaptureProperties.of(capture, opening, position))
                .using((success, message, error) -> {
                    if (error != null) {
                        ended.completeExceptionally(error);
                    } else {
                        ended.complete(String.valueOf(message));
                    }
                })
                .notifying(this::handOver)
                .build();
    }

    /**
     * Starts the engine.
     *
     * @param capture the database's own part
     * @param marks writes marks, if the engine does not
     */
    public static CaptureSource start(Capture capture, SourceOpening opening, CapturePosition position, Marks marks)
            throws SourceException {
        CaptureSource source = new CaptureSource(capture, opening, position, marks);
        if (position.inSnapshot()) {
            source.beginning = beginningOf(position);
        }
        source.thread.execute(source.engine);
        LOG.info("Capture started: {} epoch={}", capture.name(), position.epoch());
        return source;
    }

    /**
     * Nothing of a snapshot but that it has begun. Stored at once: where the tables hold no row the first word after that is of its end, and if the end
     * is not believed the log that was lost before must not be looked for again.
     */
    private static SourceBatch beginningOf(CapturePosition position) throws SourceException {
        return new SourceBatch(
                List.of(),
                Optional.of(position.write()),
                Optional.empty(),
                Optional.of(new SourceBatch.Snapshot(Optional.empty())));
    }

    /** On the engine's thread: waits until no more batches than may be are unstored. */
    private void handOver(
            List<RecordChangeEvent<SourceRecord>> events,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        SourceBatch batch;
        try {
            batch = rows.read(events.stream().map(RecordChangeEvent::record).toList());
        } catch (SourceException e) {
            ended.completeExceptionally(e);
            throw new InterruptedException("capture stops: " + e.getMessage());
        }
        // Deletions that were held back come with the rows of a batch, and each takes longer to publish than a row.
        List<SourceBatch> parts = batch.inParts(CaptureProperties.BATCH_RECORDS);
        for (int number = 1; number <= parts.size(); number++) {
            // The server must not be told that something is stored that is to be read again after a crash.
            List<RecordChangeEvent<SourceRecord>> passed =
                    number < parts.size() ? List.of() : List.copyOf(events.subList(0, rows.passed()));
            Handover handover = new Handover(parts.get(number - 1), passed, new CompletableFuture<>());
            unstored.add(handover);
            handovers.put(handover);
        }
        confirm(committer, rows.beginsAnew() ? 0 : UNSTORED_MAX);
        if (rows.beginsAnew()) {
            ended.completeExceptionally(new SourceException(name + ": everything is read anew"));
            throw new InterruptedException("capture begins anew");
        }
    }

    /** Tells the engine, and it the server, what is stored; waits until there are no more than so many batches that are not. */
    private void confirm(DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer, int unstoredAllowed)
            throws InterruptedException {
        while (!unstored.isEmpty()
                && (unstored.size() > unstoredAllowed
                        || unstored.getFirst().stored().isDone())) {
            Handover first = unstored.removeFirst();
            if (!first.stored().join()) {
                throw new InterruptedException("capture stops before the batch is stored");
            }
            for (RecordChangeEvent<SourceRecord> event : first.events()) {
                committer.markProcessed(event);
            }
        }
        // When the server is told is the engine's to decide, from time to time.
        committer.markBatchFinished();
    }

    @Override
    public SourceBatch poll(Duration timeout) throws SourceException, InterruptedException {
        if (mark.isDue()) {
            mark.in(markInterval);
            marks.mark();
        }
        if (beginning != null) {
            SourceBatch begun = beginning;
            beginning = null;
            return begun;
        }
        Handover next = handovers.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
            failIfEnded();
            return SourceBatch.nothing();
        }
        open = next;
        if (next.batch().committedBefore().isPresent()) {
            marks.requireBelievable();
        }
        return next.batch();
    }

    @Override
    public OptionalLong rowsLeft() {
        return rows.rowsLeft();
    }

    @Override
    public void committed(SourceBatch batch, List<RowOutcome> outcomes) {
        if (open != null) {
            open.stored().complete(true);
            open = null;
        }
    }

    private void failIfEnded() throws SourceException, InterruptedException {
        if (!ended.isDone()) {
            return;
        }
        try {
            throw new SourceException(name + ": expected it to run on, found it ended: " + ended.get());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof SourceException said) {
                throw said;
            }
            throw new SourceException(
                    name + ": expected the capture to run on, found it failed: "
                            + (cause == null ? "" : Causes.chain(cause)),
                    e);
        }
    }

    @Override
    public void close() {
        marks.close();
        if (closed) {
            return;
        }
        closed = true;
        if (open != null) {
            open.stored().complete(false);
            open = null;
        }
        // A batch may be on its way: refuse it, or the engine waits for it for ever.
        Thread refusal = new Thread(this::refuseHandovers, name + "-refusal");
        refusal.setDaemon(true);
        refusal.start();
        try {
            stopEngine();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread.shutdownNow();
        } finally {
            refusal.interrupt();
        }
    }

    /** Not by interrupting it, as long as that can be helped: it would leave its connection open, and with it the slot taken. */
    private void stopEngine() throws InterruptedException {
        thread.shutdown();
        NextDue giveUp = new NextDue();
        giveUp.in(STOP_WAIT);
        do {
            try {
                engine.close();
            } catch (IOException | IllegalStateException e) {
                // It is still starting, or has ended or is ending by itself; the server keeps what was not confirmed.
                LOG.debug("Capture could not be stopped, it starts or ends: {}", name, e);
            }
        } while (!thread.awaitTermination(STOP_AGAIN.toMillis(), TimeUnit.MILLISECONDS) && !giveUp.isDue());
        if (!thread.isTerminated()) {
            LOG.warn("Capture did not stop in time: {}", name);
            thread.shutdownNow();
        }
    }

    private void refuseHandovers() {
        try {
            while (true) {
                handovers.take().stored().complete(false);
            }
        } catch (InterruptedException e) {
            // The engine has stopped.
            Thread.currentThread().interrupt();
        }
    }
}
