package org.huzheng.adapter.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceRow;
import org.junit.jupiter.api.Test;

/** What the engine's batches are read as, where they are cut at an awkward place. */
class CapturedRowsTest {
    private static final Schema ROW = SchemaBuilder.struct()
            .optional()
            .field("id", Schema.STRING_SCHEMA)
            .field("place", Schema.STRING_SCHEMA)
            .build();
    private static final Schema SOURCE = SchemaBuilder.struct()
            .field("snapshot", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field("lsn", Schema.INT64_SCHEMA)
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
            return "entry";
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
        public Optional<Instant> markOf(Struct change) {
            return Optional.empty();
        }

        @Override
        public String remedyForWithheld(String table) {
            return "nothing";
        }
    };

    private final CapturedRows rows = new CapturedRows(
            new Capture("test", Map.of(), DIALECT, LostLog.STOP),
            new CapturePosition(1, "", ""),
            Map.of("entry", List.of("id")));

    private static Struct row(String id, String place) {
        return new Struct(ROW).put("id", id).put("place", place);
    }

    private static SourceRecord change(String operation, Struct row, long lsn, String... header) {
        Struct source =
                new Struct(SOURCE).put("snapshot", "false").put("ts_ms", 0L).put("lsn", lsn);
        Struct value = new Struct(CHANGE)
                .put("op", operation)
                .put(operation.equals("d") ? "before" : "after", row)
                .put("source", source);
        SourceRecord record = new SourceRecord(Map.of(), Map.of("lsn", lsn), "entry", CHANGE, value);
        for (String name : header) {
            record.headers().addString(name, "the other key");
        }
        return record;
    }

    private static List<Operation> operationsOf(SourceBatch batch) {
        return batch.items().stream()
                .map(item -> ((SourceRow) item).operation())
                .toList();
    }

    @Test
    void shouldHoldADeletionBackAndItsPlaceWithItUntilTheRowComesUnderItsNewKey() throws Exception {
        // When: the batch ends between the two, and the record's id is trimmed on the way
        SourceBatch first = rows.read(
                List.of(change("u", row("1", "7"), 10), change("d", row("1 ", "7"), 11, "__debezium.newkey")));
        int handedOver = rows.handedOver(2);
        SourceBatch second = rows.read(List.of(change("c", row("1", "8"), 11, "__debezium.oldkey")));

        // Then
        assertThat(operationsOf(first)).containsExactly(Operation.UPDATE);
        assertThat(CapturePosition.read(first.position()).offsetValue("lsn")).contains("10");
        assertThat(handedOver).isEqualTo(1);
        assertThat(operationsOf(second)).containsExactly(Operation.INSERT);
        assertThat(rows.handedOver(1)).isEqualTo(1);
        assertThat(CapturePosition.read(second.position()).offsetValue("lsn")).contains("11");
    }

    @Test
    void shouldSayThatARecordIsGoneIfAnotherOneComesUnderTheNewKey() throws Exception {
        // When
        SourceBatch batch = rows.read(List.of(
                change("d", row("1", "7"), 11, "__debezium.newkey"),
                change("c", row("2", "7"), 11, "__debezium.oldkey")));

        // Then
        assertThat(operationsOf(batch)).containsExactly(Operation.DELETE, Operation.INSERT);
    }
}
