package org.huzheng.adapter.source.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.huzheng.adapter.source.capture.LogChanges.deleted;
import static org.huzheng.adapter.source.capture.LogChanges.inserted;
import static org.huzheng.adapter.source.capture.LogChanges.lsnOf;
import static org.huzheng.adapter.source.capture.LogChanges.mark;
import static org.huzheng.adapter.source.capture.LogChanges.saidBy;
import static org.huzheng.adapter.source.capture.LogChanges.updated;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.source.capture.LogChanges.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which records of a transaction go, and which were only put in another place. */
class HeldDeletionsTest {
    private final CapturedRows rows = LogChanges.rows(LostLog.STOP);

    @Test
    void shouldHoldADeletionBackAndItsPlaceWithItUntilTheRecordComesAgainInItsTransaction() throws Exception {
        // When: batches end between the two, and the record's id is trimmed on the way
        SourceBatch first = rows.read(List.of(
                inserted("A", Row.of("2"), 10), deleted("B", Row.of("1 "), 11), inserted("B", Row.of("3"), 12)));
        int passed = rows.passed();
        SourceBatch between = rows.read(List.of(inserted("B", Row.of("4"), 13)));
        int passedBetween = rows.passed();
        SourceBatch last = rows.read(List.of(inserted("B", Row.of("1"), 14), mark(15)));

        // Then
        assertThat(saidBy(first)).containsExactly("INSERT 2", "INSERT 3");
        assertThat(lsnOf(first)).isEqualTo("10");
        assertThat(passed).isEqualTo(1);
        assertThat(saidBy(between)).containsExactly("INSERT 4");
        assertThat(lsnOf(between)).isEqualTo("10");
        assertThat(passedBetween).isZero();
        assertThat(saidBy(last)).containsExactly("INSERT 1");
        assertThat(lsnOf(last)).isEqualTo("15");
        assertThat(rows.passed()).isEqualTo(2);
    }

    @Test
    void shouldSayThatARecordIsGoneOnceItsTransactionHasEnded() throws Exception {
        // When: by a change of another, and by a mark
        SourceBatch byAnother = rows.read(List.of(deleted("A", Row.of("1"), 10), inserted("B", Row.of("1"), 11)));
        SourceBatch held = rows.read(List.of(deleted("C", Row.of("2"), 12)));
        SourceBatch byMark = rows.read(List.of(mark(13)));

        // Then
        assertThat(saidBy(byAnother)).containsExactly("DELETE 1", "INSERT 1");
        assertThat(saidBy(held)).isEmpty();
        assertThat(lsnOf(held)).isEqualTo("10");
        assertThat(saidBy(byMark)).containsExactly("DELETE 2");
        assertThat(byMark.committedBefore()).contains(Instant.EPOCH);
        assertThat(lsnOf(byMark)).isEqualTo("13");
    }

    @Test
    void shouldSayWhatATransactionDidToARecordLast() throws Exception {
        // When
        SourceBatch batch = rows.read(List.of(
                deleted("A", Row.of("1"), 10),
                inserted("A", Row.of("1"), 11),
                deleted("A", Row.of("1"), 12),
                inserted("A", Row.of("2"), 13),
                mark(14)));

        // Then
        assertThat(saidBy(batch)).containsExactly("INSERT 1", "INSERT 2", "DELETE 1");
    }

    @Test
    void shouldTellRecordsOfOneTypeInSeveralTablesFromThoseOfAnotherType() throws Exception {
        // When: one moves to another table, its new row first or last; one of another type that goes has the same id
        Row row = new Row("shared", "1", "7");
        Row archived = new Row("archive", "1", "7");
        SourceBatch last = rows.read(
                List.of(deleted("A", row, 10), deleted("A", Row.of("1"), 11), inserted("A", archived, 12), mark(13)));
        SourceBatch first = rows.read(
                List.of(inserted("B", row, 14), deleted("B", archived, 15), deleted("B", Row.of("1"), 16), mark(17)));

        // Then
        assertThat(saidBy(last)).containsExactly("INSERT 1", "DELETE 1");
        assertThat(last.items()).extracting(SourceItem::origin).containsExactly("archive", "entry");
        assertThat(saidBy(first)).containsExactly("INSERT 1", "DELETE 1");
        assertThat(first.items()).extracting(SourceItem::origin).containsExactly("shared", "entry");
    }

    @Test
    void shouldKeepARecordWhoseNewRowComesBeforeTheOldOneGoes() throws Exception {
        // When: of a table whose records' ids do not name the rows, in two batches
        SourceBatch first =
                rows.read(List.of(inserted("A", Row.placed("9", "1"), 10), inserted("B", Row.placed("1", "8"), 11)));
        SourceBatch last = rows.read(
                List.of(deleted("B", Row.placed("1", "7"), 12), deleted("B", Row.placed("2", "9"), 13), mark(14)));

        // Then
        assertThat(saidBy(first)).containsExactly("INSERT 9", "INSERT 1");
        assertThat(lsnOf(first)).isEqualTo("10");
        assertThat(saidBy(last)).containsExactly("DELETE 2");
        assertThat(lsnOf(last)).isEqualTo("14");
    }

    @ParameterizedTest
    @ValueSource(strings = {"placed", "keyless", "indexed"})
    void shouldKeepARecordAsLongAsOneOfItsRowsIsLeft(String table) throws Exception {
        // Given
        Row before = new Row(table, "1", "7");
        Row ended = new Row(table, "1", table.equals("placed") ? "7" : "7, until today");
        Row next = new Row(table, "1", "8");

        // When: the old row is changed once more before it goes, and in the next transaction the new one goes too
        SourceBatch replaced = rows.read(
                List.of(inserted("A", next, 10), updated("A", before, ended, 11), deleted("A", ended, 12), mark(13)));
        SourceBatch gone = rows.read(List.of(updated("B", next, next, 14), deleted("B", next, 15), mark(16)));
        SourceBatch passing = rows.read(
                List.of(inserted("C", before, 17), updated("C", before, ended, 18), deleted("C", ended, 19), mark(20)));

        // Then: the one that went had spoken last, and what the other said counts again
        assertThat(saidBy(replaced)).containsExactly("INSERT 1", "UPDATE 1", "UPDATE 1");
        SourceRow last = (SourceRow) replaced.items().get(2);
        assertThat(last.values()).containsEntry("place", "8");
        assertThat(last.version()).isEqualTo(new SourceVersion(1, 12));
        assertThat(saidBy(gone)).containsExactly("UPDATE 1", "DELETE 1");
        assertThat(saidBy(passing)).containsExactly("INSERT 1", "UPDATE 1", "DELETE 1");
    }

    @Test
    void shouldSayOnlyWhatIsTrueInTheEndOfARecordWhoseRowsGoAtOnePlace() throws Exception {
        // Given: rows that came, of which the last is the last to have spoken
        List<SourceRecord> came = List.of(
                inserted("A", Row.placed("1", "9"), 10),
                inserted("A", Row.placed("1", "8"), 11),
                updated("A", Row.placed("1", "7"), Row.placed("1", "7"), 12));
        rows.read(came);

        // When: all go, as in one event of the log; then two of them; then one comes under another key
        SourceBatch all = rows.read(List.of(
                deleted("A", Row.placed("1", "7"), 13),
                deleted("A", Row.placed("1", "8"), 13),
                deleted("A", Row.placed("1", "9"), 13),
                mark(14)));
        rows.read(came);
        SourceBatch some = rows.read(
                List.of(deleted("A", Row.placed("1", "7"), 13), deleted("A", Row.placed("1", "8"), 13), mark(14)));
        rows.read(came);
        SourceBatch moved = rows.read(
                List.of(deleted("A", Row.placed("1", "7"), 13), inserted("A", Row.placed("1", "6"), 13), mark(14)));

        // Then
        assertThat(saidBy(all)).containsExactly("DELETE 1");
        assertThat(saidBy(some)).containsExactly("UPDATE 1");
        assertThat(((SourceRow) some.items().get(0)).values()).containsEntry("place", "9");
        assertThat(saidBy(moved)).containsExactly("INSERT 1");
    }

    @Test
    void shouldKnowARowNoMoreThatNoLongerTellsItsRecord() throws Exception {
        // When: one that came is made blank, and the other one of the record goes
        SourceBatch keyless = rows.read(List.of(
                inserted("A", new Row("keyless", "1", "7"), 10),
                updated("A", new Row("keyless", "1", "7"), new Row("keyless", " ", "7"), 11),
                deleted("A", new Row("keyless", "1", "8"), 12),
                mark(13)));
        SourceBatch placed = rows.read(List.of(
                inserted("B", Row.placed("1", "7"), 14),
                updated("B", Row.placed("1", "7"), Row.placed(" ", "7"), 15),
                deleted("B", Row.placed("1", "8"), 16),
                mark(17)));

        SourceBatch after = rows.read(List.of(
                inserted("C", Row.placed("1", "7"), 18),
                inserted("C", Row.placed("1", "8"), 19),
                deleted("C", Row.placed("1", "8"), 20),
                updated("C", Row.placed("1", "7"), Row.placed(" ", "7"), 21),
                mark(22)));

        // Then
        assertThat(saidBy(after)).containsExactly("INSERT 1", "INSERT 1", "UPDATE  ", "DELETE 1");
        assertThat(saidBy(keyless)).containsExactly("INSERT 1", "UPDATE  ", "DELETE 1");
        assertThat(saidBy(placed)).containsExactly("INSERT 1", "UPDATE  ", "DELETE 1");
    }

    @Test
    void shouldCountEqualRowsOfATableWithoutAKey() throws Exception {
        // Given
        Row row = new Row("keyless", "1", "7");

        // When
        SourceBatch one =
                rows.read(List.of(inserted("A", row, 10), inserted("A", row, 11), deleted("A", row, 12), mark(13)));
        SourceBatch both = rows.read(List.of(
                inserted("B", row, 14),
                inserted("B", row, 15),
                deleted("B", row, 16),
                deleted("B", row, 17),
                mark(18)));

        SourceBatch another = rows.read(List.of(
                inserted("C", row, 19),
                inserted("C", row, 20),
                inserted("C", new Row("keyless", "1", "8"), 21),
                deleted("C", row, 22),
                deleted("C", new Row("keyless", "1", "8"), 23),
                mark(24)));

        // Then
        assertThat(saidBy(one)).startsWith("INSERT 1", "INSERT 1").doesNotContain("DELETE 1");
        assertThat(saidBy(both)).endsWith("DELETE 1");
        assertThat(saidBy(another)).containsExactly("INSERT 1", "INSERT 1", "INSERT 1", "UPDATE 1");
        assertThat(((SourceRow) another.items().get(3)).values()).containsEntry("place", "7");
    }

    @Test
    void shouldNotGuessWhetherARecordGoesWhereATransactionIsTooLargeToRemember() throws Exception {
        // Given
        List<SourceRecord> inserted = new ArrayList<>();
        for (int id = 1; id <= RowsOfTransaction.ROWS_MAX + 1; id++) {
            inserted.add(inserted("A", Row.placed(String.valueOf(id), "new" + id), id));
        }
        long lsn = inserted.size() + 1L;
        SourceRecord remembered = deleted("A", Row.placed("2", "old2"), lsn);
        SourceRecord changed = updated("A", Row.placed("1", "old1"), Row.placed("1", "old1"), lsn + 1);
        SourceRecord forgotten = deleted("A", Row.placed("1", "old1"), lsn + 2);
        CapturedRows readAnew = LogChanges.rows(LostLog.SNAPSHOT);
        rows.read(inserted);
        readAnew.read(inserted);

        // When / Then
        assertThat(saidBy(rows.read(List.of(remembered)))).isEmpty();
        assertThat(saidBy(rows.read(List.of(changed)))).containsExactly("UPDATE 1");
        assertThatThrownBy(() -> rows.read(List.of(forgotten)))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(
                        "table placed: expected a transaction that deletes rows of records which may lie in several")
                .hasMessageContaining("whenLogIsLost: snapshot");
        assertThat(saidBy(readAnew.read(List.of(remembered, forgotten)))).isEmpty();
        assertThat(readAnew.beginsAnew()).isTrue();
    }

    @Test
    void shouldSayThatTheRecordIsGoneOfWhichARowWasMadeAnother() throws Exception {
        // When: one row alone, then each row becomes the next record, then two change places
        SourceBatch alone = rows.read(List.of(updated("A", Row.placed("1", "7"), Row.placed("2", "7"), 10), mark(11)));
        SourceBatch shifted = rows.read(List.of(
                updated("B", Row.placed("3", "1"), Row.placed("4", "1"), 12),
                updated("B", Row.placed("4", "2"), Row.placed("5", "2"), 13),
                mark(14)));
        SourceBatch swapped = rows.read(List.of(
                updated("C", Row.placed("6", "3"), Row.placed("7", "3"), 15),
                updated("C", Row.placed("7", "4"), Row.placed("6", "4"), 16),
                mark(17)));

        // Then
        assertThat(saidBy(alone)).containsExactly("UPDATE 2", "DELETE 1");
        assertThat(saidBy(shifted)).containsExactly("UPDATE 4", "UPDATE 5", "DELETE 3");
        assertThat(saidBy(swapped)).containsExactly("UPDATE 7", "UPDATE 6");
    }

    @Test
    void shouldHoldNoMoreThanItMay() throws Exception {
        // Given
        List<SourceRecord> deletions = IntStream.rangeClosed(1, HeldDeletions.HELD_MAX + 2)
                .mapToObj(id -> deleted("A", Row.of(String.valueOf(id)), id))
                .toList();

        // When
        SourceBatch batch = rows.read(deletions);
        SourceBatch next = rows.read(List.of(mark(HeldDeletions.HELD_MAX + 3L)));

        // Then
        assertThat(saidBy(batch)).containsExactly("DELETE 1", "DELETE 2");
        assertThat(lsnOf(batch)).isEqualTo("2");
        assertThat(next.items()).hasSize(HeldDeletions.HELD_MAX);
    }
}
