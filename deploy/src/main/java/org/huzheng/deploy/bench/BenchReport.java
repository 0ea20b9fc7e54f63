package org.huzheng.deploy.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a benchmark found.
 *
 * @param counts what was worked on and what came out, e.g. people, rows, certificates
 * @param limits limits, in the order measured
 * @param figures what we do, each held against one of the limits
 */
record BenchReport(Map<String, Long> counts, List<Figure> limits, List<Figure> figures) {
    private static final int NAME_COLUMNS = 34;

    BenchReport {
        counts = new TreeMap<>(counts);
        limits = List.copyOf(limits);
        figures = List.copyOf(figures);
    }

    ObjectNode asJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("processors", Runtime.getRuntime().availableProcessors());
        node.put("heapMaxBytes", Runtime.getRuntime().maxMemory());
        node.put("java", System.getProperty("java.version"));
        counts.forEach(node::put);
        ArrayNode limitNodes = node.putArray("limits");
        limits.forEach(limit -> addTo(limitNodes, limit));
        ArrayNode figureNodes = node.putArray("figures");
        figures.forEach(figure -> addTo(figureNodes, figure));
        return node;
    }

    private static void addTo(ArrayNode nodes, Figure figure) {
        ObjectNode node = nodes.addObject();
        node.put("name", figure.name());
        node.put("value", figure.value());
        node.put("unit", figure.unit());
        figure.limit().ifPresent(limit -> node.put("limit", limit.name()));
        figure.ratio().ifPresent(ratio -> node.put("ratio", ratio));
        figure.target().ifPresent(target -> node.put("target", target.text()).put("met", target.isMetBy(figure)));
    }

    void printTable(PrintWriter out) {
        out.println();
        counts.forEach((name, count) -> out.printf(Locale.ROOT, "%-32s %,15d%n", name, count));
        out.printf("%n极限 Limits%n");
        limits.forEach(limit -> printRow(out, limit));
        out.printf("%n实测 Figures%n");
        figures.forEach(figure -> printRow(out, figure));
        out.flush();
    }

    private static void printRow(PrintWriter out, Figure figure) {
        String against = figure.limit()
                .map(limit -> String.format(
                        Locale.ROOT, "  %7.3f × %s", figure.ratio().orElseThrow(), limit.name()))
                .orElse("");
        String meant = figure.target()
                .map(target -> "  " + target.text() + ": " + (target.isMetBy(figure) ? "达到 met" : "未达到 not met"))
                .orElse("");
        out.printf(
                Locale.ROOT,
                "%s%15s %-5s%s%s%n",
                padded(figure.name() + " " + figure.chinese()),
                number(figure.value()),
                figure.unit(),
                against,
                meant);
    }

    private static String number(double value) {
        return value < 100 ? String.format(Locale.ROOT, "%.2f", value) : String.format(Locale.ROOT, "%,.0f", value);
    }

    /** Padded as a terminal shows it: a Chinese character takes two columns. */
    private static String padded(String text) {
        int columns = text.codePoints()
                .map(each -> Character.isIdeographic(each) ? 2 : 1)
                .sum();
        return text + " ".repeat(Math.max(1, NAME_COLUMNS - columns));
    }
}
