package org.huzheng.adapter.pace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Any source, asked no faster than its pace allows and left alone in its quiet hours: not even opened in them, if nothing was read yet. What
 * is being read then stays open, so that a snapshot that spans them goes on where it was.
 */
public final class PacedSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(PacedSource.class);

    private final SourceSettings settings;
    private final SourceOpening opening;
    private final Pace pace;
    private final RowRate rate;
    private final InstantSource clock;
    private Optional<String> position;
    private @Nullable Source source;
    private boolean handedOver;
    private volatile Optional<Instant> restsUntil = Optional.empty();

    private PacedSource(SourceSettings settings, SourceOpening opening, Pace pace, InstantSource clock) {
        this.settings = settings;
        this.opening = opening;
        this.pace = pace;
        this.rate = new RowRate(pace.rowsPerSecondMax());
        this.clock = clock;
        // What is in doubt is read whole again, wherever its position stands.
        this.position = opening.doubted() ? Optional.empty() : opening.position();
    }

    /**
     * Opens the source, unless these are quiet hours.
     *
     * @param clock tells the hours
     */
    public static PacedSource open(SourceSettings settings, SourceOpening opening, Pace pace, InstantSource clock)
            throws SourceException {
        PacedSource paced = new PacedSource(settings, opening, pace, clock);
        if (!paced.rests()) {
            paced.source = settings.open(opening);
        }
        return paced;
    }

    @Override
    public SourceBatch poll(Duration timeout) throws SourceException, InterruptedException {
        handedOver = false;
        Duration pause = rests() ? timeout : rate.left();
        if (pause.toNanos() > 0) {
            Thread.sleep(Math.max(1, Math.min(pause.toMillis(), timeout.toMillis())));
            return SourceBatch.nothing();
        }
        Source open = source == null ? settings.open(opening) : source;
        source = open;
        SourceBatch batch = open.poll(timeout);
        rate.taken(batch.items().size());
        position = batch.position().or(() -> position);
        handedOver = true;
        return batch;
    }

    /** Whether these are quiet hours, and what would be read is what they are about. */
    private boolean rests() {
        Instant now = clock.instant();
        boolean rests = pace.isQuietFor(settings.reads(position), now);
        if (rests && restsUntil.isEmpty()) {
            restsUntil = Optional.of(pace.quietHours().end(now));
            LOG.info(
                    "Quiet hours begin, nothing is read: department={} until={}",
                    opening.department(),
                    restsUntil.get());
        } else if (!rests && restsUntil.isPresent()) {
            restsUntil = Optional.empty();
            LOG.info("Quiet hours are over, reading goes on: department={}", opening.department());
        }
        return rests;
    }

    /** When the quiet hours are over; empty while there are none. */
    public Optional<Instant> restsUntil() {
        return restsUntil;
    }

    @Override
    public OptionalLong rowsLeft() {
        return source == null ? OptionalLong.empty() : source.rowsLeft();
    }

    @Override
    public void committed(SourceBatch batch, List<RowOutcome> outcomes) throws SourceException {
        // A batch of nothing is the pace's own: the source would take it for one of its own.
        if (source != null && handedOver) {
            source.committed(batch, outcomes);
        }
    }

    @Override
    public void close() {
        if (source != null) {
            source.close();
        }
    }
}
