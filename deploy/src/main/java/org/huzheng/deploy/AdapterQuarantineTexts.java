package org.huzheng.deploy;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.control.Answer;
import org.huzheng.adapter.control.Order;
import org.huzheng.adapter.quarantine.MaskedEntry;
import org.huzheng.adapter.quarantine.QuarantineReport;

/** What lies in quarantine and what became of it, as an operator reads it. No personal data. */
final class AdapterQuarantineTexts {
    private AdapterQuarantineTexts() {}

    static void print(String department, QuarantineReport report, PrintWriter out) {
        out.printf("隔离区 quarantine of %s:%d 条 entries%n", department, report.entries());
        for (QuarantineReport.Reason reason : report.reasons()) {
            out.printf(
                    "! %d × %s%s %s%n", reason.count(), reason.rule(), inBrackets(reason.field()), reason.recordType());
            for (MaskedEntry entry : reason.first()) {
                out.printf(
                        "    %s  %s %s,%s%s%n",
                        entry.key(),
                        entry.origin(),
                        entry.location(),
                        ChinaTime.shown(entry.refusedAt()),
                        entry.row().isPresent() ? "" : ",不可重放 cannot be replayed");
                out.printf("        %s%n", why(entry));
            }
            long others = reason.count() - reason.first().size();
            if (others > 0) {
                out.printf("    … 另有 and %d 条 more%n", others);
            }
        }
    }

    static void print(MaskedEntry entry, PrintWriter out) {
        out.printf("条目 entry %s%n", entry.key());
        out.printf("  记录类型 record type: %s%n", entry.recordType());
        out.printf("  来源 from: %s %s%n", entry.origin(), entry.location());
        out.printf("  原因 reason: %s%s: %s%n", entry.rule(), inBrackets(entry.field()), why(entry));
        out.printf(
                "  操作与位置 operation and position: %s%n",
                entry.row().orElse("-,不可重放 cannot be replayed: 请在来源处更正 put it right at the source"));
        out.printf("  映射 mapping: %s%n", entry.mappingDigest());
        out.printf("  运行 run: %s%n", entry.run());
        out.printf(
                "  拒绝于 refused at: %s,存入于 stored at: %s%n",
                ChinaTime.shown(entry.refusedAt()), ChinaTime.shown(entry.storedAt()));
        if (entry.rawBytes() > 0) {
            out.printf("  原始字节 raw bytes: %d%n", entry.rawBytes());
        }
        entry.rowMasked()
                .forEach((column, value) -> out.printf("    %s = %s%n", column, value.isEmpty() ? "-" : value));
    }

    /** What became of an order. */
    static List<String> lines(String department, Order order, Optional<Answer> answer, String mappingDigest) {
        if (answer.isEmpty()) {
            return List.of(waiting(department));
        }
        Answer.Settlement became = answer.get().settlement();
        List<String> lines = new ArrayList<>();
        String soFar = answer.get().done() ? "" : "(进行中 under way)";
        lines.add(
                order instanceof Order.Drop
                        ? "已删除 dropped %d%s".formatted(became.dropped(), soFar)
                        : "重放 replayed%s: 发布 published %d,已被取代 superseded %d,再次被拒 refused again %d,不可重放 cannot be replayed %d"
                                .formatted(
                                        soFar,
                                        became.published(),
                                        became.superseded(),
                                        became.refused(),
                                        became.unreadable()));
        if (became.more()) {
            lines.add("还有更多条目,请再执行一次。 There are further entries: give the command again.");
        }
        if (became.refused() > 0 && !answer.get().mapping().equals(mappingDigest)) {
            lines.add("适配器仍以另一映射运行,请先重启。 The adapter runs with another mapping than this configuration's:"
                    + " restart it first.");
        }
        return lines;
    }

    /** Nobody has answered an order. */
    static String waiting(String department) {
        return "尚无适配器应答:指令已留存,待其运行时执行。 No adapter of " + department + " has answered: the order waits until one runs.";
    }

    private static String why(MaskedEntry entry) {
        return "应为 expected " + entry.expected() + ",实为 found "
                + entry.foundShown().orElse("-");
    }

    private static String inBrackets(Optional<String> field) {
        return field.map(name -> " (" + name + ")").orElse("");
    }
}
