package org.huzheng.app;

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
        assertThat(underWay.isFirst("a", at(5), 4)).isTrue();
        assertThat(underWay.isFirst("b", at(6), 4)).isTrue();
        assertThat(underWay.isFirst("c", at(7), 5)).isTrue();
    }

    @Test
    void shouldNotTakeAClaimForTheFirstAfterOneItKnowsNothingOf() {
        // another instance's
        assertThat(underWay.isFirst("a", at(6), 4)).isFalse();
        assertThat(underWay.isFirst("b", at(7), 4)).isFalse();
        // the judging has come past it
        assertThat(underWay.isFirst("c", at(8), 5)).isTrue();
    }

    @Test
    void shouldNotTakeTheSecondOfAnIdForTheFirst() {
        assertThat(underWay.isFirst("a", at(5), 4)).isTrue();
        assertThat(underWay.isFirst("a", at(6), 4)).isFalse();
    }

    @Test
    void shouldKnowNothingBeforeTheJudgingHasCome() {
        assertThat(underWay.isFirst("a", at(0), FoldProgress.NO_CLAIM)).isFalse();
        // what was appended before that is not known either
        assertThat(underWay.isFirst("b", at(2), 0)).isFalse();
    }

    @Test
    void shouldTakeAClaimThatWasJudgedAlreadyForTheFirst() {
        assertThat(underWay.isFirst("a", at(5), 7)).isTrue();
    }

    @Test
    void shouldKeepPartitionsApart() {
        assertThat(underWay.isFirst("a", at(5), 4)).isTrue();
        assertThat(underWay.isFirst("b", new Locator(Topics.CLAIMS.name(), 1, 6L), 5))
                .isTrue();
    }

    private static Locator at(long offset) {
        return new Locator(Topics.CLAIMS.name(), 0, offset);
    }
}
