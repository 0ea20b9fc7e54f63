package org.huzheng.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huzheng.topology.Scenario.NOON;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.cases.PlayedCase;
import org.huzheng.cases.WorkedCase;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.exchange.Access;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.ClaimDecision;
import org.huzheng.exchange.ClaimRequest;
import org.huzheng.exchange.Contradiction;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.PartialAnswer;
import org.huzheng.exchange.PartialQuestion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claims about one person are judged in one step where the person's records lie. */
class AnswerClaimsTest {
    private static final PlayedCase PEOPLE = WorkedCase.inline("claims", """
        people: {wang: 王强 M 1985-09-09, old: 李四 M 1970-01-01, new: 李四 M 1970-01-11, zhou: 周文 F 1990-02-02}
        records:
          - {entry: h1, of: wang}
          - {link: l1, former: old, current: new}
          - {entry: h2, of: new}
          - {entry: h3, of: zhou}
          - {entry: h4, of: zhou}
        ask: []
        """).played("claims");

    private final DrivenTopology topology = new DrivenTopology();

    @BeforeEach
    void publish() {
        Scenario.publish(topology, PEOPLE);
    }

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void shouldDecideAnswerAndNoteWhoLookedInOneStep() {
        // When
        topology.ask(alive("one", "wang"), NOON);

        // Then
        DecisionHeader decided = lastOn("claims-one");
        assertThat(decided.getAnswer()).isEqualTo(Answer.MATCH);
        assertThat(decided.getRequest().getTopic()).isEqualTo(Topics.CLAIMS.name());
        assertThat(topology.on(Topics.QUESTIONS, PartialQuestion.class)).isEmpty();
        assertThat(topology.on(Topics.ANSWERS, PartialAnswer.class))
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.getQuestion()).isEqualTo(decided.getRequest());
                    assertThat(answer.getPositions())
                            .isEqualTo(decided.getAnswers().get(0).getPositions());
                });
        assertThat(topology.on(Topics.ACCESS, Access.class))
                .singleElement()
                .extracting(Access::getRequestId)
                .isEqualTo("claims-one");
    }

    @Test
    void shouldTellDepartmentsOfTheContradictionAClaimFound() {
        // When
        topology.ask(alive("entered-twice", "zhou"), NOON);

        // Then
        assertThat(topology.on(Topics.CONTRADICTIONS, Contradiction.class))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.getDecisionId()).isEqualTo("claims-entered-twice/1");
                    assertThat(found.getRule()).isEqualTo("several-entries");
                    assertThat(found.getDepartments()).containsExactly("household");
                });
    }

    @Test
    void shouldJudgeAClaimOnceHoweverOftenItArrives() {
        // Given
        topology.ask(alive("twice", "wang"), NOON);

        // When
        topology.ask(alive("twice", "wang"), NOON.plusSeconds(1));

        // Then
        assertThat(topology.decisionsOn("claims-twice")).hasSize(1);
        assertThat(topology.on(Topics.ACCESS, Access.class)).hasSize(1);
    }

    @Test
    void shouldSendAClaimTheWayOfAllRequestsWhenAnotherNumberMustBeAsked() {
        // When
        topology.ask(alive("changed", "old"), NOON);

        // Then
        DecisionHeader decided = lastOn("claims-changed");
        assertThat(decided.getAnswer()).isEqualTo(Answer.MATCH);
        assertThat(decided.getRequest().getTopic()).isEqualTo(Topics.REQUESTS.name());
        assertThat(topology.on(Topics.REQUESTS, ClaimRequest.class)).hasSize(1);
        assertThat(decided.getAnswers()).hasSize(2);
    }

    private static SpecificRecord alive(String id, String person) {
        return PEOPLE.request(id, "{claim: ALIVE, of: " + person + "}");
    }

    private DecisionHeader lastOn(String requestId) {
        List<SpecificRecord> decisions = topology.decisionsOn(requestId);
        assertThat(decisions).isNotEmpty().allMatch(ClaimDecision.class::isInstance);
        return DecisionHeaders.of(decisions.get(decisions.size() - 1));
    }
}
