package org.huzheng.deploy.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a running benchmark has found so far. */
final class Findings {
    private final Map<String, Long> counts = new TreeMap<>();
    private final List<Figure> limits = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    void count(String name, long count) {
        counts.put(name, count);
    }

    /** Notes a limit; figures are held against it. */
    Figure limit(String name, String chinese, double value, String unit) {
        Figure limit = Figure.limit(name, chinese, value, unit);
        limits.add(limit);
        return limit;
    }

    /** Notes a figure, held against a limit noted before. */
    void held(String name, String chinese, double value, Figure limit) {
        figures.add(Figure.held(name, chinese, value, limit));
    }

    /** Notes a figure. */
    void add(Figure figure) {
        figures.add(figure);
    }

    BenchReport report() {
        return new BenchReport(counts, limits, figures);
    }
}
