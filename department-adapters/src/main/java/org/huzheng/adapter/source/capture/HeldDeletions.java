package org.huzheng.adapter.source.capture;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.UnreadableRow;
import org.jspecify.annotations.Nullable;

/**
 * Tells a record that was put in another place from one that went. A row whose primary key changes, one that moves to another partition or table and one
 * that an application writes anew stand in the log as deleted and as inserted, in one transaction. So a deletion is held back until its transaction ends,
 * and left out if the record comes again before that: it has not gone. Where the record's id does not name the row, the new row may also come first, so
 * there the rows of the transaction are remembered, too.
 */
final class HeldDeletions {
    /** No more deletions are held, nor rows remembered: a transaction may be of any size. The oldest deletions are then told as they stand. */
    static final int HELD_MAX = 10_000;

    private final SourceOpening.Mapped mapped;
    /** Deletions, the oldest first. */
    private final Map<RecordKey, Held> held = new LinkedHashMap<>();
    /** Rows that came, the oldest first, of records whose ids do not name them. */
    private final Map<RecordKey, Came> came = new LinkedHashMap<>();

    private String transaction = "";

    /** Ids as the record's id is made of them: a key that is only trimmed is the same. */
    private record RecordKey(String type, List<String> ids) {}

    private record Held(SourceItem deletion, long number) {}

    private record Came(@Nullable Struct key, long number) {}

    HeldDeletions(SourceOpening.Mapped mapped) {
        this.mapped = mapped;
    }

    /** A change of this transaction comes: adds to the items what another one deleted, since it has ended. */
    void begin(String ofTransaction, List<SourceItem> items) {
        if (!ofTransaction.equals(transaction)) {
            release(items);
            transaction = ofTransaction;
        }
    }

    /** The transaction has ended: adds to the items what it deleted. */
    void release(List<SourceItem> items) {
        held.values().forEach(deletion -> items.add(deletion.deletion()));
        held.clear();
        came.clear();
    }

    /**
     * Adds to the items what can be said now of a change of the transaction.
     *
     * @param key primary key of the row; null if its table has none
     * @param number of the change in the log; grows
     */
    void take(SourceItem row, @Nullable Struct key, long number, List<SourceItem> items) {
        boolean deleted = row instanceof SourceRow change && change.operation() == Operation.DELETE;
        List<String> columns = mapped.recordIds().getOrDefault(row.origin(), List.of());
        boolean named = isNamedBy(columns, key);
        if (named && !deleted && held.isEmpty()) {
            items.add(row);
            return;
        }
        RecordKey record = recordOf(row, columns);
        if (record == null) {
            items.add(row);
        } else if (deleted) {
            hold(record, row, key, number, items);
        } else {
            held.remove(record);
            if (!named) {
                came.remove(record);
                came.put(record, new Came(key, number));
                forgetOldest();
            }
            items.add(row);
        }
    }

    private void hold(
            RecordKey record, SourceItem deletion, @Nullable Struct key, long number, List<SourceItem> items) {
        Came row = came.get(record);
        if (row != null && key != null && !key.equals(row.key())) {
            // The record lies in a row that came before this one went.
            return;
        }
        came.remove(record);
        held.remove(record);
        held.put(record, new Held(deletion, number));
        if (held.size() > HELD_MAX) {
            Iterator<Held> oldest = held.values().iterator();
            items.add(oldest.next().deletion());
            oldest.remove();
        }
    }

    private void forgetOldest() {
        if (came.size() > HELD_MAX) {
            Iterator<Came> oldest = came.values().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Number of the first change that reading must go on from after a crash, so that all this is known again; empty if there is none. */
    OptionalLong first() {
        LongStream firstHeld = held.values().stream().limit(1).mapToLong(Held::number);
        LongStream firstCame = came.values().stream().limit(1).mapToLong(Came::number);
        return LongStream.concat(firstHeld, firstCame).min();
    }

    /** Whether the id is made of the whole primary key, perhaps among other columns: then a record never lies in two rows. */
    private static boolean isNamedBy(List<String> columns, @Nullable Struct key) {
        if (key == null) {
            return false;
        }
        for (Field field : key.schema().fields()) {
            if (!columns.contains(field.name())) {
                return false;
            }
        }
        return true;
    }

    /** Null where the table's records have no id of columns, or the row does not tell it. */
    private @Nullable RecordKey recordOf(SourceItem item, List<String> columns) {
        Map<String, ? extends @Nullable String> values =
                item instanceof SourceRow row ? row.values() : ((UnreadableRow) item).values();
        if (columns.isEmpty() || columns.stream().anyMatch(column -> values.get(column) == null)) {
            return null;
        }
        List<String> ids = columns.stream()
                .map(column -> String.valueOf(values.get(column)).strip())
                .toList();
        return new RecordKey(mapped.recordTypes().getOrDefault(item.origin(), item.origin()), ids);
    }
}
