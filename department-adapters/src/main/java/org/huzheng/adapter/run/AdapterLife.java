package org.huzheng.adapter.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.RowMapper;
import org.huzheng.adapter.mark.MarkSchedule;
import org.huzheng.adapter.publish.ExchangeSession;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.identity.PersonKeyDerivation;

/** Source and exchange, open together: rows are read from the one, mapped, and published to the other, batch by batch. */
final class AdapterLife implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final RowMapper mapper;
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
            RowMapper mapper, ExchangeSession exchange, Source source, MarkSchedule schedule, AdapterMetrics metrics) {
        this.mapper = mapper;
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
                    new RowMapper(mapping, keys),
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
        List<MappedRow> rows = new ArrayList<>(batch.items().size());
        for (SourceItem item : batch.items()) {
            rows.add(mapper.map(item));
        }
        ExchangeSession.Settled settled = exchange.publish(rows, batch, schedule.due(batch.committedBefore()));
        source.committed(batch, settled.outcomes());
        metrics.settled(settled);
        batch.committedBefore().ifPresent(metrics::publishedThrough);
        boolean nothing = rows.isEmpty() && batch.committedBefore().isEmpty();
        return new Step(exchange.totals(), settled.totals(), batch.committedBefore(), nothing);
    }

    @Override
    public void close() {
        try {
            source.close();
        } finally {
            exchange.close();
        }
    }
}
