package org.huzheng.adapter.source.capture;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.huzheng.adapter.source.ColumnValues;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.source.UnreadableRow;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

// over 300 lines: one walk through the log, whose every step needs where it stands
/** Reads the capture engine's records as rows and marks. Keeps the position after the last of them. */
final class CapturedRows {
    private static final Logger LOG = LoggerFactory.getLogger(CapturedRows.class);
    private static final String TRUNCATE = "t";
    private static final String UNDECIDED =
            "a transaction that deletes rows of records which may lie in several to change no more than "
                    + RowsOfTransaction.ROWS_MAX
                    + " such rows; whether records are still there, in other rows, cannot be told";

    private final LogDialect dialect;
    private final LostLog lostLog;
    /**
     * Where the last change of the log stands, and how many came before it at the same place. MariaDB gives all changes of a transaction one place, from
     * 11.4 on, and PostgreSQL the rows of a page that a COPY fills. Each takes more than a byte of the log, so that their places and numbers added up are
     * still less than the next place; and reading never begins again among them, so that each is given the same number again.
     */
    private long place = -1;

    private long changesAtPlace;

    private final HeldDeletions deletions;
    private final SourceOpening.Mapped mapped;
    private CapturePosition position;
    private boolean beginsAnew;
    private long recordsRead;
    private int passed;
    private final long rowsEstimated;
    private volatile long snapshotRows;
    private volatile boolean snapshotUnderWay;
    private long snapshotLogPosition;
    private final CapturedValues captured = new CapturedValues();

    /**
     * Reads on.
     *
     * @param position where reading goes on
     * @param mapped what the mapping makes of the rows
     */
    CapturedRows(Capture capture, CapturePosition position, SourceOpening.Mapped mapped) {
        this.dialect = capture.dialect();
        this.lostLog = capture.lostLog();
        this.position = position;
        this.deletions = new HeldDeletions(mapped);
        this.mapped = mapped;
        this.rowsEstimated = capture.rowsEstimated();
        this.snapshotUnderWay = position.inSnapshot();
    }

    /** About how many rows of the snapshot are still to come; asked by another thread than the one that reads. */
    OptionalLong rowsLeft() {
        if (!snapshotUnderWay) {
            return OptionalLong.of(0);
        }
        return rowsEstimated == 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(0, rowsEstimated - snapshotRows));
    }

    SourceBatch read(List<SourceRecord> records) throws SourceException {
        List<SourceItem> items = new ArrayList<>(records.size());
        Optional<Instant> committedBefore = Optional.empty();
        boolean inSnapshot = position.inSnapshot();
        Optional<SourceVersion> snapshotEnded = Optional.empty();
        long number = recordsRead;
        recordsRead += records.size();
        for (SourceRecord record : records) {
            number++;
            Struct value = changeOf(record);
            if (value == null) {
                continue;
            }
            Struct source = value.getStruct("source");
            if (!inSnapshot(source)) {
                dialect.requireGoesOn(source, record.sourceOffset());
                long at = dialect.positionOf(source);
                changesAtPlace = at == place ? changesAtPlace + 1 : 0;
                place = at;
            }
            if (TRUNCATE.equals(value.getString("op"))) {
                deletions.begin(dialect.transactionOf(source), items);
                return readAnew(
                        source,
                        "rows to be deleted one by one, found TRUNCATE, which does not say which rows went",
                        items);
            }
            Optional<Instant> mark = dialect.markOf(value);
            if (mark.isPresent() && inSnapshot(source)) {
                continue;
            }
            CapturePosition before = position;
            position = before.after(mark.isEmpty() && inSnapshot(source));
            inSnapshot |= position.inSnapshot();
            if (before.inSnapshot() && !position.inSnapshot()) {
                long ended = Math.max(snapshotLogPosition, dialect.positionOf(source));
                snapshotEnded = Optional.of(new SourceVersion(before.epoch(), ended));
            }
            if (mark.isPresent()) {
                deletions.release(items);
                committedBefore = mark;
            } else {
                try {
                    take(record, value, number, items);
                } catch (RowsOfTransaction.UndecidedException e) {
                    return readAnew(source, UNDECIDED, items);
                }
            }
        }
        snapshotUnderWay = position.inSnapshot();
        passed = passed(records);
        if (passed > 0) {
            position = position.withOffset(records.get(passed - 1).sourceOffset());
        }
        return new SourceBatch(
                items,
                records.isEmpty() ? Optional.empty() : Optional.of(position.write()),
                committedBefore,
                inSnapshot ? Optional.of(new SourceBatch.Snapshot(snapshotEnded)) : Optional.empty());
    }

    /** Null where the table has none; the engine then takes a unique index for it, though that may leave rows out, or hold nulls. */
    private @Nullable Struct keyOf(String table, SourceRecord record) {
        if (!dialect.hasPrimaryKey(table) || !(record.key() instanceof Struct key)) {
            return null;
        }
        for (Field field : key.schema().fields()) {
            if (key.get(field) == null) {
                return null;
            }
        }
        return key;
    }

    private static @Nullable Struct changeOf(SourceRecord record) {
        return record.value() instanceof Struct value && value.schema().field("op") != null ? value : null;
    }

    private void take(SourceRecord record, Struct change, long number, List<SourceItem> items)
            throws RowsOfTransaction.UndecidedException {
        Optional<Operation> operation = operationOf(change);
        if (operation.isEmpty()) {
            return;
        }
        SourceItem row = row(change, operation.get());
        if (operation.get() == Operation.READ) {
            items.add(row);
            return;
        }
        deletions.begin(dialect.transactionOf(change.getStruct("source")), items);
        Struct key = keyOf(row.origin(), record);
        if (operation.get() == Operation.UPDATE && change.getStruct("before") != null) {
            if (isOfAnotherRecord(row.origin(), change)) {
                // The row stays and its record has gone, unless it comes elsewhere.
                deletions.take(row(change, Operation.DELETE), key, number, items);
            } else if (deletions.remembersRows()) {
                deletions.change(row(change, Operation.DELETE), key);
            }
        }
        deletions.take(row, key, number, items);
    }

    /** Whether a row that was updated held another record before, as far as the log says what it held and the row now tells its record. */
    private boolean isOfAnotherRecord(String table, Struct update) {
        Struct before = update.getStruct("before");
        Struct after = update.getStruct("after");
        boolean another = false;
        for (String column : mapped.idColumns(table)) {
            String was = CapturedValues.textOf(before, column).strip();
            String is = CapturedValues.textOf(after, column).strip();
            if (was.isEmpty() || is.isEmpty()) {
                return false;
            }
            another |= !was.equals(is);
        }
        return another;
    }

    /** The log does not say which records went. */
    private SourceBatch readAnew(Struct source, String expected, List<SourceItem> before) throws SourceException {
        String table = dialect.tableOf(source);
        if (lostLog == LostLog.STOP) {
            throw new SourceException("table " + table + ": expected " + expected + LostLog.WAY_OUT);
        }
        LOG.warn("Log does not say which records went, everything is read anew: table={} expected={}", table, expected);
        passed = 0;
        position = position.beforeNewSnapshot();
        beginsAnew = true;
        return new SourceBatch(before, Optional.of(position.write()), Optional.empty(), Optional.empty());
    }

    /** How many records of the batch read last need not be read again after a crash. */
    int passed() {
        return passed;
    }

    /**
     * None is passed that comes behind a change that is held back; nor some of those at one place in the log and not the others, which may still be to
     * come: the engine goes on behind the place of the last row it was told is stored. PostgreSQL writes the rows of a page that a COPY fills at one place.
     * Nor what the engine says besides: a heartbeat stands at the place of whatever was last.
     */
    private int passed(List<SourceRecord> records) throws SourceException {
        long before = recordsRead - records.size();
        int through =
                (int) Math.max(0, Math.min(records.size(), deletions.first().orElse(Long.MAX_VALUE) - 1 - before));
        OptionalLong next = OptionalLong.empty();
        for (int record = Math.min(through, records.size() - 1); next.isEmpty() && record >= 0; record--) {
            Struct change = changeOf(records.get(record));
            if (change != null && isAlone(change)) {
                return record + 1;
            }
            next = change == null ? next : OptionalLong.of(dialect.positionOf(change.getStruct("source")));
        }
        while (through > 0 && !isBefore(records.get(through - 1), next)) {
            through--;
        }
        return through;
    }

    /** A mark is alone at its place, and a snapshot that is broken off begins anew. */
    private boolean isAlone(Struct change) throws SourceException {
        return inSnapshot(change.getStruct("source")) || dialect.markOf(change).isPresent();
    }

    private boolean isBefore(SourceRecord record, OptionalLong place) throws SourceException {
        Struct change = changeOf(record);
        return change != null
                && (isAlone(change)
                        || place.isEmpty()
                        || dialect.positionOf(change.getStruct("source")) != place.getAsLong());
    }

    /** Whether the position handed over last is where a new snapshot begins: the engine must then be started anew. */
    boolean beginsAnew() {
        return beginsAnew;
    }

    private SourceItem row(Struct change, Operation operation) {
        Struct source = change.getStruct("source");
        String table = dialect.tableOf(source);
        ColumnValues values = captured.of(change.getStruct(operation == Operation.DELETE ? "before" : "after"));
        long version = place + changesAtPlace;
        String location = dialect.locationOf(source);
        if (inSnapshot(source)) {
            version = dialect.positionOf(source);
            snapshotLogPosition = version;
            long number = snapshotRows + 1;
            snapshotRows = number;
            location = "snapshot row " + number;
        }
        Optional<String> withheld = captured.withheld();
        if (withheld.isPresent() && operation != Operation.DELETE) {
            return withheld(table, location, withheld.get(), values);
        }
        return new SourceRow(
                table,
                location,
                operation,
                new SourceVersion(position.epoch(), version),
                Instant.ofEpochMilli(source.getInt64("ts_ms")),
                values);
    }

    private UnreadableRow withheld(String table, String location, String column, Map<String, @Nullable String> values) {
        Map<String, String> known = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value != null) {
                known.put(name, value);
            }
        });
        Rejection rejection = Rejection.ofAbsence(
                Rule.VALUE_WITHHELD,
                column,
                "the value in the log: " + dialect.remedyForWithheld(table) + ", then update the row");
        return new UnreadableRow(table, location, rejection, known, Optional.empty());
    }

    private static Optional<Operation> operationOf(Struct change) {
        return Optional.ofNullable(
                switch (change.getString("op")) {
                    case "r" -> Operation.READ;
                    case "c" -> Operation.INSERT;
                    case "u" -> Operation.UPDATE;
                    case "d" -> Operation.DELETE;
                    default -> null;
                });
    }

    private static boolean inSnapshot(Struct source) {
        String snapshot = source.getString("snapshot");
        return snapshot != null && !snapshot.equals("false");
    }
}
