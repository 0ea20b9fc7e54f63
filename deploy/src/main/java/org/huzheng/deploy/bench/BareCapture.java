package org.huzheng.deploy.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.capture.Capture;
import org.huzheng.adapter.source.capture.CapturePosition;
import org.huzheng.adapter.source.capture.CaptureProperties;
import org.huzheng.deploy.trial.TrialException;

/** The capture engine with an adapter's own settings, and a handler that counts rows. */
final class BareCapture implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STOP_SECONDS = 20;
    private static final String MARK = "m";

    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicLong rows = new AtomicLong();
    private volatile boolean streaming;
    private volatile Optional<String> failure = Optional.empty();
    private volatile Map<String, ?> offset = Map.of();

    private BareCapture(Capture capture, SourceOpening opening, CapturePosition position) {
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(CaptureProperties.of(capture, opening, position))
                .using((success, message, error) -> {
                    if (!success) {
                        failure = Optional.of(String.valueOf(message));
                    }
                })
                .notifying(this::count)
                .build();
    }

    /**
     * Starts the engine.
     *
     * @param position where it goes on, as {@link #position()} of the one before said; empty to begin with a snapshot
     */
    static BareCapture start(Capture capture, SourceOpening opening, Optional<String> position) throws TrialException {
        try {
            BareCapture started = new BareCapture(capture, opening, CapturePosition.read(position));
            started.thread.execute(started.engine);
            return started;
        } catch (SourceException e) {
            throw new TrialException("变更捕获无法启动。", "The capture cannot start: " + e.getMessage(), e);
        }
    }

    /** On the engine's thread. */
    private void count(
            List<RecordChangeEvent<SourceRecord>> events,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        long counted = 0;
        for (RecordChangeEvent<SourceRecord> event : events) {
            if (event.record().value() instanceof Struct change
                    && change.schema().field("op") != null) {
                if (MARK.equals(change.getString("op"))) {
                    streaming = true;
                } else {
                    counted++;
                }
            }
            committer.markProcessed(event);
        }
        committer.markBatchFinished();
        if (!events.isEmpty()) {
            offset = events.get(events.size() - 1).record().sourceOffset();
        }
        rows.addAndGet(counted);
    }

    /** Rows counted so far. */
    long rows() throws TrialException {
        if (failure.isPresent()) {
            throw new TrialException("变更捕获失败。", "The capture failed: " + failure.get());
        }
        return rows.get();
    }

    /** Whether a mark came by: whatever was there before is counted, and the snapshot is over. */
    boolean isStreaming() {
        return streaming;
    }

    /** Where the next one goes on. */
    Optional<String> position() {
        ObjectNode position = JSON.createObjectNode();
        position.put("epoch", 1);
        position.set("offset", JSON.valueToTree(offset));
        return Optional.of(position.toString());
    }

    @Override
    public void close() throws TrialException {
        try {
            engine.close();
            thread.shutdown();
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (IOException e) {
            throw new TrialException("变更捕获未能停止。", "The capture could not be stopped: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
