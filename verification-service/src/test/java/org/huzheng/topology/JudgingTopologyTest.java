package org.huzheng.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.huzheng.topology.Scenario.FAMILY;
import static org.huzheng.topology.Scenario.MOTHERHOOD;
import static org.huzheng.topology.Scenario.NOON;
import static org.huzheng.topology.Scenario.certifyMotherhood;
import static org.huzheng.topology.Scenario.decisionsOnMotherhood;
import static org.huzheng.topology.Scenario.event;
import static org.huzheng.topology.Scenario.later;
import static org.huzheng.topology.Scenario.publishFamily;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.certificate.KnownCertificateTypes;
import org.huzheng.decision.CaseJudging;
import org.huzheng.exchange.Access;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.CaseState;
import org.huzheng.exchange.CertificateAction;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.FeedState;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.PartialAnswer;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.Position;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a request to its decision. */
class JudgingTopologyTest {
    private final DrivenTopology topology = new DrivenTopology();

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void shouldAskEachPersonAndDecideOnce() {
        // Given
        publishFamily(topology);

        // When
        topology.ask(MOTHERHOOD, NOON);

        // Then
        assertThat(topology.rawOn(Topics.QUESTIONS))
                .extracting(TestRecord::key)
                .containsExactlyInAnyOrder(FAMILY.key("lin"), FAMILY.key("chen"));
        assertThat(topology.rawOn(Topics.ANSWERS))
                .extracting(TestRecord::key)
                .containsExactly(FAMILY.key("lin"), FAMILY.key("lin"));
        assertThat(topology.rawOn(Topics.DECISIONS)).extracting(TestRecord::key).containsExactly(FAMILY.key("lin"));
        assertThat(decisionsOnMotherhood(topology))
                .extracting(DecisionHeader::getAnswer, DecisionHeader::getAction, DecisionHeader::getCertificateVersion)
                .containsExactly(tuple(Answer.MATCH, CertificateAction.ISSUE, 1));
    }

    @Test
    void shouldSayHowFarEveryRecordTopicHadBeenRead() {
        // Given
        publishFamily(topology);

        // When
        topology.ask(MOTHERHOOD, NOON);

        // Then
        assertThat(topology.on(Topics.ANSWERS, PartialAnswer.class))
                .allSatisfy(answer -> assertThat(answer.getPositions())
                        .extracting(Position::getTopic, Position::getOffset)
                        .containsExactly(
                                tuple("civil-affairs.adoption", -1L),
                                tuple("civil-affairs.marriage", -1L),
                                tuple("exchange.disputes", -1L),
                                tuple("exchange.pointers", -1L),
                                tuple("household.identity-link", 0L),
                                // two entries, then the mark
                                tuple("household.resident", 2L),
                                tuple("medical.birth", 0L),
                                tuple("medical.contribution", -1L),
                                tuple("medical.enrolment", -1L),
                                tuple("property.right", -1L),
                                tuple("social-security.contribution", -1L),
                                tuple("social-security.enrolment", -1L)));
    }

    @Test
    void shouldRestADecisionOnEverythingItSearched() {
        // Given
        publishFamily(topology);

        // When
        topology.ask(MOTHERHOOD, NOON);

        // Then
        DecisionHeader header = decisionsOnMotherhood(topology).get(0);
        assertThat(header.getScopes()).hasSize(12).allSatisfy(scope -> assertThat(scope.getStanding())
                .isTrue());
        assertThat(header.getAnswers()).hasSize(2);
        assertThat(header.getRequest()).isEqualTo(new Locator("exchange.requests", 0, 0L));
        assertThat(header.getEvidence())
                .extracting(evidence -> evidence.getLocator().getOffset())
                .containsExactly(0L, 1L);
    }

    @Test
    void shouldDecideADuplicateRequestOnce() {
        // Given
        publishFamily(topology);
        topology.ask(MOTHERHOOD, NOON);

        // When
        topology.ask(MOTHERHOOD, NOON.plusSeconds(5));

        // Then
        assertThat(decisionsOnMotherhood(topology)).hasSize(1);
        assertThat(topology.rawOn(Topics.QUESTIONS)).hasSize(2);
    }

    @Test
    void shouldNoteWhoLookedAtWhom() {
        // Given
        publishFamily(topology);

        // When
        topology.ask(MOTHERHOOD, NOON);

        // Then
        assertThat(topology.rawOn(Topics.ACCESS))
                .extracting(TestRecord::key)
                .containsExactlyInAnyOrder(FAMILY.key("lin"), FAMILY.key("chen"));
        assertThat(topology.on(Topics.ACCESS, Access.class)).allSatisfy(access -> {
            assertThat(access.getAsker()).isEqualTo("window-1");
            assertThat(access.getPurpose()).isEqualTo("school-enrolment");
            assertThat(access.getAt()).isEqualTo(NOON);
            assertThat(access.getRecordTypes())
                    .containsExactly(
                            "org.huzheng.civilaffairs.Adoption",
                            "org.huzheng.civilaffairs.Marriage",
                            "org.huzheng.exchange.Dispute",
                            "org.huzheng.household.IdentityLink",
                            "org.huzheng.household.Resident",
                            "org.huzheng.medical.Birth");
        });
    }

    @Test
    void shouldPassOverAnAnswerItDidNotWaitFor() {
        // Given
        certifyMotherhood(topology);
        byte[] answer = topology.rawOn(Topics.ANSWERS).get(0).value();

        // When
        topology.appendBytes(Topics.ANSWERS, FAMILY.key("lin"), answer, NOON);

        // Then
        assertThat(decisionsOnMotherhood(topology)).hasSize(1);
    }

    @Test
    void shouldTakeTheFreshnessOfAFeedFromItsLastMark() {
        // Given
        publishFamily(topology);
        Instant later = NOON.plus(Duration.ofDays(1));
        topology.mark(Topics.HOUSEHOLD_RESIDENT, later.minusSeconds(1), later);

        // When
        topology.ask(MOTHERHOOD, later);

        // Then
        PartialAnswer answer = topology.on(Topics.ANSWERS, PartialAnswer.class).get(0);
        assertThat(answer.getPositions()).contains(new Position("household.resident", 3L));
        assertThat(answer.getFeeds())
                .extracting(FeedState::getTopic, FeedState::getCommittedBefore)
                .containsExactly(
                        tuple("household.identity-link", NOON),
                        tuple("household.resident", later.minusSeconds(1)),
                        tuple("medical.birth", NOON));
    }

    @Test
    void shouldSayNothingWhenAFeedIsBehindAtTheRequestsAppendTime() {
        // Given
        publishFamily(topology);

        // When
        topology.ask(MOTHERHOOD, NOON.plus(Duration.ofDays(1)).plusMillis(1));

        // Then
        assertThat(decisionsOnMotherhood(topology))
                .extracting(DecisionHeader::getAnswer, DecisionHeader::getAction)
                .containsExactly(tuple(Answer.STALE, CertificateAction.NONE));
    }

    @Test
    void shouldGoOnAfterWhatItCannotRead() {
        // Given
        String key = FAMILY.key("chen");
        byte[] resident = topology.bytesOf(
                Topics.HOUSEHOLD_RESIDENT, event(FAMILY, "child", 0).value());
        byte[] unknownSchema = resident.clone();
        unknownSchema[1] = 0x7F;
        byte[] foreignType = topology.bytesOf(Topics.QUESTIONS, aQuestion());

        // When
        topology.appendBytes(Topics.HOUSEHOLD_RESIDENT, key, new byte[] {1, 2, 3}, NOON);
        topology.appendBytes(Topics.HOUSEHOLD_RESIDENT, key, unknownSchema, NOON);
        topology.appendBytes(Topics.HOUSEHOLD_RESIDENT, key, Arrays.copyOf(resident, 20), NOON);
        topology.appendBytes(Topics.HOUSEHOLD_RESIDENT, key, foreignType, NOON);
        topology.appendBytes(Topics.HOUSEHOLD_RESIDENT, key, null, NOON);
        publishFamily(topology);
        topology.ask(MOTHERHOOD, NOON);

        // Then
        assertThat(decisionsOnMotherhood(topology))
                .extracting(DecisionHeader::getAnswer)
                .containsExactly(Answer.MATCH);
        assertThat(topology.on(Topics.ANSWERS, PartialAnswer.class).get(0).getPositions())
                .contains(new Position("household.resident", 7L));
    }

    @Test
    void shouldWriteTheSameBytesFromTheSameLog() {
        // Given
        certifyMotherhood(topology);
        later(topology, "child", 1);
        try (DrivenTopology again = new DrivenTopology()) {
            // When
            publishFamily(again);
            again.ask(MOTHERHOOD, NOON);
            later(again, "child", 1);

            // Then
            for (Topic topic : List.of(Topics.QUESTIONS, Topics.ANSWERS, Topics.ACCESS, Topics.DECISIONS)) {
                assertThat(valuesOn(topic, again)).as(topic.name()).isEqualTo(valuesOn(topic, topology));
            }
        }
    }

    private PartialQuestion aQuestion() {
        CaseState state = CaseJudging.newCase(
                topology.bytesOf(Topics.REQUESTS, MOTHERHOOD), MOTHERHOOD, new Locator("t", 0, 0L), NOON);
        return new CaseJudging(KnownCertificateTypes.all(), topology::decode)
                .begin(state, new Locator("t", 0, 0L), NOON)
                .questions()
                .get(0);
    }

    private static List<String> valuesOn(Topic topic, DrivenTopology topology) {
        return topology.rawOn(topic).stream()
                .map(record -> HexFormat.of().formatHex(record.value()))
                .toList();
    }
}
