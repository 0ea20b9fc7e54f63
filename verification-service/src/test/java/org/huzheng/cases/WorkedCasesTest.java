package org.huzheng.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.decision.Contradictions;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.Contradiction;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.KinshipDecision;
import org.huzheng.exchange.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every worked case, judged by plain calls. */
class WorkedCasesTest {
    private static final Instant ASKED_AT = Instant.parse("2026-06-01T01:00:00Z");
    private static final Set<Answer> NAMES_WHAT_WOULD_SETTLE = Set.of(Answer.AMBIGUOUS, Answer.STALE, Answer.NO_RECORD);

    /** Rules by which records contradict each other. */
    private static final Set<String> CONTRADICTIONS =
            Set.of("relation-contradicted", "contradictory-record", "several-entries", "death-contradicted");

    static Stream<WorkedCase> cases() {
        return WorkedCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldAnswerAsACarefulClerkWould(WorkedCase worked) {
        // Given
        PlayedCase played = worked.played("pure");
        PureExchange exchange = exchangeOf(played);
        ObjectNode expected = Outcome.expected(worked);
        for (JsonNode question : played.questions()) {
            // When
            SpecificRecord decision =
                    exchange.ask(played.request("question", question), ASKED_AT).get(0);

            // Then
            assertThat(Outcome.asFarAs(expected, Outcome.of(decision, played)))
                    .as("%s %s", worked, question)
                    .isEqualTo(expected);
            assertThat(whatWouldSettle(decision))
                    .as("a reason that names the record")
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldAnswerTheSameFromTheOtherSide(WorkedCase worked) {
        // Given
        PlayedCase played = worked.played("mirrored");
        if (!played.isAboutKinship()) {
            return;
        }
        PureExchange exchange = exchangeOf(played);
        ObjectNode expected = Outcome.expected(worked);
        for (JsonNode question : played.questions()) {
            // When
            SpecificRecord decision = exchange.ask(played.mirroredRequest("question", question), ASKED_AT)
                    .get(0);

            // Then
            DecisionHeader header = DecisionHeaders.of(decision);
            assertThat(header.getAnswer().name())
                    .isEqualTo(expected.get("answer").asText());
            assertThat(header.getReasons().stream().map(Reason::getRule).toList())
                    .isEqualTo(textsOf(expected.get("rules")));
            if (((KinshipDecision) decision).getContent() != null && expected.has("inverse")) {
                assertThat(((KinshipDecision) decision)
                                .getContent()
                                .getRelation()
                                .name())
                        .isEqualTo(expected.get("inverse").asText());
            }
        }
    }

    static Stream<WorkedCase> contradictions() {
        return WorkedCase.all()
                .filter(worked -> textsOf(worked.node().get("expect").get("rules")).stream()
                        .anyMatch(CONTRADICTIONS::contains));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contradictions")
    void shouldTellTheDepartmentsWhatContradictsWhat(WorkedCase worked) {
        // Given
        PlayedCase played = worked.played("contradiction");
        SpecificRecord decision = exchangeOf(played)
                .ask(played.request("question", played.questions().get(0)), ASKED_AT)
                .get(0);

        // When
        List<Contradiction> found = Contradictions.of(decision);

        // Then
        DecisionHeader header = DecisionHeaders.of(decision);
        assertThat(found).hasSize(1);
        assertThat(found.get(0).getDecisionId()).isEqualTo(header.getDecisionId());
        assertThat(found.get(0).getFoundAt()).isEqualTo(header.getDecidedAt());
        assertThat(found.get(0).getRecords()).isEqualTo(header.getEvidence()).hasSizeGreaterThan(1);
        assertThat(found.get(0).getDepartments())
                .isEqualTo(header.getEvidence().stream()
                        .map(evidence -> evidence.getLocator().getTopic())
                        .map(topic -> topic.substring(0, topic.indexOf('.')))
                        .distinct()
                        .sorted()
                        .toList());
        assertThat(found.get(0).getRule()).isIn(CONTRADICTIONS);
        assertThat(found.get(0).getSettledBy()).isNotNull();
    }

    @Test
    void shouldCoverEveryAnswer() {
        assertThat(cases().map(worked ->
                        worked.node().get("expect").get("answer").asText()))
                .contains("MATCH", "MISMATCH", "NO_RECORD", "RECORD_INACTIVE", "UNDER_REVIEW", "AMBIGUOUS", "STALE");
    }

    private static PureExchange exchangeOf(PlayedCase played) {
        PureExchange exchange = new PureExchange();
        played.records().events().forEach(event -> exchange.append(event, event.appendedAt(ASKED_AT)));
        played.mark(exchange, ASKED_AT);
        return exchange;
    }

    private static boolean whatWouldSettle(SpecificRecord decision) {
        DecisionHeader header = DecisionHeaders.of(decision);
        return !NAMES_WHAT_WOULD_SETTLE.contains(header.getAnswer())
                || header.getReasons().stream().allMatch(reason -> reason.getSettledBy() != null);
    }

    private static List<String> textsOf(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
