package org.huzheng.adapter.source.httppush;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands over what callers post, and answers them once it is committed. Nothing is kept here that a caller was told it may forget: a caller that
 * got no answer sends again, and record id and version make that a repetition.
 */
final class HttpPushSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(HttpPushSource.class);
    private static final int BATCH_ROWS = 4_000;

    private final DeliveryBuffer buffer;
    private final PushServer server;
    private @Nullable Instant marked;

    private HttpPushSource(DeliveryBuffer buffer, PushServer server) {
        this.buffer = buffer;
        this.server = server;
    }

    static HttpPushSource start(HttpPushSettings settings, SourceOpening opening) throws SourceException {
        Authentication authentication = settings.authentication();
        DeliveryBuffer buffer = new DeliveryBuffer(settings.limits().bufferBytesMax());
        PushServer server = PushServer.start(
                settings,
                answers -> new PushHandler(
                        opening.origins(),
                        authentication,
                        settings,
                        OpenApiDocument.of(settings, opening),
                        buffer,
                        answers));
        LOG.info("Listening for rows: host={} port={} origins={}", settings.host(), settings.port(), opening.origins());
        return new HttpPushSource(buffer, server);
    }

    @Override
    public SourceBatch poll(Duration timeout) throws InterruptedException {
        List<Delivery> deliveries = buffer.take(BATCH_ROWS, timeout);
        if (deliveries.isEmpty()) {
            return SourceBatch.nothing();
        }
        List<SourceItem> items = new ArrayList<>();
        deliveries.forEach(delivery -> items.addAll(delivery.items()));
        return new SourceBatch(items, Optional.empty(), latestMark(deliveries), Optional.empty());
    }

    /** A time said before says nothing new. */
    private Optional<Instant> latestMark(List<Delivery> deliveries) {
        Optional<Instant> stated = deliveries.stream()
                .map(Delivery::committedBefore)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
        marked = Stream.concat(Stream.ofNullable(marked), stated.stream())
                .max(Comparator.naturalOrder())
                .orElse(null);
        return stated.isEmpty() ? Optional.empty() : Optional.ofNullable(marked);
    }

    @Override
    public void committed(SourceBatch batch, List<RowOutcome> outcomes) {
        int from = 0;
        for (Delivery delivery : buffer.settle()) {
            int to = from + delivery.items().size();
            delivery.settled().complete(outcomes.subList(from, to));
            from = to;
        }
    }

    @Override
    public void close() {
        buffer.close().forEach(delivery -> delivery.settled().completeExceptionally(DeliveryBuffer.notCommitted()));
        server.close();
    }
}
