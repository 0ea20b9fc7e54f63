package org.huzheng.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.huzheng.topology.Scenario.FAMILY;
import static org.huzheng.topology.Scenario.MOTHERHOOD;
import static org.huzheng.topology.Scenario.NOON;
import static org.huzheng.topology.Scenario.WORKER;
import static org.huzheng.topology.Scenario.certifyMotherhood;
import static org.huzheng.topology.Scenario.decisionsOnMotherhood;
import static org.huzheng.topology.Scenario.event;
import static org.huzheng.topology.Scenario.later;
import static org.huzheng.topology.Scenario.publishFamily;

import java.time.Instant;
import java.util.List;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.dispute.DisputeVersions;
import org.huzheng.dispute.DisputeVersions.Subject;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.CertificateAction;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.Dispute;
import org.huzheng.exchange.DisputeOutcome;
import org.huzheng.exchange.OpenDisputes;
import org.huzheng.exchange.Watch;
import org.huzheng.socialsecurity.Enrolment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a dispute does to the certificates that rest on the record, and how it ends. */
class DisputesTest {
    private static final Instant AT = NOON.plusSeconds(5);
    private static final Dispute ABOUT_THE_MOTHER = about("child", "mother");

    private final DrivenTopology topology = new DrivenTopology();

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void shouldSuspendWhileItIsOpenAndReinstateWhenTheDepartmentConfirms() {
        // Given
        certifyMotherhood(topology);

        // When
        append(ABOUT_THE_MOTHER);
        append(DisputeVersions.endedBy("clerk", DisputeOutcome.CONFIRMED, ABOUT_THE_MOTHER, AT));

        // Then
        assertThat(decisionsOnMotherhood(topology))
                .extracting(DecisionHeader::getAnswer, DecisionHeader::getAction, DecisionHeader::getCertificateVersion)
                .containsExactly(
                        tuple(Answer.MATCH, CertificateAction.ISSUE, 1),
                        tuple(Answer.UNDER_REVIEW, CertificateAction.SUSPEND, 1),
                        tuple(Answer.MATCH, CertificateAction.REINSTATE, 1));
    }

    @Test
    void shouldEndWhenTheRegisterCorrectsTheField() {
        // Given
        certifyMotherhood(topology);
        append(ABOUT_THE_MOTHER);

        // When
        later(topology, "child", 1);

        // Then
        assertThat(topology.on(Topics.DISPUTES, Dispute.class)).last().satisfies(ended -> {
            assertThat(ended.getOutcome()).isEqualTo(DisputeOutcome.CORRECTED);
            assertThat(ended.getCauseEventId()).isEqualTo(eventId("child", 1));
        });
        assertThat(decisionsOnMotherhood(topology))
                .extracting(DecisionHeader::getAction)
                .containsSubsequence(CertificateAction.SUSPEND, CertificateAction.REVOKE);
        assertThat(decisionsOnMotherhood(topology))
                .last()
                .extracting(DecisionHeader::getAnswer)
                .isEqualTo(Answer.MISMATCH);
    }

    @Test
    void shouldStayOpenWhenTheRegisterChangesAnotherField() {
        // Given
        Dispute aboutTheName = about("child", "name");
        certifyMotherhood(topology);
        append(aboutTheName);

        // When: only the mother is corrected
        later(topology, "child", 1);

        // Then
        assertThat(topology.on(Topics.DISPUTES, Dispute.class)).singleElement().satisfies(found -> {
            assertThat(found.getDisputedRecordId()).isEqualTo("child");
            assertThat(found.getOutcome()).isNull();
        });
        assertThat(decisionsOnMotherhood(topology))
                .last()
                .extracting(DecisionHeader::getAnswer)
                .isEqualTo(Answer.UNDER_REVIEW);
    }

    @Test
    void shouldEndAtOnceWhenTheRegisterHadCorrectedTheFieldAlready() {
        // Given
        publishFamily(topology);
        later(topology, "child", 1);

        // When
        append(ABOUT_THE_MOTHER);

        // Then
        assertThat(topology.on(Topics.DISPUTES, Dispute.class))
                .extracting(Dispute::getOutcome)
                .containsExactly(null, DisputeOutcome.CORRECTED);
    }

    @Test
    void shouldHoldBackAnAnswerWhereTheDisputeCameBeforeTheRecord() {
        // Given
        append(ABOUT_THE_MOTHER);
        publishFamily(topology);

        // When
        topology.ask(MOTHERHOOD, NOON.plusSeconds(9));

        // Then
        assertThat(decisionsOnMotherhood(topology))
                .extracting(DecisionHeader::getAnswer)
                .containsExactly(Answer.UNDER_REVIEW);
    }

    @Test
    void shouldEndADisputeThatCameBeforeTheRecordWhenTheRegisterCorrectsIt() {
        // Given
        append(ABOUT_THE_MOTHER);
        publishFamily(topology);

        // When
        later(topology, "child", 1);

        // Then
        assertThat(topology.on(Topics.DISPUTES, Dispute.class))
                .extracting(Dispute::getOutcome)
                .containsExactly(null, DisputeOutcome.CORRECTED);
    }

    @Test
    void shouldEndByTheFirstCorrectionAlsoWhereALaterOneTakesItBack() {
        // Given
        publishFamily(topology);
        later(topology, "child", 1);
        later(topology, "child", 2);

        // When
        append(ABOUT_THE_MOTHER);

        // Then
        assertThat(topology.on(Topics.DISPUTES, Dispute.class)).last().satisfies(ended -> {
            assertThat(ended.getOutcome()).isEqualTo(DisputeOutcome.CORRECTED);
            assertThat(ended.getCauseEventId()).isEqualTo(eventId("child", 1));
        });
    }

    @Test
    void shouldSuspendAndReinstateWhatPrintsADisputedEnrolment() {
        // Given
        for (String record : List.of("h", "jan", "feb", "e")) {
            topology.append(event(WORKER, record, 0), NOON);
        }
        Scenario.markAll(topology);
        topology.ask(Scenario.TWO_MONTHS, NOON);
        Dispute aboutTheEmployer = DisputeVersions.filed(
                new Subject(
                        WORKER.key("wang"),
                        RecordEvent.headerOf(event(WORKER, "e", 0).value()).getEventId(),
                        Enrolment.getClassSchema().getFullName(),
                        "employerName"),
                AT);

        // When
        append(aboutTheEmployer);
        append(DisputeVersions.endedBy("clerk", DisputeOutcome.CONFIRMED, aboutTheEmployer, AT));

        // Then
        assertThat(topology.decisionsOn("worker-two-months"))
                .extracting(decision -> DecisionHeaders.of(decision).getAction())
                .containsExactly(CertificateAction.ISSUE, CertificateAction.SUSPEND, CertificateAction.REINSTATE);
    }

    @Test
    void shouldLeaveOthersAloneWhoDisputeWhatIsNotTheirs() {
        // Given
        certifyMotherhood(topology);
        Subject ofTheChildsEntry =
                new Subject(FAMILY.key("lin"), eventId("child", 0), ABOUT_THE_MOTHER.getRecordType(), "mother");

        // When
        append(DisputeVersions.filed(ofTheChildsEntry, AT));

        // Then
        assertThat(decisionsOnMotherhood(topology))
                .extracting(DecisionHeader::getAnswer)
                .containsOnly(Answer.MATCH);
    }

    @Test
    void shouldFoldARecordOfWhichADisputeIsNotedThatHasNotComeAgain() {
        // Given: what is left of an earlier run when the dossiers are built anew
        String key = FoldRecords.watchKey(FAMILY.key("chen"), Topics.HOUSEHOLD_RESIDENT.name());
        topology.<String, Watch>store(Stores.WATCHES).put(key, new Watch(List.of()));
        topology.<String, OpenDisputes>store(Stores.OPEN_DISPUTES)
                .put(key, new OpenDisputes(List.of(ABOUT_THE_MOTHER.getHeader().getRecordId())));
        publishFamily(topology);

        // When
        append(ABOUT_THE_MOTHER);

        // Then
        assertThat(topology.on(Topics.DISPUTES, Dispute.class))
                .extracting(Dispute::getDisputedRecordId)
                .containsExactly("child");
    }

    @Test
    void shouldNotBeginAgainOnceItHasEnded() {
        // Given
        certifyMotherhood(topology);
        append(ABOUT_THE_MOTHER);
        append(DisputeVersions.endedBy("clerk", DisputeOutcome.CONFIRMED, ABOUT_THE_MOTHER, AT));

        // When
        append(ABOUT_THE_MOTHER);
        later(topology, "child", 3);

        // Then
        assertThat(decisionsOnMotherhood(topology))
                .last()
                .extracting(DecisionHeader::getAnswer)
                .isEqualTo(Answer.MATCH);
        assertThat(topology.on(Topics.DISPUTES, Dispute.class))
                .extracting(Dispute::getOutcome)
                .containsOnlyNulls();
    }

    private void append(Dispute dispute) {
        topology.append(Topics.DISPUTES, dispute.getPersonKey(), dispute, AT);
    }

    private static Dispute about(String record, String field) {
        return DisputeVersions.filed(
                new Subject(
                        FAMILY.key("chen"),
                        eventId(record, 0),
                        event(FAMILY, record, 0).value().getSchema().getFullName(),
                        field),
                AT);
    }

    private static String eventId(String record, int version) {
        return RecordEvent.headerOf(event(FAMILY, record, version).value()).getEventId();
    }
}
