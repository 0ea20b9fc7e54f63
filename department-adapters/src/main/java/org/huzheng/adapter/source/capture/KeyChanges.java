package org.huzheng.adapter.source.capture;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.UnreadableRow;
import org.jspecify.annotations.Nullable;

/**
 * Tells a row whose primary key was changed from one that went. The engine says both times that the row was deleted, of a changed key also, next and
 * at the same place in the log, that one was inserted. Where the mapping takes the record's id from other columns, the record has not gone: the
 * deletion is left out. It is held back until the insertion comes, which may be in the next batch.
 */
final class KeyChanges {
    /** Header of a deletion, by the engine: the key the row has from now on. */
    private static final String TO = "__debezium.newkey";
    /** Header of an insertion, by the engine: the key the row had. */
    private static final String FROM = "__debezium.oldkey";

    /** For each table the columns that make a record's id. */
    private final Map<String, List<String>> recordIds;

    private @Nullable SourceItem leaving;

    KeyChanges(Map<String, List<String>> recordIds) {
        this.recordIds = recordIds;
    }

    /** Adds to the items what a row, which the engine told by this record, now says: nothing yet, itself, or what was held back and itself. */
    void take(SourceRecord record, SourceItem row, List<SourceItem> items) {
        SourceItem left = leaving;
        leaving = null;
        if (left != null && !(has(record, FROM) && isOneRecord(left, row))) {
            items.add(left);
        }
        if (has(record, TO)) {
            leaving = row;
        } else {
            items.add(row);
        }
    }

    /** Whether the row taken last is held back. */
    boolean holdsBack() {
        return leaving != null;
    }

    private static boolean has(SourceRecord record, String header) {
        return record.headers().lastWithName(header) != null;
    }

    private boolean isOneRecord(SourceItem before, SourceItem after) {
        List<String> columns = recordIds.getOrDefault(before.origin(), List.of());
        return before.origin().equals(after.origin())
                && !columns.isEmpty()
                && columns.stream().allMatch(column -> {
                    String id = valuesOf(before).get(column);
                    String idAfter = valuesOf(after).get(column);
                    // As the record's id is made of them: a key that is only trimmed is the same.
                    return id != null && idAfter != null && id.strip().equals(idAfter.strip());
                });
    }

    private static Map<String, ? extends @Nullable String> valuesOf(SourceItem item) {
        return item instanceof SourceRow row ? row.values() : ((UnreadableRow) item).values();
    }
}
