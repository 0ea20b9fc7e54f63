package org.huzheng.adapter.source.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huzheng.adapter.source.capture.LogChanges.deleted;
import static org.huzheng.adapter.source.capture.LogChanges.inserted;
import static org.huzheng.adapter.source.capture.LogChanges.lsnOf;
import static org.huzheng.adapter.source.capture.LogChanges.mark;
import static org.huzheng.adapter.source.capture.LogChanges.saidBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.capture.LogChanges.Row;
import org.junit.jupiter.api.Test;

/** Where reading goes on, wherever the engine's batches are cut. */
class CapturedRowsTest {
    private final CapturedRows rows = LogChanges.rows(LostLog.STOP);

    @Test
    void shouldReadAgainAfterACrashWhatItForgot() throws Exception {
        // Given: more rows of one record than are remembered, in batches
        List<SourceRecord> inserted = new ArrayList<>();
        for (int row = 1; row <= RowsOfTransaction.ROWS_MAX + 100; row++) {
            inserted.add(inserted("B", Row.placed("1", "place" + row), row + 1L));
        }

        // When
        rows.read(List.of(inserted("A", Row.of("2"), 1)));
        SourceBatch many = rows.read(inserted);
        SourceBatch more = rows.read(List.of(inserted("B", Row.placed("3", "one"), 20_000)));
        SourceBatch next = rows.read(List.of(mark(20_001)));

        // Then
        assertThat(lsnOf(many)).isEqualTo("none");
        assertThat(rows.passed()).isEqualTo(1);
        assertThat(lsnOf(more)).isEqualTo("none");
        assertThat(lsnOf(next)).isEqualTo("20001");
    }

    @Test
    void shouldNotGoOnBehindRowsAtOnePlaceOfWhichTheNextBatchMayBringMore() throws Exception {
        // When: as a COPY writes them
        SourceBatch first = rows.read(List.of(
                inserted("A", Row.of("1"), 10), inserted("A", Row.of("2"), 11), inserted("A", Row.of("3"), 11)));
        SourceBatch second = rows.read(List.of(inserted("A", Row.of("4"), 11), inserted("A", Row.of("5"), 12)));
        SourceBatch third = rows.read(List.of(mark(13)));

        // Then
        assertThat(lsnOf(first)).isEqualTo("10");
        assertThat(lsnOf(second)).isEqualTo("11");
        assertThat(lsnOf(third)).isEqualTo("13");
    }

    @Test
    void shouldNotGoOnFromWhatTheEngineSaysBesides() throws Exception {
        // Given
        SourceRecord heartbeat = LogChanges.heartbeat(99);

        // When
        SourceBatch behindAMark = rows.read(List.of(inserted("A", Row.of("1"), 10), mark(11), heartbeat));
        int passed = rows.passed();
        SourceBatch behindARow = rows.read(List.of(inserted("A", Row.of("2"), 12), heartbeat));
        SourceBatch alone = rows.read(List.of(heartbeat));

        // Then
        assertThat(passed).isEqualTo(2);
        assertThat(lsnOf(behindAMark)).isEqualTo("11");
        assertThat(lsnOf(behindARow)).isEqualTo("11");
        assertThat(lsnOf(alone)).isEqualTo("11");
    }

    @Test
    void shouldReadTheTablesAnewWhereNothingOfTheLogWasPassed() throws Exception {
        // When: the tables were empty, and the first batch holds rows of one place only
        Optional<String> position =
                rows.read(List.of(inserted("A", Row.of("1"), 10))).position();

        // Then: above what was handed over
        CapturePosition stored = CapturePosition.read(position);
        assertThat(stored.isBeforeLog()).isTrue();
        assertThat(stored.beforeNewSnapshot().epoch()).isGreaterThan(stored.epoch());
        assertThat(stored.beforeNewSnapshot().inSnapshot()).isTrue();
    }

    @Test
    void shouldSayWhatWasDeletedBeforeATableIsEmptied() throws Exception {
        // Given
        CapturedRows readAnew = LogChanges.rows(LostLog.SNAPSHOT);

        // When: the transaction before the one that empties it, and the one that does
        SourceBatch batch = readAnew.read(List.of(
                deleted("A", Row.of("1"), 10),
                deleted("B", Row.of("2"), 11),
                LogChanges.change("B", "t", null, Row.of(""), 12)));

        // Then
        assertThat(saidBy(batch)).containsExactly("DELETE 1");
        assertThat(readAnew.beginsAnew()).isTrue();
    }
}
