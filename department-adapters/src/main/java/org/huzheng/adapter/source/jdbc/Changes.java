package org.huzheng.adapter.source.jdbc;

import java.time.DateTimeException;
import java.time.Instant;
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
    private final Map<String, Watermark> reached = new LinkedHashMap<>();
    private final RecentRows recent = new RecentRows();
    private final RowPrints prints;
    private Instant databaseNow = Instant.EPOCH;
    private Instant completeBefore = Instant.EPOCH;
    private int current;
    private Optional<PolledRow> last = Optional.empty();

    Changes(JdbcDatabase database, List<TableReader> tables, RowPrints prints) {
        this.database = database;
        this.tables = tables;
        this.prints = prints;
        this.current = tables.size();
    }

    /** Goes on from what is stored. */
    void resume(JdbcPosition position) throws SourceException {
        recent.resume(position.recent());
        for (TableReader table : tables) {
            String text = position.watermarks().get(table.table().name());
            if (text != null) {
                try {
                    reached.put(table.table().name(), table.table().kind().parse(text));
                } catch (DateTimeException | NumberFormatException e) {
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
        Instant adapterNow = Instant.now();
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
        recent.beginLook();
    }

    /** Once the look is done: time before which whatever was committed is handed over. */
    Instant completeBefore() {
        return completeBefore;
    }

    /** The next page, without the rows handed over before as they stand. */
    TableReader.Page next() throws SourceException {
        TableReader table = tables.get(current);
        String name = table.table().name();
        Optional<Watermark> from = Optional.ofNullable(reached.get(name))
                .map(watermark -> watermark.lookedBack(database.settings(), databaseNow));
        TableReader.Page page = table.changed(last.isPresent() ? Optional.empty() : from, last);
        last = page.goOnBehind();
        if (last.isEmpty()) {
            current++;
        }
        return page.without(row -> recent.knew(prints.of(table.table(), row)));
    }

    /** Notes rows handed over by a full read, as far as the next look looks back at them. */
    void readWhole(TableReader.Page page) throws SourceException {
        Watermark highest = reached.get(page.table().name());
        if (highest == null) {
            return;
        }
        Watermark from = highest.lookedBack(database.settings(), Instant.now());
        for (PolledRow row : page.rows()) {
            if (row.watermark() != null && from.isBelow(row.watermark())) {
                var unused = recent.knew(prints.of(page.table(), row));
            }
        }
    }

    /** Notes that rows are handed over. */
    void handedOver(TableReader.Page page) {
        for (PolledRow row : page.rows()) {
            @Nullable
            Watermark later = TableReader.later(reached.get(page.table().name()), row.watermark());
            if (later != null) {
                reached.put(page.table().name(), later);
            }
        }
    }

    /** Rows the next start would look back at, for the stored position. */
    Map<String, String> recent() {
        return recent.stored();
    }

    /** The highest watermarks, for the stored position. */
    Map<String, String> watermarks() {
        Map<String, String> texts = new LinkedHashMap<>();
        reached.forEach((table, watermark) -> texts.put(table, watermark.text()));
        return texts;
    }
}
