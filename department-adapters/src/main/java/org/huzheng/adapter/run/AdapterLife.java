package org.huzheng.adapter.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.RowMapper;
import org.huzheng.adapter.mark.MarkSchedule;
import org.huzheng.adapter.publish.ExchangeSession;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.identity.PersonKeyDerivation;

/** Source and exchange, open together: rows are read from the one, mapped, and published to the other, batch by batch. */
final class AdapterLife implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final MappingAhead mapping;
    private final ExchangeSession exchange;
    private final Source source;
    private final MarkSchedule schedule;
    private final AdapterMetrics metrics;

    /**
     * What one step did.
     *
     * @param totals what became of all rows so far
     * @param rows what became of the rows of this step
     * @param publishedThrough what the source then said
     * @param nothing whether there was neither row nor word from the source
     */
    record Step(Totals totals, Totals rows, Optional<Instant> publishedThrough, boolean nothing) {}

    private AdapterLife(
            MappingAhead mapping,
            ExchangeSession exchange,
            Source source,
            MarkSchedule schedule,
            AdapterMetrics metrics) {
        this.mapping = mapping;
        this.exchange = exchange;
        this.source = source;
        this.schedule = schedule;
        this.metrics = metrics;
    }

    static AdapterLife open(
            AdapterConfiguration configuration,
            Mapping mapping,
            PersonKeyDerivation keys,
            String run,
            Path state,
            AdapterMetrics metrics)
            throws SourceException {
        ExchangeSession exchange = ExchangeSession.open(mapping, run, configuration.exchange(), state);
        boolean opened = false;
        try {
            Source source = mapping.source()
                    .open(new SourceOpening(
                            mapping.department().code(),
                            mapping.origins(),
                            exchange.sourcePosition(),
                            configuration.markInterval(),
                            exchange.settledWithPosition(),
                            new SourceOpening.Mapped(mapping.digest(), mapping.recordIds(), run)));
            opened = true;
            return new AdapterLife(
                    new MappingAhead(
                            new RowMapper(mapping, keys),
                            exchange,
                            mapping.department().code()),
                    exchange,
                    source,
                    new MarkSchedule(configuration.markInterval()),
                    metrics);
        } finally {
            if (!opened) {
                exchange.close();
            }
        }
    }

    Totals totals() {
        return exchange.totals();
    }

    Step step() throws SourceException, InterruptedException {
        SourceBatch batch = source.poll(POLL);
        ExchangeSession.Settled settled =
                exchange.publish(mapping.map(batch.items()), batch, schedule.due(batch.committedBefore()));
        source.committed(batch, settled.outcomes());
        metrics.settled(settled);
        batch.committedBefore().ifPresent(metrics::publishedThrough);
        boolean nothing = batch.items().isEmpty() && batch.committedBefore().isEmpty();
        return new Step(exchange.totals(), settled.totals(), batch.committedBefore(), nothing);
    }

    @Override
    public void close() {
        try {
            source.close();
        } finally {
            mapping.close();
            exchange.close();
        }
    }
}
