package org.huzheng.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.status.AdapterStatus;
import org.huzheng.settings.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code huzheng adapter status}: how an adapter is doing, from the exchange, whether or not it runs. Ends with 1 while a feed is stale. */
@Command(
        name = "status",
        description = {
            "查看适配器的状态(从交换平台读取,无论其是否在运行);有数据过期时返回 1",
            "How the adapter is doing, read from the exchange whether or not it runs. Ends with 1 while a feed is stale."
        },
        mixinStandardHelpOptions = true)
final class AdapterStatusCommand extends AdapterCommand.Verb {
    @Option(
            names = "--json",
            description = {"输出 JSON", "Print one JSON object instead."})
    private boolean json;

    @Override
    public Integer call() throws SettingsException, JsonProcessingException {
        AdapterStatus status = AdapterStatus.read(configuration());
        if (json) {
            out().println(new ObjectMapper().writeValueAsString(asJson(status)));
        } else {
            print(status);
        }
        out().flush();
        return status.isStale() ? 1 : 0;
    }

    private void print(AdapterStatus status) {
        say(
                "部门 department",
                status.department().code() + " " + status.department().chineseName());
        say("运行 running", status.running().map(holder -> "是 yes, " + holder).orElse("否 no"));
        status.pausedSince().ifPresent(since -> say("暂停 paused", "自 since " + since));
        status.quietUntil().ifPresent(until -> say("静默 quiet hours", "至 until " + until));
        Totals totals = status.totals();
        say(
                "累计 totals",
                "行 rows %d,发布 published %d,去重 deduplicated %d,隔离 quarantined %d,撤回 withdrawals %d"
                        .formatted(
                                totals.rows(),
                                totals.published(),
                                totals.deduplicated(),
                                totals.quarantined(),
                                totals.withdrawals()));
        say("位置 position", status.position().orElse("-"));
        status.feeds()
                .forEach(feed -> say(
                        feed.topic(),
                        feed.markAge().map(AdapterStatusCommand::seconds).orElse("无标记 no mark")
                                + (feed.isStale() ? ",过期 STALE" : "")
                                + ",约定 agreed " + seconds(feed.agreed())));
        status.refusedDumps().forEach(dump -> say("拒收 refused dump", dump.file() + ",自 since " + dump.at()));
        status.quarantined().forEach((rule, rows) -> say("隔离 quarantine", rule + " × " + rows));
    }

    private void say(String name, String value) {
        out().println(Columns.padded(name, 36) + value);
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    private static ObjectNode asJson(AdapterStatus status) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("department", status.department().code())
                .put("running", status.running().isPresent())
                .put("stale", status.isStale());
        status.running().ifPresent(holder -> root.putObject("by")
                .put("run", holder.run())
                .put("host", holder.host())
                .put("processId", holder.processId())
                .put("address", holder.address()));
        status.pausedSince().ifPresent(since -> root.put("pausedSince", since.toString()));
        status.quietUntil().ifPresent(until -> root.put("quietUntil", until.toString()));
        root.putObject("totals")
                .put("rows", status.totals().rows())
                .put("published", status.totals().published())
                .put("deduplicated", status.totals().deduplicated())
                .put("quarantined", status.totals().quarantined())
                .put("withdrawals", status.totals().withdrawals());
        status.position().ifPresent(position -> root.put("position", position));
        ArrayNode feeds = root.putArray("feeds");
        status.feeds().forEach(feed -> {
            ObjectNode node = feeds.addObject()
                    .put("topic", feed.topic())
                    .put("stale", feed.isStale())
                    .put("agreedSeconds", feed.agreed().toSeconds());
            feed.markAge().ifPresent(age -> node.put("markAgeSeconds", age.toMillis() / 1000.0));
        });
        ArrayNode refused = root.putArray("refusedDumps");
        status.refusedDumps().forEach(dump -> refused.addObject()
                .put("origin", dump.origin())
                .put("file", dump.file())
                .put("at", dump.at().toString()));
        ObjectNode quarantined = root.putObject("quarantined");
        status.quarantined().forEach(quarantined::put);
        return root;
    }
}
