package org.huzheng.adapter.source.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceSettings;

/**
 * Settings of a database that is polled: any whose JDBC driver is on the class path.
 *
 * @param url JDBC address
 * @param user login that may read the mapped tables, and needs nothing else
 * @param password its password
 * @param columns watermark and key of every table that has none of its own in {@code tables}
 * @param tables watermark and key by table, as the mapping names the table
 * @param lookBack how long a change may stay invisible after the time its watermark states: the longest transaction, clock differences and the
 *     lag of a replica together
 * @param lookBackNumbers the same for a watermark that is a number: how far below the highest one seen a later commit may still come
 * @param pollInterval pause between looking for changes
 * @param fullReads when everything is read anew, to find rows that disappeared
 * @param load what the adapter may ask of the database
 * @param clockQuery query of one row and column that says what time it is there; empty for the one its kind of database usually takes
 */
public record JdbcSettings(
        String url,
        String user,
        String password,
        Columns columns,
        Map<String, Columns> tables,
        Duration lookBack,
        long lookBackNumbers,
        Duration pollInterval,
        FullReads fullReads,
        Load load,
        Optional<String> clockQuery)
        implements SourceSettings {
    /** Kind in the mapping file. */
    public static final String KIND = "jdbc";

    /**
     * Columns the polling goes by.
     *
     * @param watermark column that grows with each change of a row: a time, or a number from a sequence
     * @param key columns that name a row; empty for the primary key
     */
    public record Columns(String watermark, List<String> key) {
        public Columns {
            Objects.requireNonNull(watermark, "watermark");
            key = List.copyOf(key);
        }
    }

    /**
     * Readings of everything after the first.
     *
     * @param interval how often; empty for never
     * @param disappearedMax how much may be gone from what was published
     */
    public record FullReads(Optional<Duration> interval, DisappearedMax disappearedMax) {
        public FullReads {
            Objects.requireNonNull(interval, "interval");
            Objects.requireNonNull(disappearedMax, "disappearedMax");
        }
    }

    /**
     * What the adapter may ask of the database.
     *
     * @param pageRows rows of one query
     * @param queryTimeout how long one query may take
     */
    public record Load(int pageRows, Duration queryTimeout) {
        public Load {
            if (pageRows < 1 || queryTimeout.toSeconds() < 1) {
                throw new IllegalArgumentException(
                        "load: expected pageRows of at least 1 and queryTimeout of at least PT1S, found " + pageRows
                                + " and " + queryTimeout);
            }
        }
    }

    public JdbcSettings {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(columns, "columns");
        tables = Map.copyOf(tables);
        Objects.requireNonNull(fullReads, "fullReads");
        Objects.requireNonNull(load, "load");
        Objects.requireNonNull(clockQuery, "clockQuery");
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException("url: expected jdbc:…, found another");
        }
        if (lookBack.isNegative() || lookBack.isZero() || lookBackNumbers < 1) {
            throw new IllegalArgumentException("look-back: expected a positive duration and a positive number, found "
                    + lookBack + " and " + lookBackNumbers);
        }
        if (pollInterval.toMillis() < 1) {
            throw new IllegalArgumentException("pollInterval: expected at least PT0.001S, found " + pollInterval);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public DisappearedMax disappearedMax() {
        return fullReads.disappearedMax();
    }

    @Override
    public Source open(SourceOpening opening) throws SourceException {
        JdbcPosition position = opening.position().isPresent()
                ? JdbcPosition.read(opening.position().get())
                : JdbcPosition.beginning();
        return JdbcSource.open(this, opening, position);
    }

    @Override
    public void sample(SourceOpening opening, long rowsPerOriginMax, Consumer<SourceItem> rows) throws SourceException {
        try (JdbcDatabase database = JdbcDatabase.connect(this)) {
            for (String table : opening.origins()) {
                JdbcSample.read(database, TableDescription.of(database, table), rowsPerOriginMax, rows);
            }
        }
    }

    Columns columnsOf(String table) {
        return tables.getOrDefault(table, columns);
    }

    /** The address without a login before the host and without the parameters behind the database: either may hold a password. */
    String address() {
        return JdbcUrl.withoutSecrets(url);
    }

    /** Everything but the password and the address's parameters. */
    @Override
    public String toString() {
        return "JdbcSettings[" + user + " at " + address() + "]";
    }
}
