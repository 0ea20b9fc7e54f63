package org.huzheng.adapter.source.mariadb;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.capture.CapturePosition;
import org.huzheng.adapter.source.capture.CaptureSource;
import org.huzheng.adapter.source.capture.LostLog;

/**
 * Settings of a MariaDB database (10.5 or later, {@code log_bin}, {@code binlog_format=ROW}, {@code binlog_row_image=FULL},
 * {@code log_bin_compress=OFF}) whose changes are captured from its binary log.
 *
 * @param host host
 * @param port port
 * @param user login that may replicate, read the mapped tables and write the mark table
 * @param password its password
 * @param serverId number no other reader of this server's log has
 * @param markTable table the adapter writes the time into, so that the log says how far it is also while no table changes; blank for
 *     {@code huzheng_mark} in the database of the first mapped table
 * @param lostLog what to do when the log was purged
 * @param disappearedMax how much may be gone from what was published when everything is read anew
 */
public record MariaDbSettings(
        String host,
        int port,
        String user,
        String password,
        long serverId,
        String markTable,
        LostLog lostLog,
        DisappearedMax disappearedMax)
        implements SourceSettings {
    /** Kind in the mapping file. */
    public static final String KIND = "mariadb";

    private static final String MARK_TABLE = "huzheng_mark";

    public MariaDbSettings {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(markTable, "markTable");
        Objects.requireNonNull(lostLog, "lostLog");
        Objects.requireNonNull(disappearedMax, "disappearedMax");
        if (serverId < 1 || serverId > 0xFFFFFFFFL) {
            throw new IllegalArgumentException("serverId: expected 1 to 4294967295, found " + serverId);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Reads reads(Optional<String> position) {
        return CapturePosition.reads(position);
    }

    @Override
    public Source open(SourceOpening opening) throws SourceException {
        MariaDbSettings named = namedFor(opening);
        CapturePosition stored = CapturePosition.read(opening.position());
        MariaDbCatalog catalog = MariaDbCatalog.connect(named);
        boolean opened = false;
        try {
            catalog.requireRowLog();
            catalog.requireTables(opening.origins());
            catalog.mark();
            CapturePosition position = MariaDbLog.check(catalog, named, opening.origins(), stored, opening.doubted());
            long rowsEstimated = position.inSnapshot() ? catalog.rowsEstimated(opening.origins()) : 0;
            Source source = CaptureSource.start(
                    MariaDbCapture.of(named, opening.origins(), position).withRowsEstimated(rowsEstimated),
                    opening,
                    position,
                    new CatalogMarks(catalog));
            opened = true;
            return source;
        } finally {
            if (!opened) {
                catalog.close();
            }
        }
    }

    /** Writes marks over the connection the catalogue was read with. */
    record CatalogMarks(MariaDbCatalog catalog) implements CaptureSource.Marks {
        @Override
        public void mark() throws SourceException {
            catalog.mark();
        }

        @Override
        public void requireBelievable() throws SourceException {
            // The log tells of tables by their names, of one made anew, too. What was in the one before is not
            // withdrawn.
            catalog.requireRowLog();
        }

        @Override
        public void close() {
            catalog.closeQuietly();
        }
    }

    @Override
    public void sample(SourceOpening opening, long rowsPerOriginMax, Consumer<SourceItem> rows) throws SourceException {
        MariaDbCatalog catalog = MariaDbCatalog.connect(namedFor(opening));
        try {
            catalog.requireTables(opening.origins());
            for (String table : opening.origins()) {
                catalog.read(table, rowsPerOriginMax, rows);
            }
        } finally {
            catalog.close();
        }
    }

    /** The same, with a mark table. */
    MariaDbSettings namedFor(SourceOpening opening) throws SourceException {
        if (!markTable.isBlank()) {
            return this;
        }
        String first = opening.origins().get(0);
        int dot = first.indexOf('.');
        if (dot < 0) {
            throw new SourceException("table " + first + ": expected database.table, found no database");
        }
        return new MariaDbSettings(
                host,
                port,
                user,
                password,
                serverId,
                first.substring(0, dot + 1) + MARK_TABLE,
                lostLog,
                disappearedMax);
    }

    String url() {
        return "jdbc:mariadb://" + host + ":" + port + "/";
    }

    /** Everything but the password. */
    @Override
    public String toString() {
        return "MariaDbSettings[" + user + " at " + url() + ", server id " + serverId + ", marks in " + markTable + "]";
    }
}
