package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.huzheng.adapter.health.FeedHealth;
import org.huzheng.adapter.health.FeedHealth.Cause;
import org.huzheng.adapter.health.Reason;
import org.huzheng.adapter.publish.DisappearedException;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.testkit.SetClock;
import org.huzheng.catalogue.Department;
import org.junit.jupiter.api.Test;

class AdapterStateTest {
    private final SetClock clock = new SetClock();
    private final AdapterState state = new AdapterState(clock);

    private FeedHealth health() {
        return FeedHealth.of(Department.HOUSEHOLD, state.markAge(), state.causes(), clock.instant());
    }

    /** What the source said by the clock as it is set, and whether that was marked. */
    private AdapterLife.Step said(boolean marked, boolean knowsLess) {
        return said(marked, knowsLess, false);
    }

    private AdapterLife.Step said(boolean marked, boolean knowsLess, boolean doubted) {
        Optional<Instant> now = Optional.of(clock.instant());
        return new AdapterLife.Step(
                Totals.none(),
                Totals.none(),
                now,
                marked ? now : Optional.empty(),
                knowsLess,
                doubted,
                false,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void shouldNotTakeAFeedForFreshOnceItsClockIsPutBack() throws Exception {
        // Given
        state.begins(Totals.none(), Optional.empty());
        state.settled(said(true, false));
        boolean before = health().isReady();

        // When: the source goes on saying how far it is, by a clock that is a day late; nothing is marked
        clock.putBack(Duration.ofDays(1));
        Thread.sleep(20);
        state.settled(said(false, true));

        // Then
        assertThat(before).isTrue();
        assertThat(health().isReady()).isFalse();
        assertThat(health().causes()).extracting(Cause::reason).containsExactly(Reason.CLOCK_WENT_BACK);
        assertThat(state.markAge()).hasValueSatisfying(age -> assertThat(age).isGreaterThan(Duration.ofMillis(19)));
    }

    @Test
    void shouldNotBlameTheClockWhereTheSourceKnowsLessThanBefore() {
        // Given
        state.begins(Totals.none(), Optional.empty());
        state.settled(said(true, false));

        // When
        state.settled(said(false, true));

        // Then
        assertThat(health().causes()).isEmpty();
    }

    @Test
    void shouldShowAFailureUntilItIsKnownToBeOver() {
        // Given
        state.begins(Totals.none(), Optional.empty());
        state.settled(said(true, false));
        state.failed(new SourceException("slot is taken"));

        // When: the next life begins
        state.begins(Totals.none(), Optional.empty());
        boolean readyOnceBegun = health().isReady();
        state.recovered();

        // Then
        assertThat(readyOnceBegun).isFalse();
        assertThat(health().isReady()).isTrue();
    }

    @Test
    void shouldMeasureTheAgeOfWhatIsMarkedNotOfWhatTheSourceSays() {
        // Given
        Instant marked = clock.instant().minusSeconds(100);
        state.foundMark(Optional.of(marked));
        state.begins(Totals.none(), Optional.empty());

        // When
        state.settled(said(false, false));

        // Then
        assertThat(state.markAge()).hasValueSatisfying(age -> assertThat(age).isGreaterThan(Duration.ofSeconds(99)));
    }

    @Test
    void shouldNotBeReadyWhileNoDumpCameAfterOneThatWasRefused() {
        // Given
        state.begins(Totals.none(), Optional.empty());
        state.settled(said(true, false));
        Instant since = clock.instant();

        // When
        state.dumpRefused(Optional.of(since));
        FeedHealth refused = health();
        state.dumpRefused(Optional.empty());

        // Then
        assertThat(refused.isReady()).isFalse();
        assertThat(refused.causes()).containsExactly(new Cause(Reason.DUMP_REFUSED, since));
        assertThat(health().isReady()).isTrue();
    }

    @Test
    void shouldSayThatTheSourceIsInDoubtUntilItIsNot() {
        // Given
        state.begins(Totals.none(), Optional.empty());

        // When: everything is read again, and as yet nothing fails
        state.settled(said(false, false, true));
        List<Cause> inDoubt = health().causes();
        state.failed(new DisappearedException("too much is gone"));
        List<Cause> refused = health().causes();
        state.recovered();
        state.settled(said(true, false, false));

        // Then
        assertThat(inDoubt).extracting(Cause::reason).containsExactly(Reason.RECORDS_DISAPPEARED);
        assertThat(refused).extracting(Cause::reason).containsExactly(Reason.RECORDS_DISAPPEARED);
        assertThat(health().causes()).isEmpty();
    }
}
