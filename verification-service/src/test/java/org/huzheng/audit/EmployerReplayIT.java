package org.huzheng.audit;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.employer.EmployerInsuranceJudge;
import org.huzheng.exchange.CertificateAction;
import org.huzheng.exchange.EmployerInsuranceDecision;
import org.huzheng.exchange.EmployerInsuranceRequest;
import org.huzheng.socialsecurity.Enrolment;
import org.huzheng.socialsecurity.InsuranceKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The auditor after an employer's certificate: two hundred people in three partitions, found by pointers, and one of them moving on. */
class EmployerReplayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<InsuranceKind> EMPLOYEES_KINDS =
            List.of(InsuranceKind.PENSION, InsuranceKind.UNEMPLOYMENT, InsuranceKind.WORK_INJURY);

    @TempDir
    Path directory;

    private JudgedExchange exchange;

    @BeforeEach
    void start() {
        exchange = new JudgedExchange(directory);
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    @Test
    void shouldFindEveryDecisionAboutAnEmployerOfTwoHundredPeopleEqual() {
        // Given
        String employer = SyntheticRecords.employerCode(1);
        List<String> people = IntStream.range(0, EmployerInsuranceJudge.MOST_PEOPLE)
                .mapToObj(i -> "worker-" + i)
                .toList();
        exchange.publish(
                Topics.HOUSEHOLD_RESIDENT,
                people.stream().collect(toMap(SyntheticRecords::key, SyntheticRecords::adult)));
        for (InsuranceKind kind : EMPLOYEES_KINDS) {
            exchange.publish(
                    Topics.SOCIAL_SECURITY_ENROLMENT,
                    people.stream()
                            .collect(toMap(SyntheticRecords::key, person -> enrolment(person, kind, 1, employer))));
        }
        exchange.markAllFeeds();
        awaitInsured(employer, people.size());
        for (InsuranceKind kind : EMPLOYEES_KINDS) {
            exchange.publish(
                    Topics.SOCIAL_SECURITY_ENROLMENT,
                    SyntheticRecords.key("worker-3"),
                    enrolment("worker-3", kind, 2, SyntheticRecords.employerCode(2)));
        }
        exchange.awaitAction(CertificateAction.SUPERSEDE);
        awaitInsured(SyntheticRecords.employerCode(2), 1);

        // When
        ReplayReport report = exchange.audit().replay();

        // Then
        assertThat(report.differences()).isEmpty();
        assertThat(report.decisions()).isEqualTo(report.equal()).isGreaterThanOrEqualTo(3);
        assertThat(insuredIn(exchange.read(Topics.DECISIONS))).contains(people.size(), people.size() - 1, 1);
    }

    private static Enrolment enrolment(String person, InsuranceKind kind, long version, String employer) {
        return SyntheticRecords.enrolment(person, kind, version, employer, LocalDate.of(2025, 1, 1));
    }

    /** Asks, again after each answer, until so many people are certified: enrolments and marks have to come to the employer's key. */
    private void awaitInsured(String employer, int people) {
        AtomicInteger asked = new AtomicInteger();
        await().atMost(PATIENCE.multipliedBy(2)).until(() -> {
            EmployerInsuranceRequest request = SyntheticRecords.insuredThrough(
                    "employer-" + employer + "-" + asked.incrementAndGet(),
                    employer,
                    202601,
                    EMPLOYEES_KINDS.toArray(InsuranceKind[]::new));
            exchange.request(request.getHeader().getApplicantKey(), request);
            await().atMost(PATIENCE).until(() -> isDecided(request.getHeader().getRequestId()));
            return insuredIn(exchange.read(Topics.DECISIONS)).contains(people);
        });
    }

    private boolean isDecided(String requestId) {
        return exchange.read(Topics.DECISIONS).stream()
                .map(entry -> DecisionHeaders.of(exchange.decode(entry)))
                .anyMatch(header -> header.getRequestId().equals(requestId));
    }

    private List<Integer> insuredIn(List<LogReader.Entry> decisions) {
        return decisions.stream()
                .map(exchange::decode)
                .filter(EmployerInsuranceDecision.class::isInstance)
                .map(decision -> ((EmployerInsuranceDecision) decision).getContent())
                .filter(Objects::nonNull)
                .map(content -> content.getInsured().size())
                .toList();
    }
}
