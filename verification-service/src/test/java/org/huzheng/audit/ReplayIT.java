package org.huzheng.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.event.ChangeType;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.CertificateAction;
import org.huzheng.exchange.Claim;
import org.huzheng.exchange.ClaimKind;
import org.huzheng.exchange.KinshipDecision;
import org.huzheng.exchange.PaymentDecision;
import org.huzheng.exchange.Relation;
import org.huzheng.socialsecurity.InsuranceKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The auditor against a real broker: equal when nothing was touched, exactly one difference when one byte was. */
class ReplayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private JudgedExchange exchange;

    @BeforeEach
    void judgeThreeRequests() {
        exchange = new JudgedExchange(directory);
        exchange.publish(Topics.HOUSEHOLD_RESIDENT, SyntheticRecords.key("mother"), SyntheticRecords.adult("mother"));
        exchange.publish(
                Topics.HOUSEHOLD_RESIDENT,
                SyntheticRecords.key("child"),
                SyntheticRecords.child("child", 1, ChangeType.CREATED, "mother"));
        exchange.publish(Topics.HOUSEHOLD_RESIDENT, SyntheticRecords.key("payer"), SyntheticRecords.adult("payer"));
        exchange.publish(
                Topics.SOCIAL_SECURITY_CONTRIBUTION,
                SyntheticRecords.key("payer"),
                SyntheticRecords.contribution("payer", 202601));
        exchange.markAllFeeds();
        awaitFold();
        exchange.request(SyntheticRecords.key("mother"), SyntheticRecords.isMother("request-1", "mother", "child"));
        exchange.request(SyntheticRecords.key("payer"), SyntheticRecords.paid("request-2", "payer", 202601, 202612));
        exchange.request(SyntheticRecords.key("payer"), SyntheticRecords.isMother("request-3", "payer", "child"));
        exchange.awaitDecisions(4);
    }

    /** Questions are answered from what has been folded: ask until the marks are through. */
    private void awaitFold() {
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .until(() -> {
                    exchange.request(
                            SyntheticRecords.key("payer"), SyntheticRecords.paid("probe", "payer", 202601, 202612));
                    return exchange.awaitDecisions(1).stream()
                            .map(exchange::decode)
                            .noneMatch(ReplayIT::isStale);
                });
    }

    private static boolean isStale(Object decision) {
        return decision instanceof PaymentDecision payment
                && payment.getHeader().getAnswer() == Answer.STALE;
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    @Test
    void shouldFindEveryDecisionEqualAlsoAfterACorrectionWasJudgedAgain() {
        // Given
        exchange.publish(
                Topics.HOUSEHOLD_RESIDENT,
                SyntheticRecords.key("child"),
                SyntheticRecords.child("child", 2, ChangeType.CORRECTED, "payer"));
        var decisions = exchange.awaitDecisions(5);

        // When
        ReplayReport report = exchange.audit().replay();

        // Then
        assertThat(report.differences()).isEmpty();
        assertThat(report.decisions()).isEqualTo(decisions.size()).isEqualTo(report.equal());
        assertThat(report.requestsWithoutDecision()).isZero();
        assertThat(decisions.stream().map(exchange::decode))
                .anyMatch(decision -> decision instanceof KinshipDecision kinship
                        && kinship.getHeader().getJudgement() == 2
                        && kinship.getHeader().getAnswer() == Answer.MISMATCH);
    }

    @Test
    void shouldFindEveryDecisionEqualAlsoAfterAFeedFellBehindAndCaughtUp() {
        // Given
        exchange.markAllFeeds(Instant.now().minus(Duration.ofDays(3)));
        exchange.publish(
                Topics.HOUSEHOLD_RESIDENT,
                SyntheticRecords.key("child"),
                SyntheticRecords.child("child", 2, ChangeType.CORRECTED, "mother"));
        exchange.awaitAction(CertificateAction.SUSPEND);
        exchange.markAllFeeds();
        exchange.awaitAction(CertificateAction.REINSTATE);

        // When
        ReplayReport report = exchange.audit().replay();

        // Then
        assertThat(report.differences()).isEmpty();
        assertThat(report.decisions()).isEqualTo(report.equal()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void shouldFindEveryClaimEqualThatWasJudgedOfADayAsKnownAtATime() {
        // Given
        Instant before = Instant.now();
        LocalDate today = LocalDate.ofInstant(before, ZoneOffset.UTC);
        exchange.publish(
                Topics.HOUSEHOLD_RESIDENT,
                SyntheticRecords.key("child"),
                SyntheticRecords.child("child", 2, ChangeType.CORRECTED, "payer"));
        exchange.awaitDecisions(5);
        Claim isMother = Claim.newBuilder()
                .setKind(ClaimKind.RELATED)
                .setOtherKey(SyntheticRecords.key("child"))
                .setRelation(Relation.MOTHER)
                .build();
        Claim paid = Claim.newBuilder()
                .setKind(ClaimKind.CREDITED_MONTHS)
                .setInsurance(InsuranceKind.PENSION)
                .setFromMonth(202601)
                .setToMonth(202612)
                .setMinimumMonths(1)
                .build();
        ask("mother", SyntheticRecords.claimed("claim-then", "mother", isMother, today, before));
        ask("mother", SyntheticRecords.claimed("claim-now", "mother", isMother, today, null));
        ask("payer", SyntheticRecords.claimed("claim-paid", "payer", paid, today, before));
        ask("payer", SyntheticRecords.claimed("claim-early", "payer", paid, LocalDate.of(2025, 12, 31), null));
        exchange.awaitDecisions(9);

        // When
        ReplayReport report = exchange.audit().replay();

        // Then
        assertThat(report.differences()).isEmpty();
        assertThat(answerTo("claim-then")).isEqualTo(Answer.MATCH);
        assertThat(answerTo("claim-now")).isEqualTo(Answer.MISMATCH);
        assertThat(answerTo("claim-paid")).isEqualTo(Answer.MATCH);
        assertThat(answerTo("claim-early")).isEqualTo(Answer.NO_RECORD);
    }

    private void ask(String person, SpecificRecord request) {
        exchange.request(SyntheticRecords.key(person), request);
    }

    private Answer answerTo(String requestId) {
        return exchange.read(Topics.DECISIONS).stream()
                .map(entry -> DecisionHeaders.of(exchange.decode(entry)))
                .filter(header -> header.getRequestId().equals(requestId))
                .findFirst()
                .orElseThrow()
                .getAnswer();
    }

    @Test
    void shouldPassOverExactlyWhatTheTopologyPassedOver() {
        // Given
        exchange.publishRaw(
                Topics.HOUSEHOLD_RESIDENT, SyntheticRecords.key("mother"), new byte[] {0, 0, 0, 3, 77, 1, 2});
        exchange.publishRaw(Topics.HOUSEHOLD_RESIDENT, SyntheticRecords.key("child"), truncated());
        exchange.request(SyntheticRecords.key("mother"), SyntheticRecords.isMother("request-4", "mother", "child"));
        exchange.awaitDecisions(5);
        await().atMost(PATIENCE).until(() -> exchange.read(Topics.DEAD_LETTERS).size() == 2);

        // When
        ReplayReport report = exchange.audit().replay();

        // Then
        assertThat(report.differences()).isEmpty();
        assertThat(report.deadLetters()).isEqualTo(2);
        assertThat(report.decisions()).isEqualTo(report.equal()).isGreaterThanOrEqualTo(5);
    }

    private byte[] truncated() {
        byte[] whole = exchange.read(Topics.HOUSEHOLD_RESIDENT).get(0).value();
        return Arrays.copyOf(whole, whole.length / 2);
    }

    @Test
    void shouldNameExactlyTheDecisionWhoseBytesWereChanged() throws IOException {
        // Given
        exchange.stopJudging();
        var tampered = exchange.read(Topics.DECISIONS).stream()
                .filter(entry -> exchange.decode(entry) instanceof KinshipDecision kinship
                        && kinship.getHeader().getAnswer() == Answer.MATCH)
                .findFirst()
                .orElseThrow();
        int lastLetterOfTheName =
                new String(tampered.value(), StandardCharsets.ISO_8859_1).lastIndexOf("org.huzheng.household.Resident");
        LogTampering.flip(
                exchange.brokerData(),
                Topics.DECISIONS.name() + "-" + tampered.place().getPartition(),
                tampered.value(),
                lastLetterOfTheName + 4);

        // When
        ReplayReport report = exchange.audit().replay();

        // Then
        assertThat(report.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.decision()).isEqualTo(tampered.place());
            assertThat(difference.sides()).isNotEmpty();
        });
        assertThat(report.equal()).isEqualTo(report.decisions() - 1);
    }

    @Test
    void shouldNameExactlyTheDecisionWhoseEvidenceWasChanged() throws IOException {
        // Given
        exchange.stopJudging();
        var mother = exchange.read(Topics.HOUSEHOLD_RESIDENT).stream()
                .filter(entry -> SyntheticRecords.key("mother").equals(entry.key()))
                .findFirst()
                .orElseThrow();
        LogTampering.flip(
                exchange.brokerData(),
                Topics.HOUSEHOLD_RESIDENT.name() + "-" + mother.place().getPartition(),
                mother.value(),
                mother.value().length - 1);

        // When
        ReplayReport report = exchange.audit().replay();

        // Then
        assertThat(report.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.decisionId()).isEqualTo("request-1/1");
            assertThat(difference.sides()).anyMatch(side -> side.where().contains("records[0].digest"));
        });
    }
}
