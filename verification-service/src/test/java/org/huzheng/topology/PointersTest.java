package org.huzheng.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.huzheng.topology.Scenario.NOON;
import static org.huzheng.topology.Scenario.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.cases.PlayedCase;
import org.huzheng.cases.WorkedCase;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.event.FeedMark;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.CertificateAction;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.Pointer;
import org.huzheng.exchange.Reexamination;
import org.huzheng.socialsecurity.InsuranceKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Enrolments go on to the keys of their employers, with the marks that say how far they have come. */
class PointersTest {
    private static final PlayedCase OFFICE = WorkedCase.inline("office", """
            people: {wang: 王强 M 1985-09-09, zhao: 赵宁 F 1990-04-02}
            records:
              - {entry: h1, of: wang}
              - {entry: h2, of: zhao}
              - {enrolment: e1, of: wang, employer: 甲公司, from: 2020-01-01}
              - {enrolment: e1, change: CORRECTED, employer: 乙公司}
              - {enrolment: e2, of: zhao, employer: 甲公司, from: 2020-01-01}
              - {enrolment: e2, change: REINSTATED, employer: 乙公司, from: 2026-02-01}
              - {enrolment: e3, of: zhao, kind: UNEMPLOYMENT, from: 2020-01-01}
              - {cover: m1, of: wang, employer: 甲公司, from: 2020-01-01}
              - {contribution: c1, of: wang, month: 2025-01, employer: 甲公司}
            ask: []
            """).played("office");
    private static final String EMPLOYER = OFFICE.cast().employer("甲公司").value();
    private static final SpecificRecord INSURED =
            OFFICE.request("insured", "{employer: 甲公司, month: 2026-01, kinds: [PENSION]}");

    private final DrivenTopology topology = new DrivenTopology();

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void shouldPointFromTheEmployerToEachEnrolmentAndToNothingElse() {
        // When
        for (String record : List.of("h1", "e1", "e3", "m1", "c1")) {
            topology.append(event(OFFICE, record, 0), NOON);
        }

        // Then
        assertThat(topology.rawOn(Topics.POINTERS)).extracting(raw -> raw.key()).containsOnly(EMPLOYER);
        List<Pointer> pointers = topology.on(Topics.POINTERS, Pointer.class);
        assertThat(pointers)
                .extracting(Pointer::getSourceKey, Pointer::getKind, Pointer::getLocator)
                .containsExactly(
                        tuple(
                                OFFICE.key("wang"),
                                InsuranceKind.PENSION,
                                new Locator("social-security.enrolment", 0, 0L)),
                        tuple(OFFICE.key("wang"), InsuranceKind.MEDICAL, new Locator("medical.enrolment", 0, 0L)));
        assertThat(pointers)
                .extracting(pointer -> pointer.getHeader().getRecordId())
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldForwardTheFirstMarkOfEachTenMinutesOfTheFeedsOwnTime() {
        // When
        for (int second : List.of(0, 1, 599, 600, 601, 30, 1250)) {
            topology.mark(Topics.SOCIAL_SECURITY_ENROLMENT, NOON.plusSeconds(second), NOON.plusSeconds(5000));
        }
        topology.mark(Topics.HOUSEHOLD_RESIDENT, NOON, NOON);

        // Then
        assertThat(topology.on(Topics.POINTERS, FeedMark.class))
                .extracting(FeedMark::getCommittedBefore, FeedMark::getSourceTopic, FeedMark::getSourcePartitions)
                .containsExactly(
                        tuple(NOON, "social-security.enrolment", 1),
                        tuple(NOON.plusSeconds(600), "social-security.enrolment", 1),
                        tuple(NOON.plusSeconds(1250), "social-security.enrolment", 1));
    }

    @Test
    void shouldHoldBackTheMarksOfATopicThatAnEarlierBuildBeganToRead() {
        // Given
        topology.<String, Long>store(Stores.POSITIONS).put("social-security.enrolment", 41L);
        publishOffice();

        // When
        topology.ask(INSURED, NOON);

        // Then
        assertThat(topology.on(Topics.POINTERS, FeedMark.class))
                .extracting(FeedMark::getSourceTopic)
                .containsOnly("medical.enrolment");
        assertThat(decisions()).extracting(DecisionHeader::getAnswer).containsExactly(Answer.STALE);
    }

    @Test
    void shouldSupersedeWhenSomebodyIsFoundToHaveBeenElsewhere() {
        // Given
        certify();

        // When
        topology.append(event(OFFICE, "e1", 1), NOON.plusSeconds(9));

        // Then
        assertThat(decisions())
                .extracting(DecisionHeader::getAnswer, DecisionHeader::getAction)
                .containsExactly(
                        tuple(Answer.MATCH, CertificateAction.ISSUE), tuple(Answer.MATCH, CertificateAction.SUPERSEDE));
    }

    @Test
    void shouldSupersedeWhenSomebodyIsEnrolledWhomNobodyHadProposed() {
        // Given
        topology.append(event(OFFICE, "h1", 0), NOON);
        topology.append(event(OFFICE, "h2", 0), NOON);
        topology.append(event(OFFICE, "e1", 0), NOON);
        markAll(NOON);
        topology.ask(INSURED, NOON);

        // When
        topology.append(event(OFFICE, "e2", 0), NOON.plusSeconds(9));

        // Then
        assertThat(decisions())
                .extracting(DecisionHeader::getAction)
                .containsExactly(CertificateAction.ISSUE, CertificateAction.SUPERSEDE);
    }

    @Test
    void shouldLeaveACertificateOfAMonthAloneWhenSomebodyMovesLater() {
        // Given
        certify();

        // When
        topology.append(event(OFFICE, "e2", 1), NOON.plusSeconds(9));

        // Then
        assertThat(decisions())
                .extracting(DecisionHeader::getAction)
                .containsOnly(CertificateAction.ISSUE, CertificateAction.NONE)
                .startsWith(CertificateAction.ISSUE);
    }

    @Test
    void shouldNotTouchACertificateForContributions() {
        // Given
        certify();

        // When
        topology.append(event(OFFICE, "c1", 0), NOON.plusSeconds(9));

        // Then
        assertThat(topology.on(Topics.REQUESTS, Reexamination.class)).isEmpty();
    }

    @Test
    void shouldWakeWhenTheIndexHasCaughtUp() {
        // Given
        certify();
        Instant later = NOON.plus(Duration.ofDays(8));
        List<Topic> fresh = List.of(Topics.HOUSEHOLD_RESIDENT, Topics.HOUSEHOLD_IDENTITY_LINK);
        fresh.forEach(topic -> topology.mark(topic, later, later));
        topology.mark(Topics.SOCIAL_SECURITY_ENROLMENT, later, later);
        topology.append(event(OFFICE, "e1", 0), later);

        // When
        topology.mark(Topics.MEDICAL_ENROLMENT, later, later);

        // Then
        assertThat(decisions())
                .extracting(DecisionHeader::getAnswer, DecisionHeader::getAction)
                .startsWith(
                        tuple(Answer.MATCH, CertificateAction.ISSUE), tuple(Answer.STALE, CertificateAction.SUSPEND))
                .endsWith(tuple(Answer.MATCH, CertificateAction.REINSTATE));
    }

    private void certify() {
        publishOffice();
        topology.ask(INSURED, NOON);
        assertThat(decisions()).extracting(DecisionHeader::getAction).containsExactly(CertificateAction.ISSUE);
    }

    private void publishOffice() {
        Stream.of("h1", "h2", "e1", "e2", "m1").forEach(record -> topology.append(event(OFFICE, record, 0), NOON));
        markAll(NOON);
    }

    private void markAll(Instant at) {
        Topics.publishedTopics().forEach(topic -> topology.mark(topic, at, at));
    }

    private List<DecisionHeader> decisions() {
        return topology.decisionsOn("office-insured").stream()
                .map(DecisionHeaders::of)
                .toList();
    }
}
