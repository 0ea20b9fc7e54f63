package org.huzheng.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.huzheng.adapter.health.FeedHealth;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.run.AdapterProgress;
import org.huzheng.adapter.source.NextDue;
import org.huzheng.catalogue.Department;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RunConsoleTest {
    private static final FeedHealth HEALTH =
            FeedHealth.of(Department.MEDICAL, Optional.empty(), List.of(), Instant.EPOCH);

    private final Logger logger = (Logger) LoggerFactory.getLogger(RunConsole.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private long nanos;

    @BeforeEach
    void listen() {
        // Other tests are spared these lines.
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    private static AdapterProgress rows(long rows) {
        Totals totals = new Totals(rows, rows, 0, 0, 0);
        return new AdapterProgress(
                totals, totals, Optional.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void shouldWriteALineAMinuteByAClockNobodySets() {
        // Given
        RunConsole console = RunConsole.lines(new NextDue(() -> nanos));

        // When
        for (int second = 0; second <= 120; second++) {
            nanos = Duration.ofSeconds(second).toNanos();
            console.show(rows(second * 50L), HEALTH);
        }

        // Then
        assertThat(lines.list)
                .extracting(line -> line.getKeyValuePairs().stream()
                        .filter(pair -> pair.key.equals("rowsPerSecond"))
                        .map(pair -> pair.value)
                        .findFirst())
                .containsExactly(Optional.of(50L), Optional.of(50L));
    }
}
