package org.huzheng.adapter.source.postgres;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.capture.Capture;
import org.huzheng.adapter.source.capture.CapturePosition;
import org.huzheng.adapter.source.capture.CaptureSource;
import org.huzheng.adapter.source.capture.LostLog;

/**
 * Settings of a PostgreSQL database (14 or later, {@code wal_level=logical}) whose changes are captured by logical replication.
 *
 * @param host host
 * @param port port
 * @param database database
 * @param user login that may replicate and read the mapped tables
 * @param password its password
 * @param slot replication slot, made on first use; blank for {@code huzheng_<department>}
 * @param publication publication of the mapped tables; blank for {@code huzheng_<department>}. Made on first use if the login may
 * @param lostLog what to do when the slot is gone, or a table was truncated
 * @param disappearedMax how much may be gone from what was published when everything is read anew
 */
public record PostgresSettings(
        String host,
        int port,
        String database,
        String user,
        String password,
        String slot,
        String publication,
        LostLog lostLog,
        DisappearedMax disappearedMax)
        implements SourceSettings {
    /** Kind in the mapping file. */
    public static final String KIND = "postgres";

    // It becomes part of a query that the engine sends.
    private static final Pattern SLOT = Pattern.compile("[a-z0-9_]{0,63}");

    public PostgresSettings {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(slot, "slot");
        Objects.requireNonNull(publication, "publication");
        Objects.requireNonNull(lostLog, "lostLog");
        Objects.requireNonNull(disappearedMax, "disappearedMax");
        if (!SLOT.matcher(slot).matches()) {
            throw new IllegalArgumentException(
                    "slot: expected at most 63 of a-z, 0-9 and _, as PostgreSQL does, found " + slot);
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
        PostgresSettings named = namedFor(opening.department());
        CapturePosition position = CapturePosition.read(opening.position());
        PostgresCatalog catalog = PostgresCatalog.connect(named);
        boolean opened = false;
        try {
            catalog.requireLogicalReplication();
            catalog.requireTables(opening.origins());
            catalog.requirePublication(opening.origins());
            catalog.requireRecordIdsInTheLog(opening.mapped().recordIds());
            position = PostgresSlot.check(catalog, named, opening.origins(), position, opening.doubted());
            long rowsEstimated = position.inSnapshot() ? catalog.rowsEstimated(opening.origins()) : 0;
            Source source = CaptureSource.start(
                    PostgresCapture.of(named, opening.markInterval(), catalog.keyedOf(opening.origins()))
                            .withRowsEstimated(rowsEstimated),
                    opening,
                    position,
                    new PostgresMarks(named, catalog, opening.origins(), MappedTables.read(position.structure())));
            opened = true;
            return source;
        } finally {
            if (!opened) {
                catalog.close();
            }
        }
    }

    /** What the capture engine is told of a database whose tables have primary keys. */
    public Capture capture(SourceOpening opening) {
        return PostgresCapture.of(
                namedFor(opening.department()), opening.markInterval(), Set.copyOf(opening.origins()));
    }

    @Override
    public void sample(SourceOpening opening, long rowsPerOriginMax, Consumer<SourceItem> rows) throws SourceException {
        try (PostgresCatalog catalog = PostgresCatalog.connect(this)) {
            catalog.requireTables(opening.origins());
            for (String table : opening.origins()) {
                catalog.read(table, rowsPerOriginMax, rows);
            }
        }
    }

    private PostgresSettings namedFor(String department) {
        String byDefault = "huzheng_" + department.replace('-', '_');
        return new PostgresSettings(
                host,
                port,
                database,
                user,
                password,
                slot.isBlank() ? byDefault : slot,
                publication.isBlank() ? byDefault : publication,
                lostLog,
                disappearedMax);
    }

    String url() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    /** Everything but the password. */
    @Override
    public String toString() {
        return "PostgresSettings[" + user + " at " + url() + ", slot " + slot + ", publication " + publication + "]";
    }
}
