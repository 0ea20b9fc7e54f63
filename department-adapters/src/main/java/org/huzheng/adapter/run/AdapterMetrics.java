package org.huzheng.adapter.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
    private final InstantSource clock;
    private volatile Optional<Age> markAge = Optional.empty();

    /** How old a mark was when it was heard of, and when that was by a clock that nobody sets. */
    private record Age(Duration whenHeard, long heardNanos) {}

    AdapterMetrics(MeterRegistry registry, Department department, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
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
        Duration age = Duration.between(time, clock.instant());
        // A clock that was put back must not make a feed look fresh for as long.
        markAge = Optional.of(new Age(age.isNegative() ? Duration.ZERO : age, System.nanoTime()));
    }

    private double markAgeMillis() {
        return markAge.map(age -> (double) age.whenHeard()
                        .plusNanos(System.nanoTime() - age.heardNanos())
                        .toMillis())
                .orElse(Double.NaN);
    }
}
