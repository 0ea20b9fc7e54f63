package org.huzheng.adapter.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.health.FeedHealth.Cause;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topics;
import org.junit.jupiter.api.Test;

class FeedHealthTest {
    private static final Instant NOW = Instant.parse("2024-05-17T08:00:00Z");
    private static final Duration AGREED = Topics.HOUSEHOLD_RESIDENT.freshness().orElseThrow();

    private static FeedHealth health(Instant markedThrough, Reason... reasons) {
        List<Cause> causes = java.util.Arrays.stream(reasons)
                .map(reason -> new Cause(reason, NOW))
                .toList();
        return FeedHealth.of(
                Department.HOUSEHOLD,
                Optional.ofNullable(markedThrough).map(through -> Duration.between(through, NOW)),
                causes,
                NOW);
    }

    @Test
    void shouldBeReadyWhileMarksAreYoungAlsoInQuietHoursAndWhilePaused() {
        assertThat(List.of(
                        health(NOW.minus(AGREED)),
                        health(NOW, Reason.QUIET_HOURS),
                        health(NOW, Reason.PAUSED),
                        health(NOW, Reason.BACKLOG)))
                .allMatch(FeedHealth::isReady);
    }

    @Test
    void shouldNotBeReadyWhileSomethingFailsThoughMarksAreYoung() {
        assertThat(health(NOW, Reason.SOURCE_AWAY).isReady()).isFalse();
    }

    @Test
    void shouldNameTheSilentSourceWhenAMarkIsOldAndNothingFails() {
        // When
        FeedHealth health = health(NOW.minus(AGREED).minusSeconds(1));

        // Then
        assertThat(health.isReady()).isFalse();
        assertThat(health.feeds()).allMatch(FeedHealth.Feed::isStale);
        assertThat(health.causes()).extracting(Cause::reason).containsExactly(Reason.SOURCE_SILENT);
    }

    @Test
    void shouldTakeAFeedThatWasNeverCompleteForStale() {
        assertThat(health(null, Reason.BACKLOG).feeds()).allMatch(FeedHealth.Feed::isStale);
    }
}
