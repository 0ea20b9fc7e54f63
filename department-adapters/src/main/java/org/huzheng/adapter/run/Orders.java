package org.huzheng.adapter.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huzheng.adapter.control.Answer;
import org.huzheng.adapter.control.Answer.Settlement;
import org.huzheng.adapter.control.ControlReader;
import org.huzheng.adapter.control.Order;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.RowMapper;
import org.huzheng.adapter.publish.ExchangeClients;
import org.huzheng.adapter.publish.ExchangeSession;
import org.huzheng.adapter.publish.Replay;
import org.huzheng.adapter.quarantine.QuarantineEntry;
import org.huzheng.adapter.quarantine.QuarantineReader;
import org.huzheng.adapter.source.NextDue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what operators ask, part by part between the batches of the feed. Used by the adapter's thread. */
final class Orders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);
    private static final int ROWS_PER_TRANSACTION = 500;
    private static final int ROWS_PER_ORDER = 200_000;

    private final Mapping mapping;
    private final String run;
    private final RowMapper mapper;
    private final ExchangeSession exchange;
    private final ControlReader control;
    private final NextDue look = new NextDue();
    private @Nullable Work work;

    /** An order about the quarantine that is being carried out: which entries are left of it, and what became of the others. */
    private static final class Work {
        private final Order.OfQuarantine order;
        private final Deque<Long> left;
        private final Set<String> storedSince = new HashSet<>();
        private long readTo;
        private Settlement settlement;

        private Work(Order.OfQuarantine order, QuarantineReader.Found found, Settlement before) {
            this.order = order;
            this.left = new ArrayDeque<>(found.offsets());
            this.readTo = found.end();
            this.settlement = before.plus(new Settlement(0, 0, 0, 0, 0, found.more()));
        }

        /** The next entries, but for those under whose key something was stored since the order was looked at: it did not mean that. */
        private List<QuarantineEntry> nextEntries(QuarantineReader quarantine) {
            long end = quarantine.end();
            storedSince.addAll(quarantine.keysStored(readTo, end));
            readTo = end;
            return quarantine.read(nextPart()).stream()
                    .filter(entry -> !storedSince.contains(entry.key()))
                    .toList();
        }

        private List<Long> nextPart() {
            List<Long> part = new ArrayList<>();
            while (part.size() < ROWS_PER_TRANSACTION && !left.isEmpty()) {
                part.add(left.removeFirst());
            }
            return part;
        }
    }

    private Orders(Mapping mapping, String run, RowMapper mapper, ExchangeSession exchange, ControlReader control) {
        this.mapping = mapping;
        this.run = run;
        this.mapper = mapper;
        this.exchange = exchange;
        this.control = control;
    }

    /** Reads what was asked until now, so that a paused feed does not begin. */
    static Orders open(
            Mapping mapping, String run, RowMapper mapper, ExchangeSession exchange, ExchangeClients clients) {
        ControlReader control = ControlReader.open(clients, mapping.department());
        boolean opened = false;
        try {
            control.readToEnd()
                    .pause()
                    .ifPresent(pause -> LOG.info(
                            "Feed is paused: department={} since={}",
                            mapping.department().code(),
                            pause.at()));
            opened = true;
            return new Orders(mapping, run, mapper, exchange, control);
        } finally {
            if (!opened) {
                control.close();
            }
        }
    }

    /** The order to hold the feed, if it holds. */
    Optional<Order.Pause> pause() {
        return control.state().pause();
    }

    /**
     * Carries out a part of what is asked, if anything is.
     *
     * @return whether there was something to do
     */
    boolean work() {
        if (work == null) {
            look();
        }
        if (work == null) {
            return false;
        }
        settle(work);
        return true;
    }

    private void look() {
        if (!look.isDue()) {
            return;
        }
        look.in(LOOK_INTERVAL);
        for (Order order : control.poll(Duration.ZERO).unanswered()) {
            if (order instanceof Order.OfQuarantine quarantine) {
                begin(quarantine);
                return;
            }
            // The feed does as the newest order says from the next step on.
            Answer answer = answer(order, true, Settlement.none());
            exchange.quarantine().erase(List.of(), List.of(control.recordOf(order, answer)));
            control.answered(answer);
            LOG.info(
                    "Feed {}: department={} order={}",
                    order instanceof Order.Pause ? "paused" : "resumed",
                    mapping.department().code(),
                    order.id());
        }
    }

    private void begin(Order.OfQuarantine order) {
        QuarantineReader.Found found =
                exchange.quarantine().reader().find(order.selection(), order.before(), ROWS_PER_ORDER);
        Settlement before = control.state()
                .answerTo(order)
                .map(answer -> answer.settlement().left())
                .orElse(Settlement.none());
        work = new Work(order, found, before);
    }

    private void settle(Work current) {
        List<QuarantineEntry> entries =
                current.nextEntries(exchange.quarantine().reader());
        Answer answer;
        if (current.order instanceof Order.Replay) {
            Replay.Outcome outcome = exchange.quarantine()
                    .replay(
                            entries,
                            mapper,
                            became -> control.recordOf(current.order, answer(current, settlementOf(became))));
            answer = answer(current, settlementOf(outcome));
        } else {
            answer = answer(current, new Settlement(0, 0, 0, 0, entries.size(), false));
            exchange.quarantine()
                    .erase(
                            entries.stream().map(QuarantineEntry::key).toList(),
                            List.of(control.recordOf(current.order, answer)));
        }
        control.answered(answer);
        current.settlement = answer.settlement();
        if (answer.done()) {
            work = null;
            LOG.info(
                    "Quarantine order carried out: department={} order={} verb={} {}",
                    mapping.department().code(),
                    current.order.id(),
                    current.order instanceof Order.Replay ? "replay" : "drop",
                    answer.settlement());
        }
    }

    private Answer answer(Work current, Settlement more) {
        return answer(current.order, current.left.isEmpty(), current.settlement.plus(more));
    }

    private Answer answer(Order order, boolean done, Settlement settlement) {
        return new Answer(order.id(), run, mapping.digest(), Instant.now(), done, settlement);
    }

    private static Settlement settlementOf(Replay.Outcome outcome) {
        return new Settlement(
                outcome.published(), outcome.superseded(), outcome.refused(), outcome.unreadable(), 0, false);
    }

    @Override
    public void close() {
        control.close();
    }
}
