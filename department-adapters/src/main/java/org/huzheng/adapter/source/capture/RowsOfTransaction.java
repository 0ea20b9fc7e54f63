package org.huzheng.adapter.source.capture;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.huzheng.adapter.source.SourceItem;

/** The rows that a transaction entered or changed, of records that may lie in several: which of them are left when one goes. */
final class RowsOfTransaction {
    /** No more rows are remembered: a transaction may be of any size. */
    static final int ROWS_MAX = 10_000;

    /** The oldest first. */
    private final Map<RecordKey, Rows> records = new LinkedHashMap<>();

    private int remembered;
    /** Number of the first change that was forgotten. */
    private OptionalLong forgotten = OptionalLong.empty();

    /**
     * A record as its mapping names it.
     *
     * @param type record type
     * @param ids as the record's id is made of them: a key that is only trimmed is the same
     */
    record RecordKey(String type, List<String> ids) {}

    /**
     * A row.
     *
     * @param table its table
     * @param row its primary key, or all its values where its table has none
     * @param keyed whether it is the primary key: without one, several rows may be equal
     */
    record Place(String table, Object row, boolean keyed) {}

    /** Whether a record goes cannot be told: the transaction is too large. */
    static final class UndecidedException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private record Row(SourceItem said, int count) {}

    /** The one that spoke last comes last. */
    private record Rows(Map<Place, Row> left, long number) {}

    /** A row came, or what it says changed. */
    void put(RecordKey record, Place place, SourceItem said, long number) {
        Map<Place, Row> rows = records.computeIfAbsent(record, first -> new Rows(new LinkedHashMap<>(), number))
                .left();
        Row before = rows.remove(place);
        rows.put(place, new Row(said, before == null || place.keyed() ? 1 : before.count() + 1));
        remembered += before == null ? 1 : 0;
        while (remembered > ROWS_MAX) {
            Iterator<Rows> oldest = records.values().iterator();
            Rows rowsOfOldest = oldest.next();
            oldest.remove();
            remembered -= rowsOfOldest.left().size();
            forgotten = forgotten.isPresent() ? forgotten : OptionalLong.of(rowsOfOldest.number());
        }
    }

    /** A row goes, or is no longer what it was. */
    void remove(RecordKey record, Place place) {
        Rows rows = records.get(record);
        Row row = rows == null ? null : rows.left().get(place);
        if (rows == null || row == null) {
            return;
        }
        if (row.count() > 1) {
            // An equal one is left, which spoke when this one did.
            rows.left().replace(place, new Row(row.said(), row.count() - 1));
            return;
        }
        rows.left().remove(place);
        remembered--;
        if (rows.left().isEmpty()) {
            records.remove(record);
        }
    }

    /** Whether the row is the one of its record that spoke last. */
    boolean spokeLast(RecordKey record, Place place) {
        Rows rows = records.get(record);
        return rows != null && place.equals(lastOf(rows).getKey());
    }

    /**
     * What the row said that spoke last of those left of a record.
     *
     * @return empty if none is left
     * @throws UndecidedException if that cannot be told
     */
    Optional<SourceItem> lastSaid(RecordKey record) throws UndecidedException {
        Rows rows = records.get(record);
        if (rows != null) {
            return Optional.of(lastOf(rows).getValue().said());
        }
        if (forgotten.isPresent()) {
            throw new UndecidedException();
        }
        return Optional.empty();
    }

    private static Map.Entry<Place, Row> lastOf(Rows rows) {
        Map.Entry<Place, Row> last = null;
        for (Map.Entry<Place, Row> row : rows.left().entrySet()) {
            last = row;
        }
        if (last == null) {
            throw new IllegalStateException("rows of a record: expected one at least");
        }
        return last;
    }

    /** Whether there was none. */
    boolean isEmpty() {
        return records.isEmpty() && forgotten.isEmpty();
    }

    /** Number of the change that came first of those remembered, or were before there were too many; empty if there is none. */
    OptionalLong first() {
        if (forgotten.isPresent()) {
            return forgotten;
        }
        return records.values().stream().limit(1).mapToLong(Rows::number).findFirst();
    }

    void clear() {
        records.clear();
        remembered = 0;
        forgotten = OptionalLong.empty();
    }
}
