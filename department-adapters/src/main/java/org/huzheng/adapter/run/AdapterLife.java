package org.huzheng.adapter.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.lease.AdapterLease;
import org.huzheng.adapter.lease.LeaseException;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.RowMapper;
import org.huzheng.adapter.mark.MarkSchedule;
import org.huzheng.adapter.pace.PacedSource;
import org.huzheng.adapter.publish.ExchangeSession;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.identity.PersonKeyDerivation;

/** Source and exchange, open together: rows are read from the one, mapped, and published to the other, batch by batch. */
final class AdapterLife implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final RowMapper mapper;
    private final ExchangeSession exchange;
    private final PacedSource source;
    private final MarkSchedule schedule;
    private final Watchers watchers;

    /**
     * Who is told what happens.
     *
     * @param lease without which nothing is published
     */
    record Watchers(AdapterLease lease, AdapterState state, AdapterMetrics metrics) {}

    /**
     * What one step did.
     *
     * @param totals what became of all rows so far
     * @param rows what became of the rows of this step
     * @param publishedThrough what the source then said
     * @param nothing whether there was neither row nor word from the source
     * @param rowsLeft about how many rows of what is read as a whole are still to come
     * @param restsUntil when the quiet hours are over, while there are any
     */
    record Step(
            Totals totals,
            Totals rows,
            Optional<Instant> publishedThrough,
            boolean nothing,
            OptionalLong rowsLeft,
            Optional<Instant> restsUntil) {}

    private AdapterLife(
            RowMapper mapper, ExchangeSession exchange, PacedSource source, MarkSchedule schedule, Watchers watchers) {
        this.mapper = mapper;
        this.exchange = exchange;
        this.source = source;
        this.schedule = schedule;
        this.watchers = watchers;
    }

    static AdapterLife open(
            AdapterConfiguration configuration,
            Mapping mapping,
            PersonKeyDerivation keys,
            String run,
            Watchers watchers)
            throws SourceException {
        ExchangeSession exchange = ExchangeSession.open(mapping, run, configuration.exchange());
        boolean opened = false;
        try {
            SourceOpening opening = new SourceOpening(
                    mapping.department().code(),
                    mapping.origins(),
                    exchange.sourcePosition(),
                    configuration.markInterval(),
                    exchange.settledWithPosition(),
                    new SourceOpening.Mapped(mapping.digest(), mapping.recordIds(), run));
            PacedSource source = PacedSource.open(mapping.source(), opening, configuration.pace(), Clock.systemUTC());
            opened = true;
            return new AdapterLife(
                    new RowMapper(mapping, keys),
                    exchange,
                    source,
                    new MarkSchedule(configuration.markInterval()),
                    watchers);
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
        if (!watchers.lease().isHeld()) {
            throw new LeaseException("lease: expected to be this department's only adapter, found that the brokers gave"
                    + " the lease away; what was read is not published");
        }
        watchers.state().publishes();
        ExchangeSession.Settled settled = exchange.publish(rows, batch, schedule.due(batch.committedBefore()));
        source.committed(batch, settled.outcomes());
        watchers.metrics().settled(settled);
        watchers.metrics().late(newest(batch.items()), batch.committedBefore().isPresent());
        boolean nothing = rows.isEmpty() && batch.committedBefore().isEmpty();
        return new Step(
                exchange.totals(),
                settled.totals(),
                batch.committedBefore(),
                nothing,
                source.rowsLeft(),
                source.restsUntil());
    }

    private static Optional<Instant> newest(List<SourceItem> items) {
        for (int index = items.size() - 1; index >= 0; index--) {
            if (items.get(index) instanceof SourceRow row) {
                return Optional.of(row.committedAt());
            }
        }
        return Optional.empty();
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
