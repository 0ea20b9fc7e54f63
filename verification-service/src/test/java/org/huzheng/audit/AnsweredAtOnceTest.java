package org.huzheng.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.huzheng.audit.Difference.Side;
import org.huzheng.cases.PlayedCase;
import org.huzheng.cases.WorkedCase;
import org.huzheng.catalogue.Topics;
import org.huzheng.exchange.ClaimRequest;
import org.huzheng.exchange.FeedState;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.PartialAnswer;
import org.huzheng.exchange.Position;
import org.huzheng.exchange.RecordsRead;
import org.huzheng.exchange.Scope;
import org.huzheng.household.Resident;
import org.junit.jupiter.api.Test;

/** The auditor names an answer that was told before it was judged, and then judged otherwise. */
class AnsweredAtOnceTest {
    private static final String RESIDENTS = Topics.HOUSEHOLD_RESIDENT.name();
    private static final Instant NOON = Instant.parse("2026-06-01T04:00:00Z");
    private static final PlayedCase PEOPLE = WorkedCase.inline("audit", """
        people: {wang: 王强 M 1985-09-09}
        records: []
        ask: []
        """).played("audit");

    @Test
    void shouldFindNothingWhereItWasJudgedAsItWasAnswered() {
        // When
        List<Side> sides = AnsweredAtOnce.sides(claim(read(7, NOON)), answer(7, NOON), "rules-1");

        // Then
        assertThat(sides).isEmpty();
    }

    @Test
    void shouldCompareNothingWhereNobodyAnsweredBefore() {
        // When
        List<Side> sides = AnsweredAtOnce.sides(claim(null), answer(7, NOON), "rules-1");

        // Then
        assertThat(sides).isEmpty();
    }

    @Test
    void shouldNameWhatWasJudgedOtherwise() {
        // When
        List<Side> sides = AnsweredAtOnce.sides(claim(read(7, NOON)), answer(8, NOON.plusSeconds(1)), "rules-2");

        // Then
        assertThat(sides)
                .extracting(Side::where)
                .containsExactly(
                        "answered at once: positions", "answered at once: feeds", "answered at once: ruleVersion");
    }

    private static ClaimRequest claim(RecordsRead read) {
        ClaimRequest claim = (ClaimRequest) PEOPLE.request("one", "{claim: ALIVE, of: wang}");
        claim.setRead(read);
        return claim;
    }

    /** The feed of a topic that is not searched is no part of an answer. */
    private static RecordsRead read(long offset, Instant mark) {
        return new RecordsRead(
                List.of(new Position(RESIDENTS, offset)),
                List.of(new FeedState(RESIDENTS, mark), new FeedState(Topics.MEDICAL_BIRTH.name(), NOON)),
                "rules-1");
    }

    private static PartialAnswer answer(long offset, Instant mark) {
        return PartialAnswer.newBuilder()
                .setRequestId("audit-one")
                .setJudgement(1)
                .setRound(1)
                .setPersonKey("key")
                .setPartition(0)
                .setQuestion(new Locator(Topics.CLAIMS.name(), 0, 0L))
                .setPositions(List.of(new Position(RESIDENTS, offset)))
                .setFeeds(List.of(new FeedState(RESIDENTS, mark)))
                .setScopes(List.of(new Scope("key", Resident.getClassSchema().getFullName(), null, null, false)))
                .setRecords(List.of())
                .build();
    }
}
