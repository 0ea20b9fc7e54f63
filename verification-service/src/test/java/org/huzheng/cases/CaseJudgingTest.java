package org.huzheng.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.CaseJudging;
import org.huzheng.decision.CaseStep;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.exchange.AnswerReceived;
import org.huzheng.exchange.CaseState;
import org.huzheng.exchange.CertificateAction;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.PartialQuestion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a case goes from step to step, whatever it is about. */
class CaseJudgingTest {
    private static final Instant NOON = Instant.parse("2026-06-01T04:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(9);

    private static final PlayedCase FAMILY = WorkedCase.inline("family", """
            people: {lin: 林婉清 F 1972-03-08, he: 何敏 F 1970-01-01, chen: 陈思远 M 1999-11-02}
            records:
              - {entry: h1, of: lin}
              - {entry: h2, of: chen, mother: lin}
              - {entry: h3, of: he}
            ask: []
            """).played("family");
    private static final SpecificRecord CERTIFICATE =
            FAMILY.request("certificate", "{kinship: [lin, chen], claimed: MOTHER}");
    private static final SpecificRecord REFUSED = FAMILY.request("refused", "{kinship: [he, chen], claimed: MOTHER}");
    private static final SpecificRecord VERIFICATION =
            FAMILY.request("verification", "{kinship: [lin, chen], claimed: MOTHER, form: VERIFICATION}");

    private final PureExchange exchange = new PureExchange();
    private final CaseJudging judging = exchange.judging();

    @BeforeEach
    void publish() {
        FAMILY.records().events().forEach(event -> exchange.append(event, NOON));
        Topics.publishedTopics().forEach(feed -> exchange.mark(feed, LATER, NOON));
    }

    @Test
    void shouldJudgeOnceMoreWhenSomethingCameWhileItWasBeingJudged() {
        // Given
        CaseState state = exchange.open(CERTIFICATE, NOON);
        CaseStep begun = judging.begin(state, state.getTrigger(), NOON);
        Locator cause = exchange.place(Topics.REQUESTS);

        // When
        CaseStep meanwhile = judging.begin(state, cause, LATER);
        CaseStep decided = hearAll(state, begun.questions());

        // Then
        assertThat(meanwhile.questions()).isEmpty();
        assertThat(header(decided).getJudgement()).isEqualTo(1);
        assertThat(decided.questions()).hasSize(2).allSatisfy(question -> assertThat(question.getJudgement())
                .isEqualTo(2));
        CaseStep again = hearAll(state, decided.questions());
        assertThat(header(again).getRequest()).isEqualTo(cause);
        assertThat(header(again).getRequestedAt()).isEqualTo(LATER);
        assertThat(header(again).getAction()).isEqualTo(CertificateAction.NONE);
        assertThat(again.questions()).isEmpty();
    }

    @Test
    void shouldNotJudgeOnceMoreWhatWasRefused() {
        // Given
        CaseState state = exchange.open(REFUSED, NOON);
        CaseStep begun = judging.begin(state, state.getTrigger(), NOON);
        judging.begin(state, exchange.place(Topics.REQUESTS), LATER);

        // When
        CaseStep decided = hearAll(state, begun.questions());

        // Then
        assertThat(decided.questions()).isEmpty();
        assertThat(CaseJudging.livesOn(state)).isFalse();
    }

    @Test
    void shouldLiveOnOnlyWithACertificate() {
        // Given
        CaseState certified = exchange.open(CERTIFICATE, NOON);
        CaseState verified = exchange.open(VERIFICATION, NOON);

        // When
        hearAll(
                certified,
                judging.begin(certified, certified.getTrigger(), NOON).questions());
        hearAll(verified, judging.begin(verified, verified.getTrigger(), NOON).questions());

        // Then
        assertThat(CaseJudging.livesOn(certified)).isTrue();
        assertThat(CaseJudging.livesOn(verified)).isFalse();
    }

    @Test
    void shouldPassOverAnswersItDoesNotWaitFor() {
        // Given
        CaseState state = exchange.open(CERTIFICATE, NOON);
        List<PartialQuestion> first =
                judging.begin(state, state.getTrigger(), NOON).questions();
        AnswerReceived answer = exchange.answer(first.get(0), NOON);
        hearAll(state, first);
        judging.begin(state, exchange.place(Topics.REQUESTS), LATER);
        CaseState waiting = CaseState.newBuilder(state).build();

        // When
        CaseStep step = judging.hear(state, answer);

        // Then
        assertThat(step.decision()).isEmpty();
        assertThat(step.questions()).isEmpty();
        assertThat(state).isEqualTo(waiting);
    }

    @Test
    void shouldAskAVerificationsPeopleWithoutWatchingThem() {
        // Given
        CaseState certified = exchange.open(CERTIFICATE, NOON);
        CaseState verified = exchange.open(VERIFICATION, NOON);

        // Then
        assertThat(judging.begin(certified, certified.getTrigger(), NOON).questions())
                .allSatisfy(question -> assertThat(question.getScopes()).anyMatch(scope -> scope.getStanding()));
        assertThat(judging.begin(verified, verified.getTrigger(), NOON).questions())
                .allSatisfy(question -> assertThat(question.getScopes()).noneMatch(scope -> scope.getStanding()));
    }

    @Test
    void shouldJudgeAClaimAboutOnePersonInPlaceAsAnyOther() {
        // Given
        SpecificRecord alive = FAMILY.request("alive", "{claim: ALIVE, of: lin}");

        // When
        Optional<SpecificRecord> inPlace = exchange.askInPlace(alive, NOON);

        // Then
        DecisionHeader elsewhere = DecisionHeaders.of(exchange.ask(alive, NOON).get(0));
        assertThat(inPlace).map(DecisionHeaders::of).hasValueSatisfying(header -> {
            assertThat(header.getAnswer()).isEqualTo(elsewhere.getAnswer());
            assertThat(header.getReasons()).isEqualTo(elsewhere.getReasons());
        });
    }

    @Test
    void shouldNotJudgeInPlaceWhereTwoPeopleHaveToBeAsked() {
        // When
        Optional<SpecificRecord> inPlace =
                exchange.askInPlace(FAMILY.request("together", "{claim: SAME_HOUSEHOLD, of: lin, other: he}"), NOON);

        // Then
        assertThat(inPlace).isEmpty();
    }

    private CaseStep hearAll(CaseState state, List<PartialQuestion> questions) {
        CaseStep step = null;
        for (PartialQuestion question : questions) {
            step = judging.hear(state, exchange.answer(question, NOON));
        }
        return step;
    }

    private static DecisionHeader header(CaseStep step) {
        return DecisionHeaders.of(step.decision().orElseThrow());
    }
}
