package org.huzheng.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.audit.JudgedExchange.Sent;
import org.huzheng.cases.CaseEvent;
import org.huzheng.cases.PlayedCase;
import org.huzheng.cases.WorkedCase;
import org.huzheng.catalogue.Topics;
import org.huzheng.certificate.KnownCertificateTypes;
import org.huzheng.claims.ClaimJudge;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.exchange.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The auditor after many questions of every kind: the people of every worked case over and over, each time under keys of their own, their records, corrections,
 * disputes and questions in any order. The profile {@code questions} asks 50,000.
 */
class MixedQuestionsIT {
    private static final int QUESTIONS = Integer.getInteger("huzheng.questions", 500);
    private static final int AT_ONCE = 4_000;
    private static final long SEED = 20261126;

    private final Random chance = new Random(SEED);
    private int asked;

    @Test
    void shouldFindEveryDecisionEqualWhateverWasAskedAndCorrectedInWhateverOrder(@TempDir Path directory) {
        try (JudgedExchange exchange = new JudgedExchange(directory)) {
            // Given
            exchange.markAllFeeds();
            for (int run = 0; asked < QUESTIONS; run++) {
                List<Sent> all = ofEveryCase(run);
                Collections.shuffle(all, chance);
                int first = 0;
                if (run == 0) {
                    // Half of it is answered before the rest is known: something of that is sure to touch what was
                    // certified.
                    first = all.size() / 2;
                    exchange.sendAll(all.subList(0, first));
                    exchange.awaitQuiet(questionsIn(all.subList(0, first)));
                }
                for (int from = first; from < all.size(); from += AT_ONCE) {
                    exchange.sendAll(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
                }
            }
            exchange.awaitQuiet(asked);

            // When
            ReplayReport report = exchange.audit().replay();

            // Then
            assertThat(report.differences()).isEmpty();
            assertThat(report.requestsWithoutDecision()).isZero();
            assertThat(report.equal()).isEqualTo(report.decisions()).isGreaterThan(asked);
            assertThat(answersIn(exchange)).containsAll(EnumSet.complementOf(EnumSet.of(Answer.UNKNOWN)));
        }
    }

    private List<Sent> ofEveryCase(int run) {
        List<Sent> all = new ArrayList<>();
        List<WorkedCase> cases = WorkedCase.all().toList();
        for (int i = 0; i < cases.size(); i++) {
            PlayedCase played = cases.get(i).played("mixed-" + run + "-" + i);
            for (CaseEvent event : played.records().events()) {
                all.add(new Sent(event.topic(), event.key(), event.value()));
            }
            int question = 0;
            for (JsonNode node : played.questions()) {
                all.add(ofRequest(played.request("question-" + question++, node)));
            }
        }
        return all;
    }

    private Sent ofRequest(SpecificRecord request) {
        asked++;
        return new Sent(
                ClaimJudge.concernsOnePerson(request) ? Topics.CLAIMS : Topics.REQUESTS,
                KnownCertificateTypes.all().requestHeaderOf(request).getApplicantKey(),
                request);
    }

    private static int questionsIn(List<Sent> sent) {
        return (int) sent.stream()
                .filter(one ->
                        one.topic().equals(Topics.REQUESTS) || one.topic().equals(Topics.CLAIMS))
                .count();
    }

    private static Set<Answer> answersIn(JudgedExchange exchange) {
        Set<Answer> answers = EnumSet.noneOf(Answer.class);
        exchange.read(Topics.DECISIONS)
                .forEach(entry ->
                        answers.add(DecisionHeaders.of(exchange.decode(entry)).getAnswer()));
        return answers;
    }
}
