package org.huzheng.adapter.source.capture;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.huzheng.adapter.source.capture.RowsOfTransaction.Place;
import org.huzheng.adapter.source.capture.RowsOfTransaction.RecordKey;
import org.huzheng.adapter.source.capture.RowsOfTransaction.UndecidedException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a record that was put in another place from one that went. A row whose primary key changes, one that moves to another partition or table and one
 * that an application writes anew stand in the log as deleted and as inserted, in one transaction. So a deletion is held back until its transaction ends,
 * and left out if the record comes again before that: it has not gone. Where a record may lie in several rows the new one may also come first, so there
 * the rows of the transaction are remembered, too, and a deletion is left out while one of them is left.
 */
final class HeldDeletions {
    /**
     * No more deletions are held: a transaction may be of any size. The oldest are then told as they stand. Far more than a batch has: a position never
     * passes what is held or remembered.
     */
    static final int HELD_MAX = 10_000;

    private final SourceOpening.Mapped mapped;
    /** Types of the records that more than one table holds. */
    private final Set<String> sharedTypes;
    /** The oldest first. */
    private final Map<RecordKey, Held> held = new LinkedHashMap<>();

    private final RowsOfTransaction rows = new RowsOfTransaction();
    private String transaction = "";

    /**
     * What is to be said of a record once the transaction has ended, unless a row of it comes.
     *
     * @param item the deletion; or what a row says that is left, where the one that went had spoken after it
     * @param deletion the deletion of the row that went
     */
    private record Held(SourceItem item, SourceRow deletion, long number) {}

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
        held.values().forEach(last -> items.add(last.item()));
        held.clear();
        rows.clear();
    }

    /**
     * Adds to the items what can be said now of a change of the transaction.
     *
     * @param key primary key of the row; null if its table has none
     * @param number of the change in the log; grows
     * @throws UndecidedException if the row goes, and whether its record does cannot be told
     */
    void take(SourceItem row, @Nullable Struct key, long number, List<SourceItem> items) throws UndecidedException {
        SourceRow deletion = row instanceof SourceRow change && change.operation() == Operation.DELETE ? change : null;
        boolean inOneRow = isInOneRow(row, key);
        if (inOneRow && deletion == null && held.isEmpty()) {
            items.add(row);
            return;
        }
        RecordKey record = recordOf(row);
        if (record == null) {
            items.add(row);
        } else if (deletion == null) {
            held.remove(record);
            if (!inOneRow) {
                rows.put(record, placeOf(row, key), row, number);
            }
            items.add(row);
        } else {
            Place place = placeOf(row, key);
            boolean spokeLast = inOneRow || rows.spokeLast(record, place);
            rows.remove(record, place);
            SourceItem item = inOneRow ? deletion : inTheEnd(record, deletion);
            // Where a row is left that spoke after this one, nothing is to be said.
            if (spokeLast || item.equals(deletion)) {
                hold(record, new Held(item, deletion, number), items);
            }
        }
    }

    /** Whether it matters what a row was that is changed. */
    boolean remembersRows() {
        return !rows.isEmpty();
    }

    /**
     * A row is no longer what it was; what it is now is taken next.
     *
     * @throws UndecidedException if its words were to be said again, and whether another row is left cannot be told
     */
    void change(SourceItem before, @Nullable Struct key) throws UndecidedException {
        RecordKey record = recordOf(before);
        if (record == null) {
            return;
        }
        rows.remove(record, placeOf(before, key));
        Held last = held.get(record);
        if (last != null) {
            held.replace(record, new Held(inTheEnd(record, last.deletion()), last.deletion(), last.number()));
        }
    }

    /** What is to be said of a record of which a row went: what one says that is left, else that it has gone. */
    private SourceItem inTheEnd(RecordKey record, SourceRow deletion) throws UndecidedException {
        return rows.lastSaid(record).map(said -> saidAgain(said, deletion)).orElse(deletion);
    }

    private void hold(RecordKey record, Held last, List<SourceItem> items) {
        held.remove(record);
        held.put(record, last);
        if (held.size() > HELD_MAX) {
            Iterator<Held> oldest = held.values().iterator();
            items.add(oldest.next().item());
            oldest.remove();
        }
    }

    /** What a row that is left had said before one that went: the record is now what it says, as of when the other went. */
    private static SourceItem saidAgain(SourceItem said, SourceRow gone) {
        return said instanceof SourceRow row
                ? new SourceRow(
                        row.origin(),
                        row.location() + ", again at " + gone.location(),
                        Operation.UPDATE,
                        gone.version(),
                        gone.committedAt(),
                        row.values())
                : said;
    }

    /** Number of the first change that reading must go on from after a crash, so that all this is known again; empty if there is none. */
    OptionalLong first() {
        LongStream firstHeld = held.values().stream().limit(1).mapToLong(Held::number);
        return LongStream.concat(firstHeld, rows.first().stream()).min();
    }

    /** Whether no other row can hold the record: its id is made of the whole primary key, perhaps among other columns, and no other table holds its type. */
    private boolean isInOneRow(SourceItem row, @Nullable Struct key) {
        if (key == null || sharedTypes.contains(mapped.recordType(row.origin()))) {
            return false;
        }
        List<String> columns = mapped.idColumns(row.origin());
        for (Field field : key.schema().fields()) {
            if (!columns.contains(field.name())) {
                return false;
            }
        }
        return true;
    }

    private static Place placeOf(SourceItem row, @Nullable Struct key) {
        return new Place(row.origin(), key == null ? valuesOf(row) : key, key != null);
    }

    private static Map<String, ? extends @Nullable String> valuesOf(SourceItem item) {
        return item instanceof SourceRow row ? row.values() : ((UnreadableRow) item).values();
    }

    /** Null where the table's records have no id of columns, or the row does not tell it. */
    private @Nullable RecordKey recordOf(SourceItem row) {
        Map<String, ? extends @Nullable String> values = valuesOf(row);
        List<String> ids = mapped.idColumns(row.origin()).stream()
                .map(column ->
                        Objects.requireNonNullElse(values.get(column), "").strip())
                .toList();
        return ids.isEmpty() || ids.contains("") ? null : new RecordKey(mapped.recordType(row.origin()), ids);
    }
}
