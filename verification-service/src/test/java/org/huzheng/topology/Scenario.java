package org.huzheng.topology;

import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.cases.CaseEvent;
import org.huzheng.cases.PlayedCase;
import org.huzheng.cases.WorkedCase;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.KinshipDecision;

/** People, records and requests the topology's tests share. */
final class Scenario {
    static final Instant NOON = Instant.parse("2026-06-01T04:00:00Z");
    static final List<Topic> KINSHIP_TOPICS =
            List.of(Topics.HOUSEHOLD_IDENTITY_LINK, Topics.HOUSEHOLD_RESIDENT, Topics.MEDICAL_BIRTH);

    /** A mother and a child, and what may happen to their records later. */
    static final PlayedCase FAMILY = WorkedCase.inline("family", """
            people: {lin: 林婉清 F 1972-03-08, he: 何敏 F 1970-01-01, chen: 陈思远 M 1999-11-02}
            records:
              - {entry: mother, of: lin}
              - {entry: child, of: chen, mother: lin}
              - {entry: child, change: CORRECTED, mother: he}
              - {entry: child, change: CORRECTED, mother: lin}
              - {entry: child, change: CORRECTED, mother: lin, name: 陈远}
              - {entry: second, of: chen}
              - {entry: second, change: ANNULLED}
              - {entry: stranger, of: he}
            ask: []
            """).played("family");

    static final PlayedCase WORKER = WorkedCase.inline("worker", """
            people: {wang: 王强 M 1985-09-09}
            records:
              - {entry: h, of: wang}
              - {contribution: jan, of: wang, month: 2025-01, employer: 甲公司}
              - {contribution: feb, of: wang, month: 2025-02, employer: 甲公司}
              - {contribution: mar, of: wang, month: 2025-03, employer: 甲公司}
              - {contribution: feb, change: CORRECTED, month: 2024-12}
              - {enrolment: e, of: wang, employer: 乙公司}
            ask: []
            """).played("worker");

    static final SpecificRecord MOTHERHOOD = FAMILY.request("motherhood", "{kinship: [lin, chen], claimed: MOTHER}");
    static final SpecificRecord TWO_MONTHS =
            WORKER.request("two-months", "{payment: wang, from: 2025-01, to: 2025-02, kinds: [PENSION]}");

    private Scenario() {}

    /** Every record of a case, and a mark in each feed. */
    static void publish(DrivenTopology topology, PlayedCase played) {
        played.records().events().forEach(event -> topology.append(event, NOON));
        markAll(topology);
    }

    static void markAll(DrivenTopology topology) {
        Topics.publishedTopics().forEach(topic -> topology.mark(topic, NOON, NOON));
    }

    /** The mother's and the child's entries, and a mark in each feed a kinship question needs. */
    static void publishFamily(DrivenTopology topology) {
        topology.append(event(FAMILY, "mother", 0), NOON);
        topology.append(event(FAMILY, "child", 0), NOON);
        KINSHIP_TOPICS.forEach(topic -> topology.mark(topic, NOON, NOON));
    }

    static void certifyMotherhood(DrivenTopology topology) {
        publishFamily(topology);
        topology.ask(MOTHERHOOD, NOON);
    }

    static void certifyTwoMonths(DrivenTopology topology) {
        for (String record : List.of("h", "jan", "feb")) {
            topology.append(event(WORKER, record, 0), NOON);
        }
        markAll(topology);
        topology.ask(TWO_MONTHS, NOON);
    }

    /** One version, from 0, of one record. */
    static CaseEvent event(PlayedCase played, String record, int version) {
        return played.records().of(record).get(version);
    }

    /** Something happens to the family's records, seconds later. */
    static void later(DrivenTopology topology, String record, int version) {
        topology.append(event(FAMILY, record, version), NOON.plusSeconds(9));
    }

    static List<DecisionHeader> decisionsOnMotherhood(DrivenTopology topology) {
        return topology.decisionsOn("family-motherhood").stream()
                .map(decision -> ((KinshipDecision) decision).getHeader())
                .toList();
    }

    static DecisionHeader lastOnMotherhood(DrivenTopology topology) {
        List<DecisionHeader> decisions = decisionsOnMotherhood(topology);
        return decisions.get(decisions.size() - 1);
    }
}
