package org.huzheng.adapter.source.httppush;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.SourceItem;

/**
 * What one request delivers, and the promise to say what became of it.
 *
 * @param id names the request, for people
 * @param items its rows
 * @param committedBefore if the caller says so: everything its system committed before this time has been delivered
 * @param bytes what it counts in the buffer
 * @param settled what became of each row, once that is committed; fails if it is not, or not known to be
 */
record Delivery(
        String id,
        List<SourceItem> items,
        Optional<Instant> committedBefore,
        long bytes,
        CompletableFuture<List<RowOutcome>> settled) {
    Delivery {
        items = List.copyOf(items);
    }

    static Delivery of(String id, List<SourceItem> items, Optional<Instant> committedBefore, long bodyBytes) {
        long bytes = bodyBytes + (long) items.size() * PushLimits.ROW_BYTES;
        return new Delivery(id, items, committedBefore, bytes, new CompletableFuture<>());
    }

    /** Names the request; never its rows. */
    @Override
    public String toString() {
        return "Delivery[" + id + ", rows=" + items.size() + "]";
    }
}
