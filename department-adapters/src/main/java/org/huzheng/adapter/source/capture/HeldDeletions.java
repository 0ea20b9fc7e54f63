package org.huzheng.adapter.source.capture;

import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
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
 * and left out if the record comes again before that: it has not gone. Where a record may lie in several rows the new one may also come first, so there
 * the rows of the transaction are remembered, too, and a deletion is left out while one of them is left.
 */
final class HeldDeletions {
    /** No more deletions are held: a transaction may be of any size. The oldest are then told as they stand. */
    static final int HELD_MAX = 10_000;

    /** No more records are remembered. Whether one goes that may have been forgotten cannot be told. */
    static final int REMEMBERED_MAX = 50_000;

    private final SourceOpening.Mapped mapped;
    /** Types of the records that more than one table holds. */
    private final Set<String> sharedTypes;
    /** The oldest first. */
    private final Map<RecordKey, Held> held = new LinkedHashMap<>();
    /** Rows that came of records that may lie in several, the oldest first. */
    private final Map<RecordKey, Came> came = new LinkedHashMap<>();

    private boolean forgotten;
    private String transaction = "";

    /** A change of which it cannot be told whether a record goes: its transaction is too large. */
    static final class UndecidedException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Ids as the record's id is made of them: a key that is only trimmed is the same. */
    private record RecordKey(String type, List<String> ids) {}

    private record Held(SourceItem deletion, long number) {}

    /** A row: its primary key, or all its values where its table has none. */
    private record Place(String table, Object row) {}

    private record Came(Set<Place> rows, long number) {}

    HeldDeletions(SourceOpening.Mapped mapped) {
        this.mapped = mapped;
        this.sharedTypes = mapped.recordTypes().values().stream()
                .filter(type -> Collections.frequency(mapped.recordTypes().values(), type) > 1)
                .collect(Collectors.toUnmodifiableSet());
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
        forgotten = false;
    }

    /**
     * Adds to the items what can be said now of a change of the transaction.
     *
     * @param key primary key of the row; null if its table has none
     * @param number of the change in the log; grows
     * @throws UndecidedException if the row goes, and whether its record does cannot be told
     */
    void take(SourceItem row, @Nullable Struct key, long number, List<SourceItem> items) throws UndecidedException {
        boolean deleted = row instanceof SourceRow change && change.operation() == Operation.DELETE;
        List<String> columns = mapped.recordIds().getOrDefault(row.origin(), List.of());
        String type = typeOf(row);
        boolean inOneRow = isNamedBy(columns, key) && !sharedTypes.contains(type);
        if (inOneRow && !deleted && held.isEmpty()) {
            items.add(row);
            return;
        }
        Map<String, ? extends @Nullable String> values = valuesOf(row);
        RecordKey record = recordOf(type, values, columns);
        if (record == null) {
            items.add(row);
            return;
        }
        Place place = new Place(row.origin(), key == null ? values : key);
        if (!deleted) {
            held.remove(record);
            if (!inOneRow) {
                remember(record, place, number);
            }
            items.add(row);
        } else if (inOneRow || !isElsewhere(record, place)) {
            hold(record, row, number, items);
        }
    }

    /** A row of a table without a primary key is no longer what it was; what it is now is taken next. */
    void change(SourceItem before) {
        if (!came.isEmpty()) {
            Map<String, ? extends @Nullable String> values = valuesOf(before);
            List<String> columns = mapped.recordIds().getOrDefault(before.origin(), List.of());
            RecordKey record = recordOf(typeOf(before), values, columns);
            Came rows = record == null ? null : came.get(record);
            if (rows != null) {
                rows.rows().remove(new Place(before.origin(), values));
            }
        }
    }

    private String typeOf(SourceItem row) {
        return mapped.recordTypes().getOrDefault(row.origin(), row.origin());
    }

    private void remember(RecordKey record, Place place, long number) {
        came.computeIfAbsent(record, first -> new Came(new HashSet<>(), number))
                .rows()
                .add(place);
        if (came.size() > REMEMBERED_MAX) {
            Iterator<Came> oldest = came.values().iterator();
            oldest.next();
            oldest.remove();
            forgotten = true;
        }
    }

    /** Whether the record lies in a row that came before this one went. */
    private boolean isElsewhere(RecordKey record, Place gone) throws UndecidedException {
        Came rows = came.get(record);
        if (rows == null) {
            if (forgotten) {
                throw new UndecidedException();
            }
            return false;
        }
        rows.rows().remove(gone);
        if (rows.rows().isEmpty()) {
            came.remove(record);
            return false;
        }
        return true;
    }

    private void hold(RecordKey record, SourceItem deletion, long number, List<SourceItem> items) {
        held.remove(record);
        held.put(record, new Held(deletion, number));
        if (held.size() > HELD_MAX) {
            Iterator<Held> oldest = held.values().iterator();
            items.add(oldest.next().deletion());
            oldest.remove();
        }
    }

    /** Number of the first change that reading must go on from after a crash, so that all this is known again; empty if there is none. */
    OptionalLong first() {
        LongStream firstHeld = held.values().stream().limit(1).mapToLong(Held::number);
        LongStream firstCame = came.values().stream().limit(1).mapToLong(Came::number);
        return LongStream.concat(firstHeld, firstCame).min();
    }

    /** Whether the id is made of the whole primary key, perhaps among other columns: then no other row of the table holds the record. */
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

    private static Map<String, ? extends @Nullable String> valuesOf(SourceItem item) {
        return item instanceof SourceRow row ? row.values() : ((UnreadableRow) item).values();
    }

    /** Null where the table's records have no id of columns, or the row does not tell it. */
    private static @Nullable RecordKey recordOf(
            String type, Map<String, ? extends @Nullable String> values, List<String> columns) {
        if (columns.isEmpty() || columns.stream().anyMatch(column -> values.get(column) == null)) {
            return null;
        }
        List<String> ids = columns.stream()
                .map(column -> String.valueOf(values.get(column)).strip())
                .toList();
        return new RecordKey(type, ids);
    }
}
