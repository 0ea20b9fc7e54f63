package org.huzheng.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// over 300 lines: the whole contract in one place, inherited by each source
/**
 * What every source promises, whatever it reads. A source inherits this class, says how to make its {@link SourceSystem}, and adds what is
 * particular to it. A system that cannot be started fails the test: nothing here is ever skipped.
 */
public abstract class SourceContract {
    private SourceSystem system;

    /** A system of this source's kind that holds no row. */
    protected abstract SourceSystem newSystem() throws Exception;

    /** The system of the running test. */
    protected final SourceSystem system() {
        return system;
    }

    @BeforeEach
    void makeSystem() throws Exception {
        system = newSystem();
    }

    @AfterEach
    void closeSystem() throws Exception {
        if (system != null) {
            system.close();
        }
    }

    private boolean isOrigin(String origin) {
        return system.origins().stream().anyMatch(pattern -> FileSystems.getDefault()
                .getPathMatcher("glob:" + pattern)
                .matches(Path.of(origin)));
    }

    @Test
    void shouldHandOverWhatTheSourceHoldsWithValuesAndOrigin() throws Exception {
        // Given
        RegisterRow[] rows = {
            RegisterRow.of(1, "王𬱖㛃"),
            RegisterRow.of(2, "a \"quoted\", name"),
            RegisterRow.of(3, system.holdsLineEnds() ? "两 行\n名字" : "两 行")
        };
        system.put(rows);

        // When
        try (SourceReading reading = SourceReading.begin(system)) {
            reading.readUntilHolds(rows);

            // Then
            assertThat(reading.versionsPublished()).isEqualTo(3);
            assertThat(reading.items()).allSatisfy(item -> {
                assertThat(isOrigin(item.origin())).as(item.origin()).isTrue();
                assertThat(item.location()).isNotBlank();
            });
        }
    }

    @Test
    void shouldHandOverChangesOfARecordInTheirOrder() throws Exception {
        // Given
        system.put(RegisterRow.of(1, "甲"));
        try (SourceReading reading = SourceReading.begin(system)) {
            reading.readUntilHolds(RegisterRow.of(1, "甲"));

            // When
            system.put(RegisterRow.of(1, "乙"));
            system.put(RegisterRow.of(1, "丙"));
            reading.readUntilHolds(RegisterRow.of(1, "丙"));
            reading.readUntilNow();

            // Then: a source that looks now and then may miss what was between, never the last
            assertThat(reading.lastOf("1")).contains(RegisterRow.of(1, "丙"));
            assertThat(reading.contradictions()).isEmpty();
        }
    }

    @Test
    void shouldHandOverAgainWhatWasNotCommitted() throws Exception {
        // Given
        system.put(RegisterRow.of(1, "甲"), RegisterRow.of(2, "乙"));
        try (SourceReading reading = SourceReading.begin(system)) {
            List<String> polled = idsOf(firstBatchWithRows(reading));

            // When: the process ends before the batch is stored
            reading.reopen();

            // Then
            assertThat(polled).isNotEmpty();
            reading.readUntilHolds(RegisterRow.of(1, "甲"), RegisterRow.of(2, "乙"));
        }
    }

    @Test
    void shouldResumeAtTheStoredPositionWithoutLossAndWithoutRepetition() throws Exception {
        // Given
        system.put(RegisterRow.of(1, "甲"), RegisterRow.of(2, "乙"));
        try (SourceReading reading = SourceReading.begin(system)) {
            reading.readUntilHolds(RegisterRow.of(1, "甲"), RegisterRow.of(2, "乙"));
            reading.readUntilNow();

            // When
            for (int restart = 1; restart <= 3; restart++) {
                reading.close();
                system.put(RegisterRow.of(10 + restart, "新"), RegisterRow.of(1, "甲" + restart));
                reading.reopen();
                reading.readUntilHolds(RegisterRow.of(10 + restart, "新"), RegisterRow.of(1, "甲" + restart));
            }
            reading.readUntilNow();

            // Then: three new records, three changes of the first, and nothing of the second again
            assertThat(reading.versionsPublished()).isEqualTo(2 + 3 + 3);
            assertThat(reading.contradictions()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a position", "{\"of\": \"another kind of source\"}"})
    void shouldRefuseAPositionThatIsNoneOfItsOwn(String position) {
        // When
        Throwable refusal =
                catchThrowable(() -> system.settings().open(SourceReading.opening(system, Optional.of(position))));

        // Then
        assertThat(refusal).isInstanceOf(SourceException.class).hasMessageContaining("position");
    }

    @Test
    void shouldTellAnEmptyValueFromNone() throws Exception {
        // Given
        RegisterRow none = new RegisterRow("1", "甲", null);
        RegisterRow empty = new RegisterRow("2", "乙", "");
        system.put(none, empty);

        // When
        try (SourceReading reading = SourceReading.begin(system)) {
            reading.readUntilHolds(system.tellsNullFromEmpty() ? none : new RegisterRow("1", "甲", ""), empty);

            // Then
            assertThat(reading.unreadable()).isEmpty();
        }
    }

    @Test
    void shouldNameWhatItCannotReadAndGoOn() throws Exception {
        // Given
        system.put(RegisterRow.of(1, "甲"));
        try (SourceReading reading = SourceReading.begin(system)) {
            reading.readUntilHolds(RegisterRow.of(1, "甲"));

            // When
            if (system.holdsUnreadable()) {
                system.putUnreadable("2");
            }
            system.put(RegisterRow.of(3, "丙"));
            reading.readUntilHolds(RegisterRow.of(3, "丙"));
            reading.readUntil(
                    "the row that cannot be read", () -> reading.unreadable().isEmpty() != system.holdsUnreadable());

            // Then
            assertThat(reading.unreadable()).allSatisfy(row -> {
                assertThat(isOrigin(row.origin())).as(row.origin()).isTrue();
                assertThat(row.location()).isNotBlank();
                assertThat(row.toString()).contains(row.rejection().rule().code());
            });
        }
    }

    @Test
    void shouldNeverSayThatItIsFurtherThanItsRows() throws Exception {
        // Given: somebody who writes while the source is read, and notes when each row was committed
        List<Instant> committed = Collections.synchronizedList(new ArrayList<>());
        try (SourceReading reading = SourceReading.begin(system)) {
            reading.readUntilNow();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(committed));

            // When
            List<String> ahead = new ArrayList<>();
            while (!writing.isDone() || committed.size() > handedOver(reading)) {
                int before = committed.size();
                reading.commit(reading.poll());
                int handedOver = handedOver(reading);
                for (int row = handedOver; row < before; row++) {
                    Instant at = committed.get(row);
                    if (reading.committedBefore().filter(at::isBefore).isPresent()) {
                        ahead.add("row " + row + " of " + at + " was not handed over before "
                                + reading.committedBefore().get());
                    }
                }
            }
            writing.join();
            reading.readUntilNow();

            // Then
            assertThat(ahead).isEmpty();
            assertThat(handedOver(reading)).isEqualTo(committed.size());
        }
    }

    private void write(List<Instant> committed) {
        try {
            for (int row = 0; row < 40; row++) {
                system.put(RegisterRow.of(100 + row, "第" + row));
                committed.add(Instant.now());
                Thread.sleep(20);
            }
        } catch (Exception e) {
            throw new IllegalStateException("the writer beside the source failed", e);
        }
    }

    /** How many of the writer's rows came, counted from the first one missing. */
    private static int handedOver(SourceReading reading) {
        int row = 0;
        while (reading.lastOf(String.valueOf(100 + row)).isPresent()) {
            row++;
        }
        return row;
    }

    /** As far as the source can see it. */
    private static void readUntilRemoved(SourceReading reading, String id, boolean shown) throws Exception {
        if (shown) {
            reading.readUntil("the removal", () -> reading.saysRemoved(id));
        }
        reading.readUntilNow();
    }

    @Test
    void shouldSayWhatWasRemovedIfItCanSeeIt() throws Exception {
        // Given
        system.put(RegisterRow.of(1, "甲"), RegisterRow.of(2, "乙"));
        try (SourceReading reading = SourceReading.begin(system)) {
            reading.readUntilHolds(RegisterRow.of(1, "甲"), RegisterRow.of(2, "乙"));
            reading.readUntilNow();

            // When
            system.remove("1");
            system.put(RegisterRow.of(3, "丙"));
            reading.readUntilHolds(RegisterRow.of(3, "丙"));
            readUntilRemoved(reading, "1", system.showsRemovals());

            // Then
            assertThat(reading.saysRemoved("1")).isEqualTo(system.showsRemovals());
            assertThat(reading.saysRemoved("2")).isFalse();
        }
    }

    @Test
    void shouldTakeForRemovedOnlyWhatIsGoneWhenItEndedBeforeSayingThatAllWasRead() throws Exception {
        // Given: every row is stored, and perhaps nothing yet that came after them
        system.put(RegisterRow.of(1, "甲"), RegisterRow.of(2, "乙"));
        try (SourceReading reading = SourceReading.begin(system)) {
            reading.readUntilHolds(RegisterRow.of(1, "甲"), RegisterRow.of(2, "乙"));
            reading.close();

            // When
            system.remove("2");
            reading.reopen();
            system.put(RegisterRow.of(3, "丙"));
            reading.readUntilHolds(RegisterRow.of(3, "丙"));
            readUntilRemoved(reading, "2", system.showsRemovalsWhenBegunAnew());

            // Then
            assertThat(reading.saysRemoved("1")).isFalse();
            assertThat(reading.saysRemoved("2")).isEqualTo(system.showsRemovalsWhenBegunAnew());
        }
    }

    @Test
    void shouldSampleWithoutLeavingATrace() throws Exception {
        // Given
        system.put(RegisterRow.of(1, "甲"), RegisterRow.of(2, "乙"), RegisterRow.of(3, "丙"));
        String before = system.traces();
        List<SourceItem> sampled = new ArrayList<>();

        // When
        system.settings().sample(SourceReading.opening(system, Optional.empty()), 2, sampled::add);

        // Then
        assertThat(sampled).hasSize(2).allSatisfy(item -> assertThat(item).isInstanceOf(SourceRow.class));
        // A server notices within moments that a session has ended.
        await().atMost(SourceReading.PATIENCE)
                .untilAsserted(() -> assertThat(system.traces()).isEqualTo(before));
        try (SourceReading reading = SourceReading.begin(system)) {
            reading.readUntilHolds(RegisterRow.of(1, "甲"), RegisterRow.of(2, "乙"), RegisterRow.of(3, "丙"));
        }
    }

    @Test
    void shouldFailWhileTheSystemIsDownAndResumeAfterwards() throws Exception {
        // Given
        system.put(RegisterRow.of(1, "甲"));
        try (SourceReading reading = SourceReading.begin(system)) {
            reading.readUntilHolds(RegisterRow.of(1, "甲"));

            // When
            system.stop();

            // Then
            if (system.isReachedFor()) {
                assertSaysThatTheSystemIsDown(reading);
            } else {
                assertSaysNothingOfHowFarItIs(reading);
            }

            // And
            system.start();
            system.put(RegisterRow.of(2, "乙"));
            reading.reopen();
            reading.readUntilHolds(RegisterRow.of(2, "乙"));
            assertThat(reading.lastOf("1")).contains(RegisterRow.of(1, "甲"));
            assertThat(reading.contradictions()).isEmpty();
        }
    }

    private void assertSaysThatTheSystemIsDown(SourceReading reading) {
        Throwable whileOpen = catchThrowable(() -> pollUntilItFails(reading));
        assertThat(whileOpen).isInstanceOf(SourceException.class).hasMessageContaining("expected");
        assertThatThrownBy(reading::reopen)
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("expected")
                .hasMessageContaining(system.address());
        assertThatThrownBy(
                        () -> system.settings().sample(SourceReading.opening(system, Optional.empty()), 1, item -> {}))
                .isInstanceOf(SourceException.class);
    }

    private static void assertSaysNothingOfHowFarItIs(SourceReading reading) throws Exception {
        Instant down = Instant.now();
        for (int poll = 0; poll < 10; poll++) {
            reading.commit(reading.poll());
        }
        assertThat(reading.committedBefore().filter(time -> time.isAfter(down))).isEmpty();
    }

    private static void pollUntilItFails(SourceReading reading) throws Exception {
        Instant deadline = Instant.now().plus(SourceReading.PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            reading.commit(reading.poll());
            Thread.sleep(Duration.ofMillis(10).toMillis());
        }
        throw new AssertionError("the system is down and the source did not say so in " + SourceReading.PATIENCE);
    }

    private static SourceBatch firstBatchWithRows(SourceReading reading) throws Exception {
        Instant deadline = Instant.now().plus(SourceReading.PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            SourceBatch batch = reading.poll();
            if (!batch.items().isEmpty()) {
                return batch;
            }
            reading.commit(batch);
        }
        throw new AssertionError("no row was handed over in " + SourceReading.PATIENCE);
    }

    private static List<String> idsOf(SourceBatch batch) {
        return batch.items().stream()
                .filter(SourceRow.class::isInstance)
                .map(item -> RegisterRow.of((SourceRow) item).id())
                .toList();
    }
}
