package org.huzheng.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huzheng.topology.Scenario.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.cases.CaseEvent;
import org.huzheng.cases.PlayedCase;
import org.huzheng.cases.WorkedCase;
import org.huzheng.catalogue.Topics;
import org.huzheng.certificate.KnownCertificateTypes;
import org.huzheng.claims.ClaimJudge;
import org.huzheng.decision.CaseJudging;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.decision.JudgingInPlace;
import org.huzheng.decision.JudgingInPlace.Judged;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.ClaimRequest;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.PartialAnswer;
import org.huzheng.exchange.Position;
import org.huzheng.exchange.RecordsRead;
import org.huzheng.topology.FoldProgress.Folding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A claim that was answered at once, from what an instance had read by then, is decided so by the topology, whatever comes in between. */
class AnsweredAtOnceTest {
    private static final PlayedCase PEOPLE = WorkedCase.inline("prompt", """
        people: {wang: 王强 M 1985-09-09}
        records:
          - {entry: h1, of: wang}
          - {entry: h1, change: ENDED, to: 2026-05-01, life: DECEASED, reason: 死亡注销}
        ask: []
        """).played("prompt");

    private final DrivenTopology topology = new DrivenTopology();

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void shouldDecideFromWhatHadBeenReadThoughMoreHasComeSince() {
        // Given
        topology.append(event(0), NOON);
        Scenario.markAll(topology);
        RecordsRead read = read();
        topology.append(event(1), NOON);

        // When
        topology.ask(claim("before", read), NOON.plusSeconds(1));
        topology.ask(claim("after", null), NOON.plusSeconds(1));

        // Then
        assertThat(decided("before").getAnswer()).isEqualTo(Answer.MATCH);
        assertThat(decided("before").getAnswers().get(0).getPositions()).isEqualTo(read.getPositions());
        assertThat(decided("after").getAnswer()).isEqualTo(Answer.MISMATCH);
    }

    @Test
    void shouldWaitUntilItHasReadAsFar() {
        // Given
        topology.append(event(0), NOON);
        Scenario.markAll(topology);
        RecordsRead further = further(read());

        // When
        topology.ask(claim("early", further), NOON.plusSeconds(1));
        List<SpecificRecord> meanwhile = topology.decisionsOn("prompt-early");
        topology.append(event(1), NOON);
        topology.passTime();

        // Then
        assertThat(meanwhile).isEmpty();
        assertThat(decided("early").getAnswer()).isEqualTo(Answer.MISMATCH);
        assertThat(decided("early").getDecidedAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(decided("early").getAnswers().get(0).getPositions()).isEqualTo(further.getPositions());
        assertThat(topology.<Long, Object>store(Stores.WAITING_CLAIMS).all().hasNext())
                .isFalse();
    }

    @Test
    void shouldTellWhetherItIsBehind() {
        // When
        topology.append(event(0), NOON);

        // Then
        assertThat(folding(topology).isBehind(NOON)).isFalse();
        assertThat(folding(topology).isBehind(NOON.plusMillis(1))).isTrue();
        assertThat(topology.progress().of(1)).isEmpty();
    }

    @Test
    void shouldLetNobodyReadWhatItNoLongerFolds() {
        // Given
        Folding folding;
        FoldProgress progress;
        try (DrivenTopology other = new DrivenTopology()) {
            other.append(event(0), NOON);
            progress = other.progress();
            folding = folding(other);
            assertThat(folding.whileOpen(() -> Optional.of("read"))).hasValue("read");
        }

        // When
        Optional<String> read = folding.whileOpen(() -> Optional.of("read"));

        // Then
        assertThat(read).isEmpty();
        assertThat(progress.of(0)).isEmpty();
    }

    @Test
    void shouldTellWhoeverWaitsThatAClaimWasJudgedOrIsNoLongerItsOwn() {
        // Given
        topology.append(event(0), NOON);
        CompletableFuture<Void> first = folding(topology).whenJudged(0);
        CompletableFuture<Void> second = folding(topology).whenJudged(1);
        boolean before = first.isDone();

        // When
        topology.ask(claim("first", null), NOON);

        // Then
        assertThat(before).isFalse();
        assertThat(first).isCompleted();
        assertThat(folding(topology).whenJudged(0)).isCompleted();
        assertThat(second).isNotDone();
        folding(topology).end();
        assertThat(second).isCompleted();
    }

    @Test
    void shouldKnowARepeatedClaim() {
        // Given
        topology.append(event(0), NOON);
        topology.ask(claim("once", null), NOON);

        // Then
        assertThat(folding(topology).lastClaim()).isZero();
        assertThat(topology.reader().isRepeated("prompt-once", at(0))).isFalse();
        assertThat(topology.reader().isRepeated("prompt-once", at(1))).isTrue();
        assertThat(topology.reader().isRepeated("prompt-other", at(1))).isFalse();
    }

    static Stream<WorkedCase> casesWithClaims() {
        return WorkedCase.all()
                .filter(worked -> claimsOf(worked.played("count")).findAny().isPresent());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("casesWithClaims")
    void shouldAnswerAtOnceWhatTheTopologyDecides(WorkedCase worked) {
        // Given
        PlayedCase played = worked.played("at-once");
        Scenario.markAll(topology);
        played.records().events().forEach(event -> topology.append(event, event.appendedAt(NOON)));
        Instant asked = NOON.plus(Duration.ofSeconds(1));
        long offset = 0;
        for (ClaimRequest claim : claimsOf(played).toList()) {
            claim.setRead(read());

            // When
            Optional<Judged> atOnce = answerAtOnce(claim, at(offset++), asked);
            topology.ask(claim, asked);

            // Then
            List<SpecificRecord> decisions =
                    topology.decisionsOn(claim.getHeader().getRequestId());
            if (atOnce.isPresent()) {
                assertThat(decisions).containsExactly(atOnce.get().decision());
                assertThat(topology.on(Topics.ANSWERS, PartialAnswer.class))
                        .contains(atOnce.get().answer());
            } else {
                // another number had to be asked
                assertThat(DecisionHeaders.of(decisions.get(0)).getRequest().getTopic())
                        .isEqualTo(Topics.REQUESTS.name());
            }
        }
    }

    private Optional<Judged> answerAtOnce(ClaimRequest claim, Locator place, Instant at) {
        return new JudgingInPlace(new CaseJudging(KnownCertificateTypes.all(), topology::decode))
                .judge(topology.bytesOf(Topics.CLAIMS, claim), claim, place, at, question -> topology.reader()
                        .answer(question, place, claim.getRead()));
    }

    /** Claims about one person; what was known earlier is not answered at once. */
    private static Stream<ClaimRequest> claimsOf(PlayedCase played) {
        return played.questions().stream()
                .map(question -> played.request("at-once " + question, question))
                .filter(ClaimJudge::concernsOnePerson)
                .map(ClaimRequest.class::cast)
                .filter(claim -> claim.getHeader().getKnownAt() == null);
    }

    private RecordsRead read() {
        return folding(topology).read();
    }

    private static Folding folding(DrivenTopology topology) {
        return topology.progress().of(0).orElseThrow();
    }

    /** One record of the register further on. */
    private static RecordsRead further(RecordsRead read) {
        return new RecordsRead(
                read.getPositions().stream()
                        .map(position -> position.getTopic().equals(Topics.HOUSEHOLD_RESIDENT.name())
                                ? new Position(position.getTopic(), position.getOffset() + 1)
                                : position)
                        .toList(),
                read.getFeeds(),
                read.getRuleVersion());
    }

    private static Locator at(long offset) {
        return new Locator(Topics.CLAIMS.name(), 0, offset);
    }

    private static CaseEvent event(int version) {
        return PEOPLE.records().of("h1").get(version);
    }

    private static ClaimRequest claim(String id, RecordsRead read) {
        ClaimRequest claim = (ClaimRequest) PEOPLE.request(id, "{claim: ALIVE, of: wang}");
        claim.setRead(read);
        return claim;
    }

    private DecisionHeader decided(String id) {
        List<SpecificRecord> decisions = topology.decisionsOn("prompt-" + id);
        assertThat(decisions).hasSize(1);
        return DecisionHeaders.of(decisions.get(0));
    }
}
