package org.huzheng.adapter.source.postgres;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Struct;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.capture.Capture;
import org.huzheng.adapter.source.capture.LogDialect;

/** What is PostgreSQL's own in capturing its changes: logical replication, and marks sent through the log itself. */
final class PostgresCapture implements LogDialect {
    private final Set<String> keyed;

    private PostgresCapture(Set<String> keyed) {
        this.keyed = Set.copyOf(keyed);
    }

    /**
     * What the engine is told.
     *
     * @param keyed tables that have a primary key
     */
    static Capture of(PostgresSettings settings, Duration markInterval, Set<String> keyed) {
        Map<String, String> properties = new HashMap<>();
        properties.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        properties.put("database.hostname", settings.host());
        properties.put("database.port", String.valueOf(settings.port()));
        properties.put("database.user", settings.user());
        properties.put("database.password", settings.password());
        properties.put("database.dbname", settings.database());
        properties.put("plugin.name", "pgoutput");
        properties.put("slot.name", settings.slot());
        properties.put("publication.name", settings.publication());
        properties.put("publication.autocreate.mode", "disabled");
        // A table rewritten or emptied while the snapshot reads another one would look empty in it: that is kept
        // waiting.
        properties.put("snapshot.locking.mode", "shared");
        properties.put("unavailable.value.placeholder", LogDialect.WITHHELD);
        // A message through the log itself: whatever was committed before it stands before it, also while no table
        // changes.
        properties.put("heartbeat.interval.ms", String.valueOf(markInterval.toMillis()));
        properties.put(
                "heartbeat.action.query",
                "SELECT pg_logical_emit_message(true, '" + settings.slot()
                        + "', (extract(epoch from clock_timestamp()) * 1000)::bigint::text)");
        properties.put("message.prefix.include.list", Pattern.quote(settings.slot()));
        return new Capture(settings.toString(), properties, new PostgresCapture(keyed), settings.lostLog());
    }

    @Override
    public String tableOf(Struct source) {
        return source.getString("schema") + "." + source.getString("table");
    }

    @Override
    public long positionOf(Struct source) {
        return source.getInt64("lsn");
    }

    /** Log positions as PostgreSQL writes them: two hexadecimal halves. */
    @Override
    public String locationOf(Struct source) {
        long lsn = source.getInt64("lsn");
        return String.format("lsn %X/%X", lsn >>> 32, lsn & 0xFFFFFFFFL);
    }

    @Override
    public String transactionOf(Struct source) {
        return String.valueOf(source.getInt64("txId"));
    }

    @Override
    public boolean hasPrimaryKey(String table) {
        return keyed.contains(table);
    }

    @Override
    public Optional<Instant> markOf(Struct change) throws SourceException {
        if (!change.getString("op").equals("m")) {
            return Optional.empty();
        }
        String text = new String(change.getStruct("message").getBytes("content"), StandardCharsets.UTF_8);
        try {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
        } catch (NumberFormatException e) {
            throw new SourceException("mark in the log: expected milliseconds since 1970, found another text", e);
        }
    }

    @Override
    public String remedyForWithheld(String table) {
        return "run ALTER TABLE " + table + " REPLICA IDENTITY FULL";
    }
}
