package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.huzheng.adapter.publish.DisappearedException;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.source.SourceException;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final AdapterLife.Step NOTHING = step(true, Optional.empty());
    private static final AdapterLife.Step ROWS = step(false, Optional.empty());
    private static final AdapterLife.Step PAUSED = step(true, Optional.of(Instant.EPOCH));

    private long nanos;
    private final Attempts attempts = new Attempts(() -> nanos);

    private static AdapterLife.Step step(boolean nothing, Optional<Instant> pausedSince) {
        return new AdapterLife.Step(
                Totals.none(),
                Totals.none(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                nothing,
                OptionalLong.empty(),
                Optional.empty(),
                pausedSince);
    }

    /** The pauses after so many lives that begin, have nothing to say for a while and then fail. */
    private List<Duration> pausesAfterLivesOf(Duration time, int lives) {
        return Stream.generate(() -> {
                    attempts.begins();
                    attempts.provedBy(NOTHING);
                    nanos += time.toNanos();
                    attempts.provedBy(NOTHING);
                    return attempts.failed(new SourceException("away"));
                })
                .limit(lives)
                .toList();
    }

    @Test
    void shouldWaitEverLongerWhileLivesFailBeforeTheyHaveDoneAnything() {
        // When
        List<Duration> pauses = pausesAfterLivesOf(Duration.ofSeconds(60), 8);

        // Then
        assertThat(pauses)
                .extracting(Duration::toMillis)
                .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
    }

    @Test
    void shouldBeginWithTheShortPauseAgainAfterALifeThatWorked() {
        // Given
        pausesAfterLivesOf(Duration.ofSeconds(1), 5);

        // When / Then
        assertThat(attempts.provedBy(NOTHING)).isFalse();
        assertThat(attempts.provedBy(ROWS)).isTrue();
        assertThat(attempts.failed(new SourceException("away"))).isEqualTo(Attempts.FIRST_PAUSE);
    }

    @Test
    void shouldTakeALongLifeWithNothingToSayForOneThatWorks() {
        // Given
        pausesAfterLivesOf(Duration.ofSeconds(1), 5);

        // When
        List<Duration> pauses = pausesAfterLivesOf(Attempts.WORKS_AFTER, 1);

        // Then
        assertThat(pauses).containsExactly(Attempts.FIRST_PAUSE);
    }

    @Test
    void shouldNotReadEverythingAgainAtOnceWhereTooMuchOfItHadDisappeared() {
        // When / Then
        assertThat(attempts.failed(new DisappearedException("half of them"))).isEqualTo(Attempts.PAUSE_IN_DOUBT);
        assertThat(attempts.failed(new SourceException("away"))).isEqualTo(Attempts.FIRST_PAUSE);
    }

    @Test
    void shouldNotWaitForRowsOfAFeedThatIsPaused() {
        // When / Then
        assertThat(attempts.provedBy(PAUSED)).isTrue();
    }
}
