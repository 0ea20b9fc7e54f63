package org.huzheng.adapter.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.control.Order;
import org.huzheng.adapter.lease.AdapterLease;
import org.huzheng.adapter.lease.LeaseException;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.RowMapper;
import org.huzheng.adapter.mark.MarkSchedule;
import org.huzheng.adapter.pace.PacedSource;
import org.huzheng.adapter.publish.ExchangeSession;
import org.huzheng.adapter.publish.RowTrace.BatchRead;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.identity.PersonKeyDerivation;
import org.huzheng.trace.Tracing;
import org.jspecify.annotations.Nullable;

/** Source and exchange, open together: rows are read from the one, mapped, and published to the other, batch by batch. */
final class AdapterLife implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration NO_WAIT = Duration.ofMillis(1);

    private final Opening opening;
    private final MappingAhead ahead;
    private final ExchangeSession exchange;
    private final Orders orders;
    private final QuarantineSweep sweep;
    private @Nullable PacedSource source;
    private final MarkSchedule schedule;
    private final Watchers watchers;
    private Optional<String> toldOf = Optional.empty();

    /**
     * Who is told what happens.
     *
     * @param lease without which nothing is published
     * @param tracing told of rows on their way
     */
    record Watchers(AdapterLease lease, AdapterState state, AdapterMetrics metrics, Tracing tracing) {}

    /**
     * What one step did.
     *
     * @param totals what became of all rows so far
     * @param rows what became of the rows of this step
     * @param publishedThrough what the source then said
     * @param marked the time that was marked, if any was
     * @param knowsLess whether the source's time is before the last mark, so that nothing is marked
     * @param doubted whether the source is in doubt, so that nothing is marked
     * @param nothing whether there was neither row nor word from the source
     * @param rowsLeft about how many rows of what is read as a whole are still to come
     * @param restsUntil when the quiet hours are over, while there are any
     * @param pausedSince since when the feed is paused; empty while it is not
     */
    record Step(
            Totals totals,
            Totals rows,
            Optional<Instant> publishedThrough,
            Optional<Instant> marked,
            boolean knowsLess,
            boolean doubted,
            boolean nothing,
            OptionalLong rowsLeft,
            Optional<Instant> restsUntil,
            Optional<Instant> pausedSince) {}

    /** What the source is opened with, at each start and after each pause. */
    private record Opening(AdapterConfiguration configuration, Mapping mapping, String run, InstantSource clock) {
        PacedSource open(ExchangeSession exchange) throws SourceException {
            SourceOpening opening = new SourceOpening(
                    mapping.department().code(),
                    mapping.origins(),
                    exchange.sourcePosition(),
                    configuration.markInterval(),
                    exchange.settledWithPosition(),
                    mapping.mapped(run),
                    exchange.isSourceDoubted(),
                    clock);
            return PacedSource.open(mapping.source(), opening, configuration.pace(), clock);
        }

        Optional<Instant> refusedSince(Optional<String> position) {
            return mapping.source().refusedDumps(position, mapping.origins()).stream()
                    .map(SourceSettings.RefusedDump::at)
                    .findFirst();
        }
    }

    private AdapterLife(
            Opening opening, MappingAhead ahead, ExchangeSession exchange, Orders orders, Watchers watchers) {
        this.opening = opening;
        this.ahead = ahead;
        this.exchange = exchange;
        this.orders = orders;
        this.sweep = new QuarantineSweep(opening.mapping().department(), exchange, opening.clock());
        this.schedule = new MarkSchedule(opening.configuration().markInterval(), exchange.lastMark());
        this.watchers = watchers;
    }

    static AdapterLife open(
            AdapterConfiguration configuration,
            Mapping mapping,
            PersonKeyDerivation keys,
            String run,
            Path state,
            Watchers watchers,
            InstantSource clock)
            throws SourceException {
        ExchangeSession exchange = ExchangeSession.open(mapping, keys, run, configuration.exchange(), state);
        Orders orders = null;
        boolean opened = false;
        try {
            RowMapper mapper = new RowMapper(mapping, keys);
            orders = Orders.open(mapping, run, mapper, exchange, configuration.exchange());
            AdapterLife life = new AdapterLife(
                    new Opening(configuration, mapping, run, clock),
                    new MappingAhead(mapper, exchange, mapping.department().code(), watchers.tracing()),
                    exchange,
                    orders,
                    watchers);
            life.sweep.ifDue();
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

    /** Time of the last feed mark before this life. */
    Optional<Instant> lastMark() {
        return exchange.lastMark();
    }

    Step step() throws SourceException, InterruptedException {
        requireLease();
        sweep.ifDue();
        Duration wait = orders.work() ? NO_WAIT : POLL;
        if (orders.pause().isPresent()) {
            closeSource();
            Thread.sleep(wait.toMillis());
            return nothing();
        }
        PacedSource open = openedSource();
        Instant asked = opening.clock().instant();
        SourceBatch batch = open.poll(wait);
        BatchRead read = new BatchRead(asked, opening.clock().instant());
        requireLease();
        watchers.state().publishes();
        // Of a source in doubt nobody knows what is missing.
        Optional<Instant> committedBefore = exchange.isSourceDoubted() ? Optional.empty() : batch.committedBefore();
        Optional<Instant> mark = schedule.due(committedBefore);
        ExchangeSession.Settled settled = exchange.publish(ahead.map(batch.items(), read), batch, mark);
        open.committed(batch, settled.outcomes());
        tellRefusedDumps();
        watchers.metrics().settled(settled);
        watchers.metrics().late(newest(batch.items()), committedBefore.isPresent());
        boolean nothing = batch.items().isEmpty() && committedBefore.isEmpty();
        return new Step(
                exchange.totals(),
                settled.totals(),
                committedBefore,
                mark,
                schedule.wentBack(),
                exchange.isSourceDoubted(),
                nothing,
                open.rowsLeft(),
                open.restsUntil(),
                Optional.empty());
    }

    private void tellRefusedDumps() {
        Optional<String> position = exchange.sourcePosition();
        if (!position.equals(toldOf)) {
            toldOf = position;
            watchers.state().dumpRefused(opening.refusedSince(position));
        }
    }

    private void requireLease() {
        if (!watchers.lease().isHeld()) {
            throw LeaseException.heldByAnother(
                    "lease: expected to be this department's only adapter, found that the brokers gave"
                            + " the lease away; what was read is not published");
        }
    }

    private static Optional<Instant> newest(List<SourceItem> items) {
        for (int index = items.size() - 1; index >= 0; index--) {
            if (items.get(index) instanceof SourceRow row) {
                return Optional.of(row.committedAt());
            }
        }
        return Optional.empty();
    }

    private Step nothing() {
        return new Step(
                exchange.totals(),
                Totals.none(),
                Optional.empty(),
                Optional.empty(),
                schedule.wentBack(),
                exchange.isSourceDoubted(),
                true,
                OptionalLong.empty(),
                Optional.empty(),
                pausedSince());
    }

    /** Since when the feed is paused; empty while it is not. */
    Optional<Instant> pausedSince() {
        return orders.pause().map(Order.Pause::at);
    }

    private PacedSource openedSource() throws SourceException {
        PacedSource open = source;
        if (open == null) {
            open = opening.open(exchange);
            source = open;
        }
        return open;
    }

    /** While the feed is paused nothing is asked of the department's system; after it, the way is that of a start. */
    private void closeSource() {
        PacedSource open = source;
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
                ahead.close();
                exchange.close();
            }
        }
    }
}
