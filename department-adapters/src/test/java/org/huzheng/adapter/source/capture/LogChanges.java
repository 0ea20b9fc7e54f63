package org.huzheng.adapter.source.capture;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceRow;

/** Changes as the engine tells them, and what is read of them. */
final class LogChanges {
    private static final Schema ROW = SchemaBuilder.struct()
            .optional()
            .field("id", Schema.STRING_SCHEMA)
            .field("place", Schema.STRING_SCHEMA)
            .build();
    private static final Schema SOURCE = SchemaBuilder.struct()
            .field("snapshot", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field("lsn", Schema.INT64_SCHEMA)
            .field("tx", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .build();
    private static final Schema CHANGE = SchemaBuilder.struct()
            .field("op", Schema.STRING_SCHEMA)
            .field("before", ROW)
            .field("after", ROW)
            .field("source", SOURCE)
            .build();

    private static final LogDialect DIALECT = new LogDialect() {
        @Override
        public String tableOf(Struct source) {
            return source.getString("table");
        }

        @Override
        public long positionOf(Struct source) {
            return source.getInt64("lsn");
        }

        @Override
        public String locationOf(Struct source) {
            return "lsn " + positionOf(source);
        }

        @Override
        public String transactionOf(Struct source) {
            return source.getString("tx");
        }

        @Override
        public boolean hasPrimaryKey(String table) {
            return !table.equals("indexed");
        }

        @Override
        public Optional<Instant> markOf(Struct change) {
            return change.getString("op").equals("m") ? Optional.of(Instant.EPOCH) : Optional.empty();
        }

        @Override
        public String remedyForWithheld(String table) {
            return "nothing";
        }
    };

    private static final Schema KEYED_BY_ID =
            SchemaBuilder.struct().field("id", Schema.STRING_SCHEMA).build();
    private static final Schema KEYED_BY_PLACE =
            SchemaBuilder.struct().field("place", Schema.STRING_SCHEMA).build();

    /** Reads the log of a database with these tables. */
    static CapturedRows rows(LostLog lostLog) {
        return new CapturedRows(
                new Capture("test", Map.of(), DIALECT, lostLog),
                new CapturePosition(1, "", ""),
                new SourceOpening.Mapped(
                        "mapping",
                        Map.of(
                                "entry", List.of("id"),
                                "placed", List.of("id"),
                                "keyless", List.of("id"),
                                "indexed", List.of("id"),
                                "shared", List.of("id"),
                                "archive", List.of("id")),
                        Map.of(
                                "entry", "Entry",
                                "placed", "Placed",
                                "keyless", "Keyless",
                                "indexed", "Indexed",
                                "shared", "Shared",
                                "archive", "Shared"),
                        "run"));
    }

    /** A row of a table. The primary key is the id; in the table "placed" it is the place, "keyless" has none, and of "indexed" the engine takes an index for it. */
    record Row(String table, String id, String place) {
        static Row of(String id) {
            return new Row("entry", id, "7");
        }

        static Row placed(String id, String place) {
            return new Row("placed", id, place);
        }

        Struct values() {
            return new Struct(ROW).put("id", id).put("place", place);
        }

        Struct key() {
            return switch (table) {
                case "placed" -> new Struct(KEYED_BY_PLACE).put("place", place);
                case "keyless" -> null;
                default -> new Struct(KEYED_BY_ID).put("id", id);
            };
        }
    }

    static SourceRecord change(String transaction, String operation, Row before, Row after, long lsn) {
        Row row = after == null ? before : after;
        Struct source = new Struct(SOURCE)
                .put("snapshot", "false")
                .put("ts_ms", 0L)
                .put("lsn", lsn)
                .put("tx", transaction)
                .put("table", row.table());
        Struct value = new Struct(CHANGE)
                .put("op", operation)
                .put("before", before == null ? null : before.values())
                .put("after", after == null ? null : after.values())
                .put("source", source);
        Struct key = row.key();
        Schema keyed = key == null ? null : key.schema();
        return new SourceRecord(Map.of(), Map.of("lsn", lsn), "entry", keyed, key, CHANGE, value);
    }

    static SourceRecord deleted(String transaction, Row row, long lsn) {
        return change(transaction, "d", row, null, lsn);
    }

    static SourceRecord inserted(String transaction, Row row, long lsn) {
        return change(transaction, "c", null, row, lsn);
    }

    static SourceRecord updated(String transaction, Row before, Row after, long lsn) {
        return change(transaction, "u", before, after, lsn);
    }

    /** What the engine says besides changes. */
    static SourceRecord heartbeat(long lsn) {
        return new SourceRecord(Map.of(), Map.of("lsn", lsn), "heartbeat", SOURCE, new Struct(SOURCE));
    }

    static SourceRecord mark(long lsn) {
        return change("mark", "m", null, Row.of(""), lsn);
    }

    /** What a batch says, each as operation and id. */
    static List<String> saidBy(SourceBatch batch) {
        return batch.items().stream()
                .map(item -> ((SourceRow) item).operation() + " "
                        + ((SourceRow) item).values().get("id"))
                .toList();
    }

    static String lsnOf(SourceBatch batch) throws Exception {
        return CapturePosition.read(batch.position()).offsetValue("lsn").orElse("none");
    }

    private LogChanges() {}
}
