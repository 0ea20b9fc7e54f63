package org.huzheng.audit;

import org.huzheng.decision.DecisionHeaders;
import org.huzheng.exchange.PartialQuestion;

/**
 * Whether a question that was logged is one that the rules of today ask. What an earlier rule version searched is its own: its questions are held
 * to all but that, and whether their answers still lead to the same decision is for the decision to show.
 *
 * @param comparison compares records with stored bytes
 */
record QuestionComparison(RecordComparison comparison) {
    /**
     * Whether they are the same.
     *
     * @param ours what the rules of today ask
     * @param logged what was asked
     * @param loggedValue its value bytes as they lie on the topic
     * @param ruleVersion version of the rules that asked it
     */
    boolean isSame(PartialQuestion ours, PartialQuestion logged, byte[] loggedValue, String ruleVersion) {
        PartialQuestion expected = DecisionHeaders.isEarlierRuleVersion(ruleVersion)
                ? PartialQuestion.newBuilder(ours).setScopes(logged.getScopes()).build()
                : ours;
        return comparison.sides(expected, loggedValue).isEmpty();
    }
}
