package org.huzheng.adapter.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.RowTally;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.capture.LostLog;
import org.huzheng.adapter.source.filedrop.FileDropSettingsReader;
import org.huzheng.adapter.source.postgres.PostgresSettings;
import org.huzheng.settings.References;
import org.huzheng.settings.SettingsNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacedSourceTest {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final QuietHours MORNINGS = new QuietHours(
            List.of(QuietHours.Span.parse("08:30-11:30")), EnumSet.allOf(DayOfWeek.class), ZoneOffset.UTC, false);

    /** Stands still until it is set. */
    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2024-05-17T08:29:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @TempDir
    Path directory;

    private final SetClock clock = new SetClock();
    private SourceSettings settings;
    private final SourceOpening opening =
            new SourceOpening("household", List.of("*.csv"), Optional.empty(), Duration.ofSeconds(1));

    @BeforeEach
    void setUp() throws Exception {
        Path drop = Files.createDirectories(directory.resolve("drop"));
        settings = FileDropSettingsReader.read(SettingsNode.read(
                "mapping.yaml",
                "kind: file-drop\ndirectory: " + drop + "\narchive: " + directory.resolve("archive")
                        + "\nencoding: UTF-8\nscanInterval: PT0.01S\nsilence: means-nothing-happened\n",
                new References(directory, Map.of(), Map.of())));
        drop("one.csv");
    }

    private void drop(String name) throws Exception {
        Files.writeString(directory.resolve("drop").resolve(name), "id\n1\n2\n");
    }

    private static int rowsOf(PacedSource source) throws Exception {
        int rows = 0;
        for (int poll = 0; poll < 5; poll++) {
            SourceBatch batch = source.poll(POLL);
            rows += batch.items().size();
            source.committed(
                    batch,
                    batch.items().stream()
                            .<RowOutcome>map(item -> new RowOutcome.Published())
                            .toList());
        }
        return rows;
    }

    @Test
    void shouldReadNothingInQuietHoursAndGoOnAfterThem() throws Exception {
        try (PacedSource source = PacedSource.open(settings, opening, new Pace(0, MORNINGS), clock)) {
            // Given
            assertThat(rowsOf(source)).isEqualTo(2);
            drop("two.csv");
            clock.now = Instant.parse("2024-05-17T08:30:00Z");

            // When
            int during = rowsOf(source);
            Optional<Instant> until = source.restsUntil();
            clock.now = Instant.parse("2024-05-17T11:30:00Z");

            // Then
            assertThat(during).isZero();
            assertThat(until).contains(Instant.parse("2024-05-17T11:30:00Z"));
            assertThat(rowsOf(source)).isEqualTo(2);
            assertThat(source.restsUntil()).isEmpty();
        }
    }

    @Test
    void shouldNotEvenOpenTheSourceInQuietHours() throws Exception {
        // Given: a source that cannot be opened
        Files.delete(directory.resolve("drop/one.csv"));
        Files.delete(directory.resolve("drop"));
        clock.now = Instant.parse("2024-05-17T09:00:00Z");

        // When
        try (PacedSource source = PacedSource.open(settings, opening, new Pace(0, MORNINGS), clock)) {
            // Then
            assertThat(source.poll(POLL)).isEqualTo(SourceBatch.nothing());
        }
    }

    @Test
    void shouldNotReadEverythingAnewInQuietHoursWhereOnlyTheLogMayBeRead() throws Exception {
        // Given: a capture that stands in the log, of a server that is not there, and what it read is in doubt
        SourceSettings capture = new PostgresSettings(
                "localhost", 1, "register", "reader", "none", "", "", LostLog.STOP, DisappearedMax.DEFAULT);
        SourceOpening doubted = new SourceOpening(
                "household",
                List.of("public.entry"),
                Optional.of("{\"epoch\": 1, \"offset\": {}}"),
                Duration.ofSeconds(1),
                RowTally.none(),
                new SourceOpening.Mapped("", Map.of(), Map.of(), ""),
                true,
                clock);
        clock.now = Instant.parse("2024-05-17T09:00:00Z");

        // When
        try (PacedSource source = PacedSource.open(capture, doubted, new Pace(0, MORNINGS), clock)) {
            // Then
            assertThat(source.poll(POLL)).isEqualTo(SourceBatch.nothing());
        }
    }

    @Test
    void shouldPauseBehindABatchForAsLongAsItsRowsAreAllowedToTake() throws Exception {
        try (PacedSource source = PacedSource.open(settings, opening, new Pace(4, QuietHours.NONE), clock)) {
            // Given
            drop("two.csv");
            Instant began = Instant.now();

            // When
            int rows = 0;
            while (rows < 4) {
                rows += rowsOf(source);
            }

            // Then: two rows, half a second, two rows
            assertThat(Duration.between(began, Instant.now())).isBetween(Duration.ofMillis(450), Duration.ofSeconds(5));
        }
    }
}
