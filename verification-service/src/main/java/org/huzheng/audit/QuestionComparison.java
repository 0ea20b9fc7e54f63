package org.huzheng.audit;

import java.util.List;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.Scope;

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
        return comparison
                .sides(asThen(ours, logged.getScopes(), ruleVersion), loggedValue)
                .isEmpty();
    }

    /** A question as it was asked under a version of the rules that searched these scopes; today's rules are held to their own. */
    static PartialQuestion asThen(PartialQuestion ours, List<Scope> searched, String ruleVersion) {
        return DecisionHeaders.isEarlierRuleVersion(ruleVersion)
                ? PartialQuestion.newBuilder(ours).setScopes(searched).build()
                : ours;
    }
}
