package org.huzheng.topology;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.huzheng.decision.CaseStep;
import org.huzheng.decision.Contradictions;
import org.huzheng.exchange.CaseState;
import org.jspecify.annotations.Nullable;

/** The case store, and what follows from a step of a case. */
final class Cases {
    private final ProcessorContext<String, SpecificRecord> context;
    private final KeyValueStore<String, CaseState> cases;

    Cases(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        cases = context.getStateStore(Stores.CASES);
    }

    @Nullable
    CaseState of(String requestId) {
        return cases.get(requestId);
    }

    /** Keeps the state and sends what follows: the decision and the contradictions it found to the applicant's key, questions to the people asked. */
    void follow(String applicantKey, String requestId, CaseState state, CaseStep step, long timestamp) {
        cases.put(requestId, state);
        step.decision().ifPresent(decision -> {
            context.forward(new Record<>(applicantKey, decision, timestamp), JudgingTopology.TO_DECISIONS);
            Contradictions.of(decision)
                    .forEach(found -> context.forward(
                            new Record<>(applicantKey, found, timestamp), JudgingTopology.TO_CONTRADICTIONS));
        });
        step.questions()
                .forEach(question -> context.forward(
                        new Record<>(question.getPersonKey(), question, timestamp), JudgingTopology.TO_QUESTIONS));
    }
}
