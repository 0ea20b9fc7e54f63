package org.huzheng.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.huzheng.topology.Scenario.FAMILY;
import static org.huzheng.topology.Scenario.KINSHIP_TOPICS;
import static org.huzheng.topology.Scenario.MOTHERHOOD;
import static org.huzheng.topology.Scenario.NOON;
import static org.huzheng.topology.Scenario.certifyMotherhood;
import static org.huzheng.topology.Scenario.decisionsOnMotherhood;
import static org.huzheng.topology.Scenario.event;
import static org.huzheng.topology.Scenario.lastOnMotherhood;
import static org.huzheng.topology.Scenario.publishFamily;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.huzheng.catalogue.Topics;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.CertificateAction;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.FeedUsed;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.Reexamination;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A certificate suspended because a feed was behind returns by itself when the feed has caught up. */
class StaleFeedsTest {
    /** Household feeds may be a day old, births a week. */
    private static final Instant TWO_DAYS_ON = NOON.plus(Duration.ofDays(2));

    private final DrivenTopology topology = new DrivenTopology();

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void shouldReinstateByItselfWhenEveryFeedHasCaughtUp() {
        // Given
        suspendMotherhood();

        // When
        topology.mark(Topics.HOUSEHOLD_RESIDENT, TWO_DAYS_ON, TWO_DAYS_ON.plusSeconds(1));
        topology.mark(Topics.HOUSEHOLD_IDENTITY_LINK, TWO_DAYS_ON, TWO_DAYS_ON.plusSeconds(2));

        // Then
        assertThat(decisionsOnMotherhood(topology))
                .extracting(DecisionHeader::getAnswer, DecisionHeader::getAction, DecisionHeader::getCertificateVersion)
                .containsExactly(
                        tuple(Answer.MATCH, CertificateAction.ISSUE, 1),
                        tuple(Answer.STALE, CertificateAction.SUSPEND, 1),
                        tuple(Answer.STALE, CertificateAction.NONE, 1),
                        tuple(Answer.MATCH, CertificateAction.REINSTATE, 1));
        Reexamination last = topology.on(Topics.REQUESTS, Reexamination.class).get(2);
        assertThat(last.getCause()).isEqualTo(new Locator("household.identity-link", 0, 1L));
        assertThat(last.getCauseEventId()).isEmpty();
    }

    @Test
    void shouldRevokeWhenTheFeedHadNotSaidEverything() {
        // Given
        suspendMotherhood();
        topology.mark(Topics.HOUSEHOLD_IDENTITY_LINK, TWO_DAYS_ON, TWO_DAYS_ON.plusSeconds(1));
        topology.append(event(FAMILY, "child", 1), TWO_DAYS_ON.plusSeconds(2));

        // When
        topology.mark(Topics.HOUSEHOLD_RESIDENT, TWO_DAYS_ON, TWO_DAYS_ON.plusSeconds(3));

        // Then
        assertThat(lastOnMotherhood(topology))
                .extracting(DecisionHeader::getAnswer, DecisionHeader::getAction)
                .containsExactly(Answer.MISMATCH, CertificateAction.REVOKE);
    }

    @Test
    void shouldWaitForAMarkThatIsItselfFresh() {
        // Given
        suspendMotherhood();

        // When
        for (int hour = 1; hour <= 20; hour++) {
            Instant stillBehind = NOON.plus(Duration.ofHours(hour));
            KINSHIP_TOPICS.forEach(topic -> topology.mark(topic, stillBehind, TWO_DAYS_ON.plusSeconds(3)));
        }

        // Then
        assertThat(decisionsOnMotherhood(topology)).hasSize(2);
    }

    @Test
    void shouldJudgeAgainOnceHoweverManyMarksFollow() {
        // Given
        suspendMotherhood();
        topology.append(event(FAMILY, "child", 0), TWO_DAYS_ON);

        // When
        for (int second = 1; second <= 5; second++) {
            Instant now = TWO_DAYS_ON.plusSeconds(second);
            KINSHIP_TOPICS.forEach(topic -> topology.mark(topic, now, now));
        }

        // Then
        assertThat(decisionsOnMotherhood(topology))
                .filteredOn(decision -> decision.getAnswer() == Answer.MATCH)
                .hasSize(2);
        // two events, then one mark of each of the two feeds
        assertThat(topology.on(Topics.REQUESTS, Reexamination.class)).hasSize(4);
        assertThat(topology.<String, Object>store(Stores.AWAITED_FEEDS).approximateNumEntries())
                .isZero();
    }

    @Test
    void shouldWaitOnlyForACertificateThatMayBeSuspended() {
        // Given
        publishFamily(topology);
        topology.ask(MOTHERHOOD, TWO_DAYS_ON);
        topology.ask(FAMILY.request("plain", "{kinship: [lin, chen], form: VERIFICATION}"), TWO_DAYS_ON);

        // When
        KINSHIP_TOPICS.forEach(topic -> topology.mark(topic, TWO_DAYS_ON, TWO_DAYS_ON));

        // Then
        assertThat(decisionsOnMotherhood(topology))
                .extracting(DecisionHeader::getAnswer)
                .containsExactly(Answer.STALE);
        assertThat(topology.on(Topics.REQUESTS, Reexamination.class)).isEmpty();
    }

    @Test
    void shouldSayHowCompleteEachFeedSearchedWas() {
        // Given
        topology.append(event(FAMILY, "mother", 0), NOON);
        topology.mark(Topics.HOUSEHOLD_RESIDENT, NOON.minusSeconds(7), NOON);
        topology.mark(Topics.HOUSEHOLD_IDENTITY_LINK, NOON, NOON);
        topology.mark(Topics.PROPERTY_RIGHT, NOON, NOON);

        // When
        topology.ask(MOTHERHOOD, NOON);

        // Then
        assertThat(lastOnMotherhood(topology).getFeeds())
                .isEqualTo(List.of(
                        new FeedUsed("civil-affairs.adoption", null),
                        new FeedUsed("civil-affairs.marriage", null),
                        new FeedUsed("household.identity-link", NOON),
                        new FeedUsed("household.resident", NOON.minusSeconds(7)),
                        new FeedUsed("medical.birth", null)));
    }

    /** Certified at noon; two days later the household feeds, not marked since, repeat the child's entry. */
    private void suspendMotherhood() {
        certifyMotherhood(topology);
        topology.append(event(FAMILY, "child", 0), TWO_DAYS_ON);
        assertThat(lastOnMotherhood(topology).getAction()).isEqualTo(CertificateAction.SUSPEND);
    }
}
