package org.huzheng.adapter.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Rows read together, published in one transaction.
 *
 * @param items rows in the source's order; may be empty
 * @param position where the source stands after these rows, opaque to all but the source; stored in the same transaction and handed back
 *     when the source is opened again. Empty when nothing moved
 * @param committedBefore once these rows are published, everything the source committed before this time is. Empty while a snapshot or a
 *     backlog is being read
 * @param snapshot present while a snapshot of everything the source holds is handed over
 */
public record SourceBatch(
        List<SourceItem> items,
        Optional<String> position,
        Optional<Instant> committedBefore,
        Optional<Snapshot> snapshot) {
    /**
     * A snapshot under way. One that is broken off begins anew when the source is opened next.
     *
     * @param endedAt present once it is complete: records that were not handed over in it no longer exist, as of this version
     */
    public record Snapshot(Optional<SourceVersion> endedAt) {}

    public SourceBatch {
        items = List.copyOf(items);
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(committedBefore, "committedBefore");
        Objects.requireNonNull(snapshot, "snapshot");
    }

    /**
     * The same in parts, to be published one after the other: the position, and what is said of all rows, comes with the last.
     *
     * @param itemsMax how many rows a part holds at most
     */
    public List<SourceBatch> inParts(int itemsMax) {
        List<SourceBatch> parts = new ArrayList<>();
        int from = 0;
        for (; items.size() - from > itemsMax; from += itemsMax) {
            parts.add(new SourceBatch(
                    items.subList(from, from + itemsMax),
                    Optional.empty(),
                    Optional.empty(),
                    snapshot.map(underWay -> new Snapshot(Optional.empty()))));
        }
        parts.add(new SourceBatch(items.subList(from, items.size()), position, committedBefore, snapshot));
        return parts;
    }

    /** Nothing new, and nothing known about how far the source has come. */
    public static SourceBatch nothing() {
        return new SourceBatch(List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Nothing new, and everything committed before this time is published. */
    public static SourceBatch nothingBefore(Instant committedBefore) {
        return new SourceBatch(List.of(), Optional.empty(), Optional.of(committedBefore), Optional.empty());
    }
}
