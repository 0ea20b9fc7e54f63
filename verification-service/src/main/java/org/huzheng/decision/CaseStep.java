package org.huzheng.decision;

import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.exchange.PartialQuestion;

/**
 * What follows from one thing happening to a case.
 *
 * @param questions people to ask now, sorted by person
 * @param decision the decision, when one was reached
 */
public record CaseStep(List<PartialQuestion> questions, Optional<SpecificRecord> decision) {
    static final CaseStep WAIT = new CaseStep(List.of(), Optional.empty());

    public CaseStep {
        questions = List.copyOf(questions);
    }
}
