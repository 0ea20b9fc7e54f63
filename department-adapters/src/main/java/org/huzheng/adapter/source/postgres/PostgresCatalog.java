package org.huzheng.adapter.source.postgres;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.capture.CatalogConnection;

/** What the database must have before changes can be captured, asked over an ordinary connection; also reads samples. */
final class PostgresCatalog implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_SECONDS = 10;
    /** Longer than making a publication may wait for a lock; after this the line or the server is dead. */
    private static final int ANSWER_TIMEOUT_SECONDS = 60;
    /** Five seconds. */
    private static final int SLOT_LOOKS = 100;

    /** Of a table, or of its partitions, those whose log holds some columns of a deleted row only: name, and those columns. */
    private static final String REPLICA_IDENTITIES = """
            SELECT stored.oid::regclass::text, string_agg(a.attname, E'\n' ORDER BY a.attnum)
            FROM pg_class stored
            JOIN pg_index i ON i.indrelid = stored.oid
                AND CASE stored.relreplident WHEN 'd' THEN i.indisprimary WHEN 'i' THEN i.indisreplident ELSE false END
            JOIN pg_attribute a ON a.attrelid = stored.oid AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])
            WHERE stored.relkind = 'r'
                AND (stored.oid = ?::regclass OR stored.oid IN (SELECT relid FROM pg_partition_tree(?::regclass)))
            GROUP BY stored.oid
            """;

    private final PostgresSettings settings;
    private final CatalogConnection connection;

    private PostgresCatalog(PostgresSettings settings, CatalogConnection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    static PostgresCatalog connect(PostgresSettings settings) throws SourceException {
        return connect(settings, ANSWER_TIMEOUT_SECONDS);
    }

    /** A server that accepts connections and then says nothing any more is away. */
    static PostgresCatalog connect(PostgresSettings settings, int answerTimeoutSeconds) throws SourceException {
        return new PostgresCatalog(
                settings,
                CatalogConnection.connect(
                        settings.url(),
                        settings.user(),
                        settings.password(),
                        Map.of(
                                "connectTimeout",
                                String.valueOf(CONNECT_TIMEOUT_SECONDS),
                                "socketTimeout",
                                String.valueOf(answerTimeoutSeconds),
                                "tcpKeepAlive",
                                "true",
                                "ApplicationName",
                                "huzheng adapter")));
    }

    void requireLogicalReplication() throws SourceException {
        List<String> level = connection.texts("SELECT setting FROM pg_settings WHERE name = 'wal_level'");
        if (!level.equals(List.of("logical"))) {
            throw new SourceException("database " + settings.url() + ": expected wal_level = logical, found " + level
                    + "; set it in postgresql.conf and restart the server");
        }
    }

    void requireTables(List<String> tables) throws SourceException {
        List<String> missing = new ArrayList<>(tables);
        missing.removeAll(connection.texts("SELECT schemaname || '.' || tablename FROM pg_tables"));
        if (!missing.isEmpty()) {
            throw new SourceException(
                    "database " + settings.url() + ": expected the tables of the mapping, found none named " + missing
                            + "; tables are written schema.table");
        }
    }

    void requirePublication(List<String> tables) throws SourceException {
        new PostgresPublication(connection, settings.publication()).require(tables);
    }

    /**
     * The log must say of a row that is deleted which record it was and which row, since a record may lie in several: by its primary key, or where there is
     * none by everything. A table without a replica identity loses no row: the server refuses that itself.
     *
     * @param recordIds for each table the columns that make a record's id
     */
    void requireRecordIdsInTheLog(Map<String, List<String>> recordIds) throws SourceException {
        for (Map.Entry<String, List<String>> record : recordIds.entrySet()) {
            String table = quotedTables(List.of(record.getKey()));
            List<String> key = primaryKeyOf(record.getKey());
            Set<String> needed = new LinkedHashSet<>(record.getValue());
            needed.addAll(key);
            for (List<String> identity : connection.rows(REPLICA_IDENTITIES, table, table)) {
                List<String> columns = identity.get(1).lines().toList();
                if (key.isEmpty() || !columns.containsAll(needed)) {
                    throw new SourceException("table " + record.getKey() + ": expected its log to say of a deleted row"
                            + " which record it was, by "
                            + (key.isEmpty() ? "all columns, since it has no primary key" : needed)
                            + ", found only " + columns
                            + "; have its owner run: ALTER TABLE " + identity.get(0) + " REPLICA IDENTITY FULL");
                }
            }
        }
    }

    /** Those of the tables that have a primary key. */
    Set<String> keyedOf(List<String> tables) throws SourceException {
        Set<String> keyed = new HashSet<>();
        for (String table : tables) {
            if (!primaryKeyOf(table).isEmpty()) {
                keyed.add(table);
            }
        }
        return keyed;
    }

    private List<String> primaryKeyOf(String table) throws SourceException {
        return connection.texts(
                "SELECT a.attname::text FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid"
                        + " AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])"
                        + " WHERE i.indisprimary AND i.indrelid = ?::regclass",
                quotedTables(List.of(table)));
    }

    /** How many rows these tables have, as the planner reckons; 0 before the tables were first analysed. */
    long rowsEstimated(List<String> tables) throws SourceException {
        long rows = 0;
        for (String table : tables) {
            for (String estimate : connection.texts(
                    "SELECT greatest(reltuples, 0)::bigint::text FROM pg_class WHERE oid = ?::regclass",
                    quotedTables(List.of(table)))) {
                rows += Long.parseLong(estimate);
            }
        }
        return rows;
    }

    /** What the tables are; blank for one that is not there. */
    MappedTables identify(List<String> tables) throws SourceException {
        String names = tables.stream().map(table -> "(?)").collect(Collectors.joining(", "));
        String[] quoted =
                tables.stream().map(table -> quotedTables(List.of(table))).toArray(String[]::new);
        Map<String, String> found = new HashMap<>();
        connection
                .rows("SELECT name, to_regclass(name)::oid::text FROM (VALUES " + names + ") AS mapped (name)", quoted)
                .forEach(row -> found.put(row.get(0), row.get(1)));
        return new MappedTables(tables.stream()
                .collect(Collectors.toMap(table -> table, table -> found.get(quotedTables(List.of(table))))));
    }

    /** The slot's {@code wal_status} and the log position it is confirmed up to; empty if there is no such slot. */
    List<String> slotState(String slot) throws SourceException {
        List<String> status =
                connection.texts("SELECT coalesce(wal_status, '') FROM pg_replication_slots WHERE slot_name = ?", slot);
        if (status.isEmpty()) {
            return List.of();
        }
        List<String> confirmed = connection.texts(
                "SELECT coalesce(confirmed_flush_lsn - '0/0'::pg_lsn, 0)::bigint::text FROM pg_replication_slots"
                        + " WHERE slot_name = ?",
                slot);
        return confirmed.isEmpty() ? List.of() : List.of(status.get(0), confirmed.get(0));
    }

    /**
     * Drops the slot if it is there and of the kind a capture makes. A server lets go of one moments after its reader has gone: for so long it is
     * waited for.
     *
     * @return whether there was one
     * @throws SourceException if somebody reads it
     */
    boolean dropSlot(String slot) throws SourceException {
        for (int look = 0; isActive(slot); look++) {
            if (look == SLOT_LOOKS) {
                throw new SourceException("replication slot " + slot + ": expected nobody to read it, found it active"
                        + "; an adapter of another exchange needs a slot of its own");
            }
            connection.texts("SELECT pg_sleep(0.05)::text");
        }
        return !connection
                .texts(
                        "SELECT pg_drop_replication_slot(slot_name)::text FROM pg_replication_slots WHERE slot_name = ?"
                                + " AND plugin = 'pgoutput' AND database = current_database()",
                        slot)
                .isEmpty();
    }

    private boolean isActive(String slot) throws SourceException {
        return !connection
                .texts("SELECT slot_name::text FROM pg_replication_slots WHERE slot_name = ? AND active", slot)
                .isEmpty();
    }

    void read(String table, long rowsMax, Consumer<SourceItem> rows) throws SourceException {
        connection.sample(table, "SELECT * FROM " + quotedTables(List.of(table)) + " LIMIT " + rowsMax, rows);
    }

    static String quotedTables(List<String> tables) {
        return tables.stream()
                .map(table -> Arrays.stream(table.split("\\.", -1))
                        .map(PostgresCatalog::quoted)
                        .collect(Collectors.joining(".")))
                .collect(Collectors.joining(", "));
    }

    static String quoted(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    @Override
    public void close() throws SourceException {
        connection.close();
    }
}
