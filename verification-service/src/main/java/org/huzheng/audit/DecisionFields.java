package org.huzheng.audit;

import org.apache.avro.specific.SpecificRecord;
import org.huzheng.exchange.DecisionHeader;

/** The head every decision has. */
final class DecisionFields {
    private DecisionFields() {}

    static DecisionHeader headerOf(SpecificRecord decision) {
        var field = decision.getSchema().getField("header");
        if (field == null || !(decision.get(field.pos()) instanceof DecisionHeader header)) {
            throw new AuditException(
                    "expected a decision, found " + decision.getSchema().getFullName());
        }
        return header;
    }
}
