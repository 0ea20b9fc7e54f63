package org.huzheng.adapter.source.jdbc;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.source.SourceException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What changed since, table by table in the order of the watermarks. One look goes over all tables. */
final class Changes {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private final JdbcDatabase database;
    private final List<TableReader> tables;
    private final InstantSource clock;
    private final Map<String, Watermark> reached = new LinkedHashMap<>();
    private final RecentRows recent = new RecentRows();
    private Instant databaseNow = Instant.EPOCH;
    private Instant completeBefore = Instant.EPOCH;
    private int current;
    private Optional<PolledRow> last = Optional.empty();

    Changes(JdbcDatabase database, List<TableReader> tables, InstantSource clock) {
        this.database = database;
        this.tables = tables;
        this.clock = clock;
        this.current = tables.size();
    }

    /** Goes on from stored watermarks. */
    void resume(Map<String, String> watermarks) throws SourceException {
        for (TableReader table : tables) {
            String text = watermarks.get(table.table().name());
            if (text != null) {
                try {
                    reached.put(table.table().name(), table.table().kind().parse(text));
                } catch (java.time.DateTimeException | NumberFormatException e) {
                    throw new SourceException(
                            "stored position of table " + table.table().name() + ": expected a watermark as its column "
                                    + table.table().watermark().name()
                                    + " holds it, found another type; let the adapter"
                                    + " begin anew if the column was replaced",
                            e);
                }
            }
        }
    }

    /** Begins with a table where it stands now: what is there already is read whole. */
    void beginNow(TableReader table) throws SourceException {
        table.highest().ifPresent(highest -> reached.put(table.table().name(), highest));
    }

    /** Whether the look under way has gone over all tables. */
    boolean isDone() {
        return current == tables.size();
    }

    /** Begins a look over all tables. */
    void begin() throws SourceException {
        Instant adapterNow = clock.instant();
        Instant now = database.now();
        if (now.isBefore(databaseNow)) {
            LOG.warn(
                    "Clock of the database went back: database={} from={} to={}; reading on from there",
                    database.settings().address(),
                    databaseNow,
                    now);
        }
        databaseNow = now;
        // Whichever clock is behind: of the two errors, to be thought late is the harmless one.
        completeBefore = (now.isBefore(adapterNow) ? now : adapterNow)
                .minus(database.settings().lookBack());
        current = 0;
        last = Optional.empty();
    }

    /** Once the look is done: time before which whatever was committed is handed over. */
    Instant completeBefore() {
        return completeBefore;
    }

    /** The next page, without the rows handed over before as they stand. */
    FullRead.Page next() throws SourceException {
        TableReader table = tables.get(current);
        String name = table.table().name();
        Optional<Watermark> from = Optional.ofNullable(reached.get(name))
                .map(watermark -> watermark.lookedBack(database.settings(), databaseNow));
        List<PolledRow> rows = table.changed(last.isPresent() ? Optional.empty() : from, last);
        if (table.isFull(rows)) {
            last = Optional.of(rows.get(rows.size() - 1));
        } else {
            current++;
            last = Optional.empty();
        }
        return new FullRead.Page(
                table.table(),
                rows.stream().filter(row -> !recent.knew(row.print())).toList());
    }

    /** Notes that rows are handed over. */
    void handedOver(FullRead.Page page) {
        for (PolledRow row : page.rows()) {
            @Nullable
            Watermark later = TableReader.later(reached.get(page.table().name()), row.watermark());
            if (later != null) {
                reached.put(page.table().name(), later);
            }
        }
    }

    /** The highest watermarks, for the stored position. */
    Map<String, String> watermarks() {
        Map<String, String> texts = new LinkedHashMap<>();
        reached.forEach((table, watermark) -> texts.put(table, watermark.text()));
        return texts;
    }
}
