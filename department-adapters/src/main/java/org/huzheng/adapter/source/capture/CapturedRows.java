package org.huzheng.adapter.source.capture;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.huzheng.adapter.source.ColumnValues;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.source.UnreadableRow;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the capture engine's records as rows and marks. Keeps the position after the last of them. */
final class CapturedRows {
    private static final Logger LOG = LoggerFactory.getLogger(CapturedRows.class);
    private static final String TRUNCATE = "t";

    private static final Set<String> ZONELESS =
            Set.of("io.debezium.time.IsoDate", "io.debezium.time.IsoTimestamp", "io.debezium.time.IsoTime");

    private final LogDialect dialect;
    private final LostLog lostLog;
    private final KeyChanges keyChanges;
    private CapturePosition position;
    private boolean beginsAnew;
    private final long rowsEstimated;
    private volatile long snapshotRows;
    private volatile boolean snapshotUnderWay;
    private long snapshotLogPosition;
    private @Nullable Schema columnsOf;
    private ColumnValues.Names columns = new ColumnValues.Names(List.of());
    /** Of the row read last. */
    private @Nullable String withheldColumn;

    /**
     * Reads on.
     *
     * @param position where reading goes on
     * @param recordIds for each table the columns that make a record's id
     */
    CapturedRows(Capture capture, CapturePosition position, Map<String, List<String>> recordIds) {
        this.dialect = capture.dialect();
        this.lostLog = capture.lostLog();
        this.position = position;
        this.keyChanges = new KeyChanges(recordIds);
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
        for (SourceRecord record : records) {
            if (!(record.value() instanceof Struct value) || value.schema().field("op") == null) {
                continue;
            }
            Struct source = value.getStruct("source");
            if (TRUNCATE.equals(value.getString("op"))) {
                return truncated(dialect.tableOf(source), items);
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
                committedBefore = mark;
            } else {
                operationOf(value).ifPresent(operation -> keyChanges.take(record, row(value, operation), items));
            }
        }
        snapshotUnderWay = position.inSnapshot();
        // What is held back is not handed over: after a crash it must be read again.
        int through = handedOver(records.size());
        if (through > 0) {
            position = position.withOffset(records.get(through - 1).sourceOffset());
        }
        return new SourceBatch(
                items,
                records.isEmpty() ? Optional.empty() : Optional.of(position.write()),
                committedBefore,
                inSnapshot ? Optional.of(new SourceBatch.Snapshot(snapshotEnded)) : Optional.empty());
    }

    /** The log says that all rows went, and of none which it was. */
    private SourceBatch truncated(String table, List<SourceItem> before) throws SourceException {
        if (lostLog == LostLog.STOP) {
            throw new SourceException(
                    "table " + table + ": expected rows to be deleted one by one, found TRUNCATE, which"
                            + " does not say which rows went" + LostLog.WAY_OUT);
        }
        LOG.warn("Table was truncated, everything is read anew: table={}", table);
        position = position.beforeNewSnapshot();
        beginsAnew = true;
        return new SourceBatch(before, Optional.of(position.write()), Optional.empty(), Optional.empty());
    }

    /** How many of the records read last are handed over: the last of them may be held back for the next batch. */
    int handedOver(int read) {
        return Math.max(0, read - (keyChanges.holdsBack() ? 1 : 0));
    }

    /** Whether the position handed over last is where a new snapshot begins: the engine must then be started anew. */
    boolean beginsAnew() {
        return beginsAnew;
    }

    private SourceItem row(Struct change, Operation operation) {
        Struct source = change.getStruct("source");
        String table = dialect.tableOf(source);
        ColumnValues values = values(change.getStruct(operation == Operation.DELETE ? "before" : "after"));
        long logPosition = dialect.positionOf(source);
        String location = dialect.locationOf(source);
        if (inSnapshot(source)) {
            snapshotLogPosition = logPosition;
            long number = snapshotRows + 1;
            snapshotRows = number;
            location = "snapshot row " + number;
        }
        if (withheldColumn != null && operation != Operation.DELETE) {
            return withheld(table, location, withheldColumn, values);
        }
        return new SourceRow(
                table,
                location,
                operation,
                new SourceVersion(position.epoch(), logPosition),
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

    private ColumnValues values(Struct row) {
        List<Field> fields = row.schema().fields();
        if (!row.schema().equals(columnsOf)) {
            columnsOf = row.schema();
            columns = new ColumnValues.Names(fields.stream().map(Field::name).toList());
        }
        withheldColumn = null;
        @Nullable String[] values = new String[fields.size()];
        for (int column = 0; column < values.length; column++) {
            Object value = row.get(fields.get(column));
            values[column] = value == null ? null : textOf(fields.get(column), value);
            if (withheldColumn == null && LogDialect.WITHHELD.equals(values[column])) {
                withheldColumn = fields.get(column).name();
            }
        }
        return columns.values(values);
    }

    private static String textOf(Field field, Object value) {
        if (value instanceof ByteBuffer buffer) {
            return HexFormat.of().formatHex(bytesOf(buffer));
        }
        String text = value.toString();
        // The engine writes dates and local times with the zone of UTC, which the database does not say.
        boolean withoutZone = ZONELESS.contains(String.valueOf(field.schema().name()));
        return withoutZone && text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
