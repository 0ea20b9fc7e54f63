package org.huzheng.adapter.source.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.huzheng.adapter.source.NextDue;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads everything once, then whatever changed, in pages; from time to time everything again if the settings say so, between looks for changes.
 * The version of a row is the number of the page it came in: watermarks may stand still within their precision, or go back with a clock.
 */
final class JdbcSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcSource.class);

    private final JdbcDatabase database;
    private final List<TableReader> tables;
    private final Map<String, String> readBy;
    private final Changes changes;
    private final InstantSource clock;
    private final NextDue look = new NextDue();
    private JdbcPosition position;
    private @Nullable FullRead fullRead;
    private boolean doubted;

    private JdbcSource(
            JdbcDatabase database,
            List<TableReader> tables,
            JdbcPosition position,
            RowPrints prints,
            boolean doubted,
            InstantSource clock) {
        this.database = database;
        this.tables = tables;
        this.readBy =
                tables.stream().map(TableReader::table).collect(Collectors.toMap(JdbcTable::name, JdbcTable::readBy));
        this.clock = clock;
        this.changes = new Changes(database, tables, prints, clock);
        this.position = position;
        this.doubted = doubted;
    }

    static JdbcSource open(JdbcSettings settings, SourceOpening opening, JdbcPosition position) throws SourceException {
        JdbcDatabase database = JdbcDatabase.connect(settings);
        boolean opened = false;
        try {
            List<TableReader> tables = new ArrayList<>();
            for (String origin : opening.origins()) {
                tables.add(new TableReader(database, TableDescription.of(database, origin)));
            }
            JdbcSource source = new JdbcSource(
                    database,
                    tables,
                    position,
                    new RowPrints(settings, opening.mapped().digest()),
                    opening.doubted(),
                    opening.clock());
            source.begin();
            opened = true;
            return source;
        } finally {
            if (!opened) {
                database.close();
            }
        }
    }

    private void begin() throws SourceException {
        List<String> readOtherwise = position.readOtherwise(readBy);
        if (!readOtherwise.isEmpty()) {
            LOG.warn(
                    "Watermark or key was changed, everything is read anew: {} tables={}",
                    database.settings(),
                    readOtherwise);
            position = position.without(readOtherwise);
        }
        changes.resume(position);
        for (TableReader table : tables) {
            if (!position.tables().contains(table.table().name())) {
                // Before a row of it is read: what changes while it is read whole is found by its watermark.
                changes.beginNow(table);
                fullRead = new FullRead(tables, clock.instant());
            }
        }
        LOG.info("Polling started: {} fullRead={}", database.settings(), fullRead != null);
    }

    @Override
    public SourceBatch poll(Duration timeout) throws SourceException, InterruptedException {
        if (isLookDue()) {
            return lookForChanges();
        }
        if (fullRead == null && isFullReadDue()) {
            fullRead = new FullRead(tables, clock.instant());
            LOG.info("Full read begins: {}", database.settings());
        }
        if (fullRead != null) {
            return readOn(fullRead);
        }
        Thread.sleep(Math.max(1, Math.min(timeout.toMillis(), look.left().toMillis())));
        return SourceBatch.nothing();
    }

    /**
     * Whether changes are to be read now. A full read ends with a look: a row whose key was changed behind the page that was being read is not on any
     * page, but its watermark has grown.
     */
    private boolean isLookDue() {
        return isReadThrough() || (everyTableWasReadWhole() && (!changes.isDone() || look.isDue()));
    }

    /** Whether the last page of a full read was read; no look is under way then that began before. */
    private boolean isReadThrough() {
        return fullRead != null && fullRead.isDone();
    }

    /** Until then changes wait, and nothing is said about how far the source has come. */
    private boolean everyTableWasReadWhole() {
        return tables.stream()
                .allMatch(table -> position.tables().contains(table.table().name()));
    }

    private boolean isFullReadDue() {
        if (doubted) {
            return true;
        }
        Optional<Duration> interval = database.settings().fullReads().interval();
        Instant now = clock.instant();
        // A full read of the future was made before the clock was put back: nobody knows how long ago.
        return interval.isPresent()
                && position.fullReadAt()
                        .filter(at ->
                                !at.isAfter(now) && at.plus(interval.get()).isAfter(now))
                        .isEmpty();
    }

    private SourceBatch lookForChanges() throws SourceException {
        if (changes.isDone()) {
            changes.begin();
        }
        TableReader.Page page = changes.next();
        Optional<Instant> completeBefore = Optional.empty();
        Optional<SourceVersion> fullReadEndedAt = Optional.empty();
        if (changes.isDone()) {
            look.in(database.settings().pollInterval());
            completeBefore = Optional.of(changes.completeBefore());
            if (isReadThrough()) {
                LOG.info("Full read ended: {}", database.settings());
                fullReadEndedAt = Optional.of(new SourceVersion(0, position.sequence() + 1));
            }
        }
        changes.handedOver(page);
        return batch(page, completeBefore, fullReadEndedAt);
    }

    private SourceBatch readOn(FullRead read) throws SourceException {
        TableReader.Page page = read.next();
        changes.readWhole(page);
        return batch(page, Optional.empty(), Optional.empty());
    }

    private SourceBatch batch(
            TableReader.Page page, Optional<Instant> completeBefore, Optional<SourceVersion> fullReadEndedAt) {
        Optional<SourceBatch.Snapshot> snapshot =
                fullRead == null ? Optional.empty() : Optional.of(new SourceBatch.Snapshot(fullReadEndedAt));
        // By which columns the tables are read is stored as soon as may be: the next start compares.
        if (page.rows().isEmpty()
                && fullReadEndedAt.isEmpty()
                && position.readBy().equals(readBy)) {
            return new SourceBatch(List.of(), Optional.empty(), completeBefore, snapshot);
        }
        long sequence = position.sequence() + 1;
        Optional<Instant> fullReadAt = position.fullReadAt();
        Set<String> readWhole = position.tables();
        if (fullReadEndedAt.isPresent() && fullRead != null) {
            fullReadAt = Optional.of(fullRead.beganAt());
            readWhole = tables.stream().map(table -> table.table().name()).collect(Collectors.toSet());
            fullRead = null;
            doubted = false;
        }
        position = new JdbcPosition(sequence, fullReadAt, readWhole, readBy, changes.watermarks(), changes.recent());
        return new SourceBatch(items(page, sequence), Optional.of(position.write()), completeBefore, snapshot);
    }

    private List<SourceItem> items(TableReader.Page page, long sequence) {
        Instant readAt = clock.instant();
        List<SourceItem> items = new ArrayList<>(page.rows().size());
        for (PolledRow row : page.rows()) {
            items.add(PolledItem.of(page.table(), row, sequence, items.size() + 1, readAt));
        }
        return items;
    }

    @Override
    public OptionalLong rowsLeft() {
        return fullRead == null ? OptionalLong.of(0) : fullRead.rowsLeft();
    }

    @Override
    public void committed(SourceBatch batch, List<RowOutcome> outcomes) {
        // A register that is read keeps no place of ours.
    }

    @Override
    public void close() {
        database.close();
    }
}
