package org.huzheng.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.audit.SyntheticRecords;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.decision.PointersHeard;
import org.huzheng.employer.EmployerInsuranceJudge;
import org.huzheng.event.ChangeType;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.EmployerInsuranceDecision;
import org.huzheng.exchange.PartialAnswer;
import org.huzheng.exchange.Pointer;
import org.huzheng.socialsecurity.EnrolmentStatus;
import org.huzheng.socialsecurity.InsuranceKind;
import org.huzheng.wire.AvroWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A certificate names so many people and no more, and an answer about a large employer stays small. */
class ManyInsuredTest {
    private static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");
    private static final String EMPLOYER = SyntheticRecords.employerCode(1);

    private final DrivenTopology topology = new DrivenTopology();
    private int asked;

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void shouldNameAsManyPeopleAsACertificateHolds() {
        // Given
        enrol(0, EmployerInsuranceJudge.MOST_PEOPLE, InsuranceKind.PENSION);
        markAll();

        // When
        EmployerInsuranceDecision decision = ask(InsuranceKind.PENSION);

        // Then
        assertThat(decision.getHeader().getAnswer()).isEqualTo(Answer.MATCH);
        assertThat(decision.getContent().getInsured())
                .hasSize(EmployerInsuranceJudge.MOST_PEOPLE)
                .extracting(insured -> insured.getPerson().getPersonKey())
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldAskByKindWhereThereAreMore() {
        // Given
        enrol(0, EmployerInsuranceJudge.MOST_PEOPLE + 1, InsuranceKind.PENSION);
        enrol(0, 3, InsuranceKind.WORK_INJURY);
        markAll();

        // When
        DecisionHeader all =
                ask(InsuranceKind.PENSION, InsuranceKind.WORK_INJURY).getHeader();
        EmployerInsuranceDecision injury = ask(InsuranceKind.WORK_INJURY);

        // Then
        assertThat(all.getAnswer()).isEqualTo(Answer.AMBIGUOUS);
        assertThat(all.getReasons().get(0).getRule()).isEqualTo("too-many-insured");
        assertThat(all.getReasons().get(0).getSettledBy()).isEqualTo("org.huzheng.socialsecurity.Enrolment");
        assertThat(injury.getHeader().getAnswer()).isEqualTo(Answer.MATCH);
        assertThat(injury.getContent().getInsured()).hasSize(3);
    }

    @Test
    void shouldHoldOfALargeEmployerOneMoreThanCouldBeAsked() {
        // Given
        int people = PointersHeard.MOST_PEOPLE + 50;
        enrol(0, people, InsuranceKind.PENSION);
        enrol(0, people, InsuranceKind.WORK_INJURY);
        markAll();

        // When
        DecisionHeader header = ask(InsuranceKind.WORK_INJURY).getHeader();

        // Then
        assertThat(header.getAnswer()).isEqualTo(Answer.AMBIGUOUS);
        assertThat(topology.on(Topics.ANSWERS, PartialAnswer.class))
                .singleElement()
                .satisfies(answer -> assertThat(answer.getRecords().stream()
                                .map(record -> (Pointer)
                                        topology.decode(record.getValue().array()))
                                .map(Pointer::getSourceKey)
                                .distinct())
                        .hasSize(PointersHeard.MOST_PEOPLE + 1));
    }

    @Test
    void shouldNotCountWhoLeftBeforeTheMonth() {
        // Given
        enrol(0, 2, InsuranceKind.PENSION);
        for (int i = 0; i < PointersHeard.MOST_PEOPLE + 50; i++) {
            append(
                    Topics.SOCIAL_SECURITY_ENROLMENT,
                    "gone-" + i,
                    SyntheticRecords.enrolment(
                            "gone-" + i, InsuranceKind.PENSION, 1, EMPLOYER, LocalDate.of(2019, 1, 1)));
            var ended = SyntheticRecords.enrolment(
                    "gone-" + i, InsuranceKind.PENSION, 2, EMPLOYER, LocalDate.of(2019, 1, 1));
            ended.getHeader().setChangeType(ChangeType.ENDED);
            ended.getHeader().setValidTo(LocalDate.of(2025, 12, 31));
            ended.setStatus(EnrolmentStatus.ENDED);
            append(Topics.SOCIAL_SECURITY_ENROLMENT, "gone-" + i, ended);
        }
        markAll();

        // When
        EmployerInsuranceDecision decision = ask(InsuranceKind.PENSION);

        // Then
        assertThat(decision.getContent().getInsured()).hasSize(2);
    }

    @Test
    void shouldHoldNoMorePointersThanAMessageWhereFewPeopleHaveMany() {
        // Given
        int versions = 15;
        int people = PointersHeard.MOST_EVENTS / versions + 20;
        for (int i = 0; i < people; i++) {
            for (int version = 1; version <= versions; version++) {
                append(
                        Topics.SOCIAL_SECURITY_ENROLMENT,
                        "worker-" + i,
                        SyntheticRecords.enrolment(
                                "worker-" + i, InsuranceKind.PENSION, version, EMPLOYER, LocalDate.of(2020, 1, 1)));
            }
        }
        markAll();

        // When
        DecisionHeader header = ask(InsuranceKind.WORK_INJURY).getHeader();

        // Then
        assertThat(header.getAnswer()).isEqualTo(Answer.AMBIGUOUS);
        assertThat(header.getReasons().get(0).getRule()).isEqualTo("too-many-insured");
        assertThat(topology.on(Topics.ANSWERS, PartialAnswer.class))
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.getRecords())
                            .hasSizeBetween(PointersHeard.MOST_EVENTS + 1, PointersHeard.MOST_EVENTS + versions);
                    assertThat(AvroWire.body(answer)).hasSizeLessThan(8 << 20);
                });
    }

    private void enrol(int from, int to, InsuranceKind kind) {
        for (int i = from; i < to; i++) {
            String person = "worker-" + i;
            append(Topics.HOUSEHOLD_RESIDENT, person, SyntheticRecords.adult(person));
            append(
                    Topics.SOCIAL_SECURITY_ENROLMENT,
                    person,
                    SyntheticRecords.enrolment(person, kind, 1, EMPLOYER, LocalDate.of(2020, 1, 1)));
        }
    }

    private void append(Topic topic, String person, SpecificRecord record) {
        topology.append(topic, SyntheticRecords.key(person), record, NOW);
    }

    private void markAll() {
        Topics.publishedTopics().forEach(topic -> topology.mark(topic, NOW, NOW));
    }

    private EmployerInsuranceDecision ask(InsuranceKind... kinds) {
        String request = "request-" + ++asked;
        topology.ask(SyntheticRecords.insuredThrough(request, EMPLOYER, 202601, kinds), NOW);
        List<SpecificRecord> decisions = topology.decisionsOn(request);
        assertThat(decisions).hasSize(1);
        assertThat(DecisionHeaders.of(decisions.get(0)).getJudgement()).isEqualTo(1);
        return (EmployerInsuranceDecision) decisions.get(0);
    }
}
