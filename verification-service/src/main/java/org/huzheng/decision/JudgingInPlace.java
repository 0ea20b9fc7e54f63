package org.huzheng.decision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.exchange.AnswerReceived;
import org.huzheng.exchange.CaseState;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.PartialAnswer;
import org.huzheng.exchange.PartialQuestion;

/**
 * Judges a request where the records of the only person it needs to ask lie, by the same steps as any case: the request stands for the question, and for the
 * place and time of the answer.
 *
 * @param judging leads cases
 */
public record JudgingInPlace(CaseJudging judging) {
    /**
     * A case that was judged in one step.
     *
     * @param question what the person's records were asked
     * @param answer what the person's records said
     * @param decision the decision
     */
    public record Judged(PartialQuestion question, PartialAnswer answer, SpecificRecord decision) {}

    /**
     * What was judged; empty when somebody else has to be asked too.
     *
     * @param requestBytes value bytes of the request
     * @param at where it lies
     * @param appendedAt when it was appended
     * @param records answers the question from the person's records
     */
    public Optional<Judged> judge(
            byte[] requestBytes,
            SpecificRecord request,
            Locator at,
            Instant appendedAt,
            Function<PartialQuestion, PartialAnswer> records) {
        CaseState state = CaseJudging.newCase(requestBytes, request, at, appendedAt);
        List<PartialQuestion> questions = judging.begin(state, at, appendedAt).questions();
        if (questions.size() != 1
                || !questions.get(0).getPersonKey().equals(questions.get(0).getReplyKey())) {
            return Optional.empty();
        }
        PartialAnswer answer = records.apply(questions.get(0));
        return judging.hear(state, new AnswerReceived(answer, at, appendedAt))
                .decision()
                .map(decision -> new Judged(questions.get(0), answer, decision));
    }
}
