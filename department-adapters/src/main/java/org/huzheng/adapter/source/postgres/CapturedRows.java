package org.huzheng.adapter.source.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
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

/** Reads the capture engine's records as rows and marks. Keeps the position after the last of them. */
final class CapturedRows {
    /** What the engine puts where the log does not carry a large unchanged value. */
    static final String WITHHELD = "__huzheng_value_withheld";

    private static final String MARK = "m";
    private static final Set<String> ZONELESS =
            Set.of("io.debezium.time.IsoDate", "io.debezium.time.IsoTimestamp", "io.debezium.time.IsoTime");

    private PostgresPosition position;
    private long snapshotRows;
    private long snapshotLsn;

    CapturedRows(PostgresPosition position) {
        this.position = position;
    }

    SourceBatch read(List<SourceRecord> records) throws SourceException {
        List<SourceItem> items = new ArrayList<>(records.size());
        Optional<Instant> committedBefore = Optional.empty();
        boolean inSnapshot = position.inSnapshot();
        Optional<SourceVersion> snapshotEnded = Optional.empty();
        for (SourceRecord record : records) {
            if (record.value() instanceof Struct value && value.schema().field("op") != null) {
                boolean mark = MARK.equals(value.getString("op"));
                Struct source = value.getStruct("source");
                PostgresPosition before = position;
                position = before.after(!mark && inSnapshot(source));
                inSnapshot |= position.inSnapshot();
                if (before.inSnapshot() && !position.inSnapshot()) {
                    long lsn = Math.max(snapshotLsn, source.getInt64("lsn"));
                    snapshotEnded = Optional.of(new SourceVersion(before.epoch(), lsn));
                }
                if (mark) {
                    committedBefore = Optional.of(markedAt(value.getStruct("message")));
                } else {
                    operationOf(value).ifPresent(operation -> items.add(row(value, operation)));
                }
            }
        }
        if (!records.isEmpty()) {
            position = position.withOffset(records.get(records.size() - 1).sourceOffset());
        }
        return new SourceBatch(
                items,
                records.isEmpty() ? Optional.empty() : Optional.of(position.write()),
                committedBefore,
                inSnapshot ? Optional.of(new SourceBatch.Snapshot(snapshotEnded)) : Optional.empty());
    }

    private SourceItem row(Struct change, Operation operation) {
        Struct source = change.getStruct("source");
        String table = source.getString("schema") + "." + source.getString("table");
        Map<String, @Nullable String> values =
                values(change.getStruct(operation == Operation.DELETE ? "before" : "after"));
        long lsn = source.getInt64("lsn");
        String location = "lsn " + lsnText(lsn);
        if (inSnapshot(source)) {
            snapshotLsn = lsn;
            location = "snapshot row " + ++snapshotRows;
        }
        Optional<String> withheld = values.entrySet().stream()
                .filter(value -> WITHHELD.equals(value.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
        if (withheld.isPresent() && operation != Operation.DELETE) {
            return withheld(table, location, withheld.get(), values);
        }
        return new SourceRow(
                table,
                location,
                operation,
                new SourceVersion(position.epoch(), lsn),
                Instant.ofEpochMilli(source.getInt64("ts_ms")),
                values);
    }

    private static UnreadableRow withheld(
            String table, String location, String column, Map<String, @Nullable String> values) {
        Map<String, String> known = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value != null) {
                known.put(name, value);
            }
        });
        Rejection rejection = Rejection.ofAbsence(
                Rule.VALUE_WITHHELD,
                column,
                "the value in the log: run ALTER TABLE " + table + " REPLICA IDENTITY FULL, then update the row");
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

    private static Instant markedAt(Struct message) throws SourceException {
        byte[] content = message.getBytes("content");
        String text = new String(content, StandardCharsets.UTF_8);
        try {
            return Instant.ofEpochMilli(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new SourceException("mark in the log: expected milliseconds since 1970, found another text", e);
        }
    }

    private static Map<String, @Nullable String> values(Struct row) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (Field field : row.schema().fields()) {
            Object value = row.get(field);
            values.put(field.name(), value == null ? null : textOf(field, value));
        }
        return values;
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

    /** As PostgreSQL writes log positions: two hexadecimal halves. */
    private static String lsnText(long lsn) {
        return String.format("%X/%X", lsn >>> 32, lsn & 0xFFFFFFFFL);
    }
}
