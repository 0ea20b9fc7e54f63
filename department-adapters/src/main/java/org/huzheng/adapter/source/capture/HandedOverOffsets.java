package org.huzheng.adapter.source.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Gives the capture engine the offset that was stored with the records, and keeps none itself: offsets go to the exchange in the transaction
 * of the rows they belong to. The engine makes it by class name, so the offset comes in its configuration.
 */
public final class HandedOverOffsets implements OffsetBackingStore {
    /** Configuration key of the offset as JSON; blank to begin. */
    static final String OFFSET = "huzheng.offset";

    private String offset = "";

    /** For the engine. */
    public HandedOverOffsets() {}

    @Override
    public void configure(WorkerConfig config) {
        offset = Objects.requireNonNullElse(config.originalsStrings().get(OFFSET), "");
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> partitions) {
        Map<ByteBuffer, ByteBuffer> offsets = new HashMap<>();
        if (!offset.isBlank()) {
            // One database is one partition of the engine.
            for (ByteBuffer partition : partitions) {
                offsets.put(partition, ByteBuffer.wrap(offset.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return CompletableFuture.completedFuture(offsets);
    }

    @Override
    @SuppressWarnings("NullAway") // The callback's error is null on success; its interface does not say so.
    public Future<Void> set(Map<ByteBuffer, ByteBuffer> values, @Nullable Callback<Void> callback) {
        if (callback != null) {
            callback.onCompletion(null, null);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Set<Map<String, Object>> connectorPartitions(String connectorName) {
        return Set.of();
    }
}
