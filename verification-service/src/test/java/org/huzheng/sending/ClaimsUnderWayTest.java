package org.huzheng.sending;

import static org.assertj.core.api.Assertions.assertThat;

import org.huzheng.catalogue.Topics;
import org.huzheng.exchange.Locator;
import org.huzheng.topology.FoldProgress;
import org.junit.jupiter.api.Test;

/** The judging decides the first claim of an id; another must not be answered beside it. */
class ClaimsUnderWayTest {
    private final ClaimsUnderWay underWay = new ClaimsUnderWay();

    @Test
    void shouldKnowAClaimToBeTheFirstWhereEveryClaimBeforeItIsJudgedOrItsOwn() {
        // Given
        underWay.isFirst("a", at(5), 4);
        underWay.isFirst("b", at(6), 4);

        // Then
        assertThat(underWay.isFirst("c", at(7), 5)).isTrue();
    }

    @Test
    void shouldNotTakeAClaimForTheFirstAfterOneItKnowsNothingOf() {
        // When
        boolean afterAnothers = underWay.isFirst("a", at(6), 4);
        boolean afterBoth = underWay.isFirst("b", at(7), 4);
        boolean onceThatIsJudged = underWay.isFirst("c", at(8), 5);

        // Then
        assertThat(afterAnothers).isFalse();
        assertThat(afterBoth).isFalse();
        assertThat(onceThatIsJudged).isTrue();
    }

    @Test
    void shouldNotTakeTheSecondOfAnIdForTheFirst() {
        // Given
        underWay.isFirst("a", at(5), 4);

        // Then
        assertThat(underWay.isFirst("a", at(6), 4)).isFalse();
    }

    @Test
    void shouldForgetAnIdOnceItIsJudged() {
        // Given
        underWay.isFirst("a", at(5), 4);

        // Then
        assertThat(underWay.isFirst("a", at(6), 5)).isTrue();
    }

    @Test
    void shouldKnowNothingBeforeTheJudgingHasCome() {
        // When
        boolean first = underWay.isFirst("a", at(0), FoldProgress.NO_CLAIM);
        boolean afterWhatIsNotKnown = underWay.isFirst("b", at(2), 0);

        // Then
        assertThat(first).isFalse();
        assertThat(afterWhatIsNotKnown).isFalse();
    }

    @Test
    void shouldTakeAClaimThatIsToldOfTooLateForNoFirst() {
        // Given
        underWay.isFirst("b", at(6), 5);

        // Then
        assertThat(underWay.isFirst("a", at(5), 5)).isFalse();
    }

    @Test
    void shouldTakeAClaimThatWasJudgedAlreadyForTheFirst() {
        assertThat(underWay.isFirst("a", at(5), 7)).isTrue();
    }

    @Test
    void shouldKeepPartitionsApart() {
        // Given
        underWay.isFirst("a", at(5), 4);

        // Then
        assertThat(underWay.isFirst("a", new Locator(Topics.CLAIMS.name(), 1, 6L), 5))
                .isTrue();
    }

    @Test
    void shouldKeepNoMoreInMindThanAFewThousand() {
        // Given
        for (int offset = 1; offset <= 2_000; offset++) {
            assertThat(underWay.isFirst("claim-" + offset, at(offset), 0)).isTrue();
        }

        // Then
        assertThat(underWay.isFirst("one-more", at(2_001), 0)).isFalse();
    }

    private static Locator at(long offset) {
        return new Locator(Topics.CLAIMS.name(), 0, offset);
    }
}
