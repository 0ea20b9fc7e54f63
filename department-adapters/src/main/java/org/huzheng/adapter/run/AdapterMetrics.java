package org.huzheng.adapter.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.huzheng.adapter.health.Reason;
import org.huzheng.adapter.publish.ExchangeSession;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;

/**
 * Meters of one adapter, all tagged with its department; besides that only with rules, reasons and topics, of which there are a fixed number.
 * What each means and asks for is in {@code docs/runbook.md}.
 */
final class AdapterMetrics implements AutoCloseable {
    private static final String ROWS = "huzheng.adapter.rows";
    private static final String PUBLISHED = "huzheng.adapter.rows.published";
    private static final String DEDUPLICATED = "huzheng.adapter.rows.deduplicated";
    private static final String QUARANTINED = "huzheng.adapter.rows.quarantined";
    private static final String WITHDRAWALS = "huzheng.adapter.withdrawals";
    private static final String RESTARTS = "huzheng.adapter.restarts";
    private static final String MARK_AGE = "huzheng.adapter.mark.age";
    private static final String AGREED = "huzheng.adapter.mark.age.agreed";
    private static final String LAG = "huzheng.adapter.lag";
    private static final String ROWS_LEFT = "huzheng.adapter.backfill.rows.left";
    private static final String CONDITION = "huzheng.adapter.condition";

    /** Every meter there is. */
    static final List<String> NAMES = List.of(
            ROWS,
            PUBLISHED,
            DEDUPLICATED,
            QUARANTINED,
            WITHDRAWALS,
            RESTARTS,
            MARK_AGE,
            AGREED,
            LAG,
            ROWS_LEFT,
            CONDITION);

    private final MeterRegistry registry;
    private final Tags tags;
    private final AdapterState state;
    private final InstantSource clock;
    private final List<Meter> gauges = new ArrayList<>();
    private final Counter rows;
    private final Counter published;
    private final Counter deduplicated;
    private final Counter withdrawals;
    private final Counter restarts;
    private volatile double lagMillis = Double.NaN;

    AdapterMetrics(MeterRegistry registry, Department department, AdapterState state, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        this.tags = Tags.of("department", department.code());
        this.state = state;
        this.rows = counter(ROWS, "Rows read from the source");
        this.published = counter(PUBLISHED, "Rows that became a new version of a record");
        this.deduplicated = counter(DEDUPLICATED, "Rows that said nothing new");
        this.withdrawals = counter(
                WITHDRAWALS,
                "Events that annul what a snapshot no longer holds, or a record at a key it no longer belongs to");
        this.restarts = counter(RESTARTS, "Times reading began anew after a failure");
        time(MARK_AGE, tags, this::markAgeMillis, "How long ago the source was known to be published completely");
        time(LAG, tags, () -> lagMillis, "How old the newest row published was when it was published");
        gauge(
                ROWS_LEFT,
                tags,
                () -> state.rowsLeft().isPresent() ? state.rowsLeft().getAsLong() : Double.NaN,
                "Rows still to come of a snapshot, full read or file, about");
        for (Topic topic : department.recordTopics()) {
            double agreed = topic.freshness().orElseThrow().toMillis();
            time(AGREED, tags.and("topic", topic.name()), () -> agreed, "Mark age beyond which answers are STALE");
        }
        for (Reason reason : Reason.values()) {
            gauge(CONDITION, tags.and("reason", reason.code()), () -> holds(reason), "1 while the reason holds");
        }
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    private void time(String name, Tags all, Supplier<Number> millis, String description) {
        gauges.add(TimeGauge.builder(name, millis, TimeUnit.MILLISECONDS)
                .description(description)
                .tags(all)
                .register(registry));
    }

    private void gauge(String name, Tags all, Supplier<Number> value, String description) {
        gauges.add(Gauge.builder(name, value).description(description).tags(all).register(registry));
    }

    private double holds(Reason reason) {
        return state.causes().stream().anyMatch(cause -> cause.reason() == reason) ? 1 : 0;
    }

    void settled(ExchangeSession.Settled settled) {
        Totals totals = settled.totals();
        rows.increment((double) totals.rows());
        published.increment((double) totals.published());
        deduplicated.increment((double) totals.deduplicated());
        withdrawals.increment((double) totals.withdrawals());
        for (RowOutcome outcome : settled.outcomes()) {
            if (outcome instanceof RowOutcome.Quarantined quarantined) {
                String rule = quarantined.rejection().rule().code();
                registry.counter(QUARANTINED, tags.and("rule", rule)).increment();
            }
        }
    }

    /**
     * Notes how late a batch is.
     *
     * @param newest when the source committed the newest of its rows; empty if it had none
     * @param upToDate whether the source said that it has nothing older
     */
    void late(Optional<Instant> newest, boolean upToDate) {
        if (newest.isPresent()) {
            lagMillis =
                    Math.max(0, Duration.between(newest.get(), clock.instant()).toMillis());
        } else if (upToDate) {
            lagMillis = 0;
        }
    }

    void restarted() {
        restarts.increment();
    }

    private double markAgeMillis() {
        return state.markAge().map(age -> (double) age.toMillis()).orElse(Double.NaN);
    }

    /** What was counted stays; what says how things are would go on saying it. */
    @Override
    public void close() {
        gauges.forEach(registry::remove);
    }
}
