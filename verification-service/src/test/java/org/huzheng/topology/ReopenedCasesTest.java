package org.huzheng.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.huzheng.topology.Scenario.FAMILY;
import static org.huzheng.topology.Scenario.KINSHIP_TOPICS;
import static org.huzheng.topology.Scenario.MOTHERHOOD;
import static org.huzheng.topology.Scenario.NOON;
import static org.huzheng.topology.Scenario.WORKER;
import static org.huzheng.topology.Scenario.certifyMotherhood;
import static org.huzheng.topology.Scenario.certifyTwoMonths;
import static org.huzheng.topology.Scenario.decisionsOnMotherhood;
import static org.huzheng.topology.Scenario.event;
import static org.huzheng.topology.Scenario.lastOnMotherhood;
import static org.huzheng.topology.Scenario.later;
import static org.huzheng.topology.Scenario.publishFamily;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.huzheng.catalogue.Topics;
import org.huzheng.certificate.KnownCertificateTypes;
import org.huzheng.decision.CaseJudging;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.CaseState;
import org.huzheng.exchange.CertificateAction;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.KinshipDecision;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.PaymentDecision;
import org.huzheng.exchange.Reexamination;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an event does to the certificates that rest on a scope it falls into. */
class ReopenedCasesTest {
    private final DrivenTopology topology = new DrivenTopology();

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void shouldRevokeWhenTheRecordIsCorrected() {
        // Given
        certifyMotherhood(topology);

        // When
        later(topology, "child", 1);

        // Then
        assertThat(decisionsOnMotherhood(topology))
                .extracting(
                        DecisionHeader::getJudgement,
                        DecisionHeader::getAnswer,
                        DecisionHeader::getAction,
                        DecisionHeader::getCertificateVersion)
                .containsExactly(
                        tuple(1, Answer.MATCH, CertificateAction.ISSUE, 1),
                        tuple(2, Answer.MISMATCH, CertificateAction.REVOKE, 1));
        Reexamination again = topology.on(Topics.REQUESTS, Reexamination.class).get(0);
        assertThat(again.getCause()).isEqualTo(new Locator("household.resident", 0, 3L));
        assertThat(decisionsOnMotherhood(topology).get(1).getRequest().getTopic())
                .isEqualTo("exchange.requests");
    }

    @Test
    void shouldIssueANewVersionWhenTheCorrectionIsTakenBack() {
        // Given
        certifyMotherhood(topology);
        later(topology, "child", 1);

        // When
        later(topology, "child", 2);

        // Then
        assertThat(lastOnMotherhood(topology))
                .extracting(DecisionHeader::getAnswer, DecisionHeader::getAction, DecisionHeader::getCertificateVersion)
                .containsExactly(Answer.MATCH, CertificateAction.ISSUE, 2);
    }

    @Test
    void shouldSupersedeWhenTheCertificateWouldSayOtherwise() {
        // Given
        certifyMotherhood(topology);

        // When
        later(topology, "child", 3);

        // Then
        assertThat(lastOnMotherhood(topology))
                .extracting(DecisionHeader::getAnswer, DecisionHeader::getAction, DecisionHeader::getCertificateVersion)
                .containsExactly(Answer.MATCH, CertificateAction.SUPERSEDE, 2);
    }

    @Test
    void shouldSuspendOnDoubtAndReinstateWhenItIsSettled() {
        // Given
        certifyMotherhood(topology);

        // When
        later(topology, "second", 0);
        later(topology, "second", 1);

        // Then
        assertThat(decisionsOnMotherhood(topology))
                .extracting(DecisionHeader::getAnswer, DecisionHeader::getAction, DecisionHeader::getCertificateVersion)
                .containsExactly(
                        tuple(Answer.MATCH, CertificateAction.ISSUE, 1),
                        tuple(Answer.AMBIGUOUS, CertificateAction.SUSPEND, 1),
                        tuple(Answer.MATCH, CertificateAction.REINSTATE, 1));
    }

    @Test
    void shouldChangeNothingWhenAnEventIsRepeated() {
        // Given
        certifyMotherhood(topology);

        // When
        later(topology, "child", 0);

        // Then
        assertThat(lastOnMotherhood(topology))
                .extracting(DecisionHeader::getAnswer, DecisionHeader::getAction, DecisionHeader::getCertificateVersion)
                .containsExactly(Answer.MATCH, CertificateAction.NONE, 1);
    }

    @Test
    void shouldLeaveACaseAloneWhenSomebodyElsesRecordsChange() {
        // Given
        certifyMotherhood(topology);

        // When
        later(topology, "stranger", 0);

        // Then
        assertThat(topology.on(Topics.REQUESTS, Reexamination.class)).isEmpty();
    }

    @Test
    void shouldNotReexamineARefusedRequest() {
        // Given
        topology.append(event(FAMILY, "mother", 0), NOON);
        KINSHIP_TOPICS.forEach(topic -> topology.mark(topic, NOON, NOON));
        topology.ask(MOTHERHOOD, NOON);

        // When
        later(topology, "child", 0);

        // Then
        assertThat(decisionsOnMotherhood(topology))
                .extracting(DecisionHeader::getAnswer, DecisionHeader::getAction)
                .containsExactly(tuple(Answer.NO_RECORD, CertificateAction.NONE));
    }

    @Test
    void shouldNotWatchForAPlainVerification() {
        // Given
        publishFamily(topology);
        topology.ask(FAMILY.request("plain", "{kinship: [lin, chen], claimed: MOTHER, form: VERIFICATION}"), NOON);

        // When
        later(topology, "child", 1);

        // Then
        assertThat(topology.decisionsOn("family-plain")).hasSize(1);
        assertThat(topology.on(Topics.REQUESTS, Reexamination.class)).isEmpty();
    }

    @Test
    void shouldNotLoseAnEventBetweenAnAnswerAndTheDecision() {
        // Given
        publishFamily(topology);
        CaseState open = CaseJudging.newCase(
                topology.bytesOf(Topics.REQUESTS, MOTHERHOOD),
                MOTHERHOOD,
                new Locator("exchange.requests", 0, 0L),
                NOON);
        List<PartialQuestion> questions = new CaseJudging(KnownCertificateTypes.all(), topology::decode)
                .begin(open, new Locator("exchange.requests", 0, 0L), NOON)
                .questions();
        PartialQuestion toChild = questionTo("chen", questions);
        PartialQuestion toMother = questionTo("lin", questions);
        KeyValueStore<String, CaseState> cases = topology.store(Stores.CASES);
        cases.put("family-motherhood", open);

        // When
        topology.append(Topics.QUESTIONS, toChild.getPersonKey(), toChild, NOON);
        later(topology, "child", 1);
        topology.append(Topics.QUESTIONS, toMother.getPersonKey(), toMother, NOON);

        // Then
        assertThat(decisionsOnMotherhood(topology))
                .extracting(DecisionHeader::getJudgement, DecisionHeader::getAnswer, DecisionHeader::getAction)
                .containsExactly(
                        tuple(1, Answer.MATCH, CertificateAction.ISSUE),
                        tuple(2, Answer.MISMATCH, CertificateAction.REVOKE));
    }

    @Test
    void shouldLeaveAPaymentCertificateAloneWhenLaterMonthsArePaid() {
        // Given
        certifyTwoMonths(topology);

        // When
        topology.append(event(WORKER, "mar", 0), NOON.plusSeconds(9));

        // Then
        assertThat(topology.on(Topics.REQUESTS, Reexamination.class)).isEmpty();
        assertThat(topology.decisionsOn("worker-two-months")).hasSize(1);
    }

    @Test
    void shouldTurnAPaymentCertificateWhenAMonthIsCorrectedOutOfItsPeriod() {
        // Given
        certifyTwoMonths(topology);

        // When
        topology.append(event(WORKER, "feb", 1), NOON.plusSeconds(9));

        // Then
        List<SpecificRecord> decisions = topology.decisionsOn("worker-two-months");
        assertThat(decisions).hasSize(2);
        PaymentDecision last = (PaymentDecision) decisions.get(1);
        assertThat(last.getHeader().getAction()).isEqualTo(CertificateAction.SUPERSEDE);
        assertThat(last.getContent().getKinds().get(0).getCreditedMonths()).isEqualTo(1);
    }

    @Test
    void shouldKeepNothingOutsideItsStores() {
        // Given
        publishFamily(topology);
        topology.ask(MOTHERHOOD, NOON);
        try (DrivenTopology restarted = new DrivenTopology()) {
            List.of(Stores.DOSSIERS, Stores.POSITIONS, Stores.FEEDS, Stores.WATCHES, Stores.AWAITED_FEEDS, Stores.CASES)
                    .forEach(store -> carryOver(store, restarted));

            // When
            later(restarted, "child", 1);

            // Then
            assertThat(restarted.decisionsOn("family-motherhood"))
                    .map(decision -> ((KinshipDecision) decision).getHeader())
                    .extracting(DecisionHeader::getJudgement, DecisionHeader::getAnswer, DecisionHeader::getAction)
                    .containsExactly(tuple(2, Answer.MISMATCH, CertificateAction.REVOKE));
        }
    }

    private static PartialQuestion questionTo(String symbol, List<PartialQuestion> questions) {
        return questions.stream()
                .filter(question -> question.getPersonKey().equals(FAMILY.key(symbol)))
                .findFirst()
                .orElseThrow();
    }

    private <K, V> void carryOver(String store, DrivenTopology to) {
        KeyValueStore<K, V> before = topology.store(store);
        KeyValueStore<K, V> after = to.store(store);
        try (KeyValueIterator<K, V> rows = before.all()) {
            rows.forEachRemaining(row -> after.put(row.key, row.value));
        }
    }
}
