package org.huzheng.adapter.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.control.Order;
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
import org.jspecify.annotations.Nullable;

/** Source and exchange, open together: rows are read from the one, mapped, and published to the other, batch by batch. */
final class AdapterLife implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration NO_WAIT = Duration.ofMillis(1);

    private final Opening opening;
    private final RowMapper mapper;
    private final ExchangeSession exchange;
    private final Orders orders;
    private @Nullable Source source;
    private final MarkSchedule schedule;
    private final AdapterMetrics metrics;

    /**
     * What one step did.
     *
     * @param totals what became of all rows so far
     * @param rows what became of the rows of this step
     * @param publishedThrough what the source then said
     * @param nothing whether there was neither row nor word from the source
     * @param pausedSince since when the feed is paused; empty while it is not
     */
    record Step(
            Totals totals,
            Totals rows,
            Optional<Instant> publishedThrough,
            boolean nothing,
            Optional<Instant> pausedSince) {}

    /** What the source is opened with, at each start and after each pause. */
    private record Opening(AdapterConfiguration configuration, Mapping mapping, String run) {
        Source open(ExchangeSession exchange) throws SourceException {
            return mapping.source()
                    .open(new SourceOpening(
                            mapping.department().code(),
                            mapping.origins(),
                            exchange.sourcePosition(),
                            configuration.markInterval(),
                            exchange.settledWithPosition(),
                            new SourceOpening.Mapped(mapping.digest(), mapping.recordIds(), run)));
        }
    }

    private AdapterLife(
            Opening opening, RowMapper mapper, ExchangeSession exchange, Orders orders, AdapterMetrics metrics) {
        this.opening = opening;
        this.mapper = mapper;
        this.exchange = exchange;
        this.orders = orders;
        this.schedule = new MarkSchedule(opening.configuration().markInterval());
        this.metrics = metrics;
    }

    static AdapterLife open(
            AdapterConfiguration configuration,
            Mapping mapping,
            PersonKeyDerivation keys,
            String run,
            AdapterMetrics metrics)
            throws SourceException {
        ExchangeSession exchange = ExchangeSession.open(mapping, keys, run, configuration.exchange());
        Orders orders = null;
        boolean opened = false;
        try {
            RowMapper mapper = new RowMapper(mapping, keys);
            orders = Orders.open(mapping, run, mapper, exchange, configuration.exchange());
            AdapterLife life =
                    new AdapterLife(new Opening(configuration, mapping, run), mapper, exchange, orders, metrics);
            if (orders.pause().isEmpty()) {
                life.openedSource();
            }
            opened = true;
            return life;
        } finally {
            if (!opened) {
                if (orders != null) {
                    orders.close();
                }
                exchange.close();
            }
        }
    }

    Totals totals() {
        return exchange.totals();
    }

    Step step() throws SourceException, InterruptedException {
        Duration wait = orders.work() ? NO_WAIT : POLL;
        if (orders.pause().isPresent()) {
            closeSource();
            Thread.sleep(wait.toMillis());
            return nothing();
        }
        Source open = openedSource();
        SourceBatch batch = open.poll(wait);
        List<MappedRow> rows = new ArrayList<>(batch.items().size());
        for (SourceItem item : batch.items()) {
            rows.add(mapper.map(item));
        }
        ExchangeSession.Settled settled = exchange.publish(rows, batch, schedule.due(batch.committedBefore()));
        open.committed(batch, settled.outcomes());
        metrics.settled(settled);
        batch.committedBefore().ifPresent(metrics::publishedThrough);
        boolean nothing = rows.isEmpty() && batch.committedBefore().isEmpty();
        return new Step(exchange.totals(), settled.totals(), batch.committedBefore(), nothing, Optional.empty());
    }

    private Step nothing() {
        return new Step(exchange.totals(), Totals.none(), Optional.empty(), true, pausedSince());
    }

    /** Since when the feed is paused; empty while it is not. */
    Optional<Instant> pausedSince() {
        return orders.pause().map(Order.Pause::at);
    }

    private Source openedSource() throws SourceException {
        Source open = source;
        if (open == null) {
            open = opening.open(exchange);
            source = open;
        }
        return open;
    }

    /** While the feed is paused nothing is asked of the department's system; after it, the way is that of a start. */
    private void closeSource() {
        Source open = source;
        if (open != null) {
            source = null;
            open.close();
            exchange.sourceClosed();
        }
    }

    @Override
    public void close() {
        try {
            closeSource();
        } finally {
            try {
                orders.close();
            } finally {
                exchange.close();
            }
        }
    }
}
