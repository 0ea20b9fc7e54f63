package org.huzheng.deploy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Instant;
import org.huzheng.audit.CertificateTrail;
import org.huzheng.audit.CertificateTrail.EvidenceRecord;
import org.huzheng.audit.Difference;
import org.huzheng.audit.ReplayReport;
import org.huzheng.event.EventHeader;
import org.huzheng.exchange.Locator;

/** What an audit found, as people read it and as programs do. No personal data in either. */
final class AuditTexts {
    private AuditTexts() {}

    static void print(ReplayReport report, PrintWriter out) {
        out.printf(
                "判定 decisions %d,一致 equal %d,不一致 different %d%n",
                report.decisions(), report.equal(), report.different());
        out.printf(
                "读取记录事件 record events read %d,未决申请 requests without decision %d,死信 dead letters %d%n",
                report.recordEvents(), report.requestsWithoutDecision(), report.deadLetters());
        for (Difference difference : report.differences()) {
            out.printf("! 判定 decision %s, %s%n", difference.decisionId(), place(difference.decision()));
            difference
                    .sides()
                    .forEach(side -> out.printf(
                            "    %s%n      重算 recomputed: %s%n      存储 stored:     %s%n",
                            side.where(), side.recomputed(), side.stored()));
        }
    }

    static ObjectNode asJson(ReplayReport report) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("decisions", report.decisions());
        node.put("equal", report.equal());
        node.put("different", report.different());
        node.put("requestsWithoutDecision", report.requestsWithoutDecision());
        node.put("deadLetters", report.deadLetters());
        node.put("recordEvents", report.recordEvents());
        var differences = node.putArray("differences");
        for (Difference difference : report.differences()) {
            ObjectNode one = differences.addObject();
            one.put("decision", difference.decisionId());
            one.put("place", place(difference.decision()));
            var sides = one.putArray("sides");
            difference.sides().forEach(side -> sides.addObject()
                    .put("where", side.where())
                    .put("recomputed", side.recomputed())
                    .put("stored", side.stored()));
        }
        return node;
    }

    static void print(CertificateTrail trail, PrintWriter out) {
        var certificate = trail.certificate();
        out.printf(
                "证明 certificate %s,类型 type %s,版本 version %d%n",
                certificate.getNumber(), certificate.getType(), certificate.getVersion());
        out.printf("签发 issued %s,有效至 expires %s%n", certificate.getIssuedAt(), certificate.getExpiresAt());
        var decision = trail.decision();
        out.printf(
                "判定 decision %s, %s: %s (%s),%s%n",
                decision.getDecisionId(),
                place(certificate.getDecision()),
                decision.getAnswer(),
                decision.getRuleVersion(),
                untouched(trail.decisionUntouched()));
        decision.getReasons().forEach(reason -> out.printf("  理由 reason %s%n", reason.getRule()));
        out.printf("依据 evidence %d:%n", trail.evidence().size());
        for (EvidenceRecord record : trail.evidence()) {
            out.printf(
                    "  %s %s,%s%n",
                    record.evidence().getRecordType(),
                    place(record.evidence().getLocator()),
                    untouched(record.untouched()));
            record.header()
                    .ifPresent(header -> out.printf(
                            "    记录 record %s/%s,变更 change %s,登记 recorded %s,进入交换 appended %s%n",
                            header.getDepartment(),
                            header.getRecordId(),
                            header.getChangeType(),
                            header.getRecordedAt(),
                            record.appendedAt().map(Instant::toString).orElse("-")));
        }
        out.printf("状态变化 status changes %d:%n", trail.changes().size());
        trail.changes()
                .forEach(change -> out.printf(
                        "  %s %s,理由 reason %s%n", change.getChangedAt(), change.getStatus(), change.getRule()));
    }

    static ObjectNode asJson(CertificateTrail trail) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("number", trail.certificate().getNumber());
        node.put("type", trail.certificate().getType());
        node.put("version", trail.certificate().getVersion());
        node.put("issuedAt", trail.certificate().getIssuedAt().toString());
        node.put("expiresAt", trail.certificate().getExpiresAt().toString());
        ObjectNode decision = node.putObject("decision");
        decision.put("id", trail.decision().getDecisionId());
        decision.put("place", place(trail.certificate().getDecision()));
        decision.put("answer", trail.decision().getAnswer().name());
        decision.put("ruleVersion", trail.decision().getRuleVersion());
        decision.put("untouched", trail.decisionUntouched());
        var evidence = node.putArray("evidence");
        for (EvidenceRecord record : trail.evidence()) {
            ObjectNode one = evidence.addObject();
            one.put("recordType", record.evidence().getRecordType());
            one.put("eventId", record.evidence().getEventId());
            one.put("place", place(record.evidence().getLocator()));
            one.put("untouched", record.untouched());
            record.header().ifPresent(header -> describe(header, one));
            record.appendedAt().ifPresent(time -> one.put("appendedAt", time.toString()));
        }
        var changes = node.putArray("statusChanges");
        trail.changes().forEach(change -> changes.addObject()
                .put("status", change.getStatus().name())
                .put("changedAt", change.getChangedAt().toString())
                .put("rule", change.getRule()));
        return node;
    }

    static boolean isUntouched(CertificateTrail trail) {
        return trail.decisionUntouched() && trail.evidence().stream().allMatch(EvidenceRecord::untouched);
    }

    private static void describe(EventHeader header, ObjectNode node) {
        node.put("department", header.getDepartment());
        node.put("recordId", header.getRecordId());
        node.put("change", header.getChangeType().name());
        node.put("recordedAt", header.getRecordedAt().toString());
    }

    private static String untouched(boolean untouched) {
        return untouched ? "未被改动 untouched" : "已被改动 ALTERED";
    }

    private static String place(Locator locator) {
        return locator.getTopic() + "-" + locator.getPartition() + "@" + locator.getOffset();
    }
}
