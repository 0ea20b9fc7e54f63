package org.huzheng.adapter.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.huzheng.adapter.publish.ExchangeSession;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.catalogue.Department;

/** Meters of one adapter, all tagged with its department. */
final class AdapterMetrics {
    private static final String QUARANTINED = "huzheng.adapter.rows.quarantined";

    private final MeterRegistry registry;
    private final Tags tags;
    private final Counter rows;
    private final Counter published;
    private final Counter deduplicated;
    private final Counter withdrawals;
    private final Counter restarts;
    private final AtomicLong publishedThroughMillis = new AtomicLong();

    AdapterMetrics(MeterRegistry registry, Department department) {
        this.registry = registry;
        this.tags = Tags.of("department", department.code());
        this.rows = counter("huzheng.adapter.rows", "Rows read from the source");
        this.published = counter("huzheng.adapter.rows.published", "Rows that became a new version of a record");
        this.deduplicated = counter("huzheng.adapter.rows.deduplicated", "Rows that said nothing new");
        this.withdrawals =
                counter("huzheng.adapter.withdrawals", "Events that annul a record at a key it no longer belongs to");
        this.restarts = counter("huzheng.adapter.restarts", "Times reading began anew after a failure");
        TimeGauge.builder("huzheng.adapter.mark.age", this::markAgeMillis, TimeUnit.MILLISECONDS)
                .description("How long ago the source was known to be published completely")
                .tags(tags)
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
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

    void restarted() {
        restarts.increment();
    }

    void publishedThrough(Instant time) {
        publishedThroughMillis.set(time.toEpochMilli());
    }

    private double markAgeMillis() {
        long known = publishedThroughMillis.get();
        return known == 0 ? Double.NaN : System.currentTimeMillis() - known;
    }
}
