package org.huzheng.decision;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.catalogue.Topics;
import org.huzheng.exchange.Contradiction;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.Evidence;
import org.huzheng.exchange.Reason;

/** Where a decision found records that contradict each other, so that the departments they belong to can correct them. */
public final class Contradictions {
    private static final Set<String> RULES = Set.of(
            Rule.RELATION_CONTRADICTED.code(),
            Rule.CONTRADICTORY_RECORD.code(),
            Rule.SEVERAL_ENTRIES.code(),
            Rule.DEATH_CONTRADICTED.code());

    private Contradictions() {}

    /** Whether a rule says that records contradict each other; what a reason of it cites are these records. */
    public static boolean isOne(Rule rule) {
        return RULES.contains(rule.code());
    }

    /** The contradictions a decision of any type rests on, in the order of its reasons. */
    public static List<Contradiction> of(SpecificRecord decision) {
        DecisionHeader header = DecisionHeaders.of(decision);
        return header.getReasons().stream()
                .filter(reason -> RULES.contains(reason.getRule()))
                .map(reason -> contradiction(header, reason))
                .toList();
    }

    private static Contradiction contradiction(DecisionHeader header, Reason reason) {
        List<Evidence> records = header.getEvidence().stream()
                .filter(evidence -> reason.getEventIds().contains(evidence.getEventId()))
                .toList();
        return Contradiction.newBuilder()
                .setDecisionId(header.getDecisionId())
                .setRule(reason.getRule())
                .setPersonKey(reason.getPersonKey())
                .setRecords(records)
                .setDepartments(records.stream()
                        .flatMap(Contradictions::department)
                        .distinct()
                        .sorted()
                        .toList())
                .setSettledBy(reason.getSettledBy())
                .setFoundAt(header.getDecidedAt())
                .build();
    }

    private static Stream<String> department(Evidence evidence) {
        return Topics.recordTopicOf(evidence.getRecordType()).stream().map(topic -> topic.owner());
    }
}
