package org.huzheng.adapter.source.mariadb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.capture.Capture;
import org.huzheng.adapter.source.capture.CapturePosition;
import org.huzheng.adapter.source.capture.CaptureProperties;
import org.huzheng.adapter.source.capture.LogDialect;

/** What is MariaDB's own in capturing its changes: files of the binary log, and marks in a table of the adapter's. */
final class MariaDbCapture implements LogDialect {
    private static final int FILE_SHIFT = 32;

    private final String url;
    private final String markTable;

    private MariaDbCapture(String url, String markTable) {
        this.url = url;
        this.markTable = markTable;
    }

    static Capture of(MariaDbSettings settings, List<String> tables, CapturePosition position) {
        List<String> read = new ArrayList<>(tables);
        read.add(settings.markTable());
        Map<String, String> properties = new HashMap<>();
        properties.put("connector.class", "io.debezium.connector.mariadb.MariaDbConnector");
        properties.put("database.hostname", settings.host());
        properties.put("database.port", String.valueOf(settings.port()));
        properties.put("database.user", settings.user());
        properties.put("database.password", settings.password());
        properties.put("database.server.id", String.valueOf(settings.serverId()));
        properties.put("table.include.list", CaptureProperties.exactly(read));
        properties.put("include.schema.changes", "false");
        // The columns are read from the tables at each start; MariaDbLog sees to it that they are those of the log.
        properties.put("schema.history.internal", "io.debezium.relational.history.MemorySchemaHistory");
        properties.put("snapshot.mode", position.inSnapshot() ? "initial" : "recovery");
        return new Capture(
                settings.toString(),
                properties,
                new MariaDbCapture(settings.url(), settings.markTable()),
                settings.lostLog());
    }

    @Override
    public String tableOf(Struct source) {
        return source.getString("db") + "." + source.getString("table");
    }

    /** Number of the log file, then the place in it, which has 32 bits in the log itself. */
    @Override
    public long positionOf(Struct source) {
        String file = source.getString("file");
        long number = Long.parseLong(file.substring(file.lastIndexOf('.') + 1));
        return number << FILE_SHIFT | source.getInt64("pos");
    }

    @Override
    public String locationOf(Struct source) {
        return "log " + source.getString("file") + ":" + source.getInt64("pos") + " row " + source.getInt32("row");
    }

    /** Each transaction has a global number. */
    @Override
    public String transactionOf(Struct source) {
        return String.valueOf(source.getString("gtid"));
    }

    /**
     * The offset names the transactions that were read before this change's own, then how much of that one. Where the engine's connection was lost inside a transaction it
     * comes back by itself, the server sends the transaction again from its beginning, and the engine takes it for read already: who goes on from such
     * an offset begins behind it.
     */
    @Override
    public void requireGoesOn(Struct source, Map<String, ?> offset) throws SourceException {
        String gtid = source.getString("gtid");
        String read = (String) offset.get("gtids");
        // the first look is for every change, and finds one at most by chance: 0-1-4 in 0-1-41
        if (gtid != null
                && read != null
                && read.contains(gtid)
                && List.of(read.split(",")).contains(gtid)) {
            throw new SourceException("binary log of " + url + ": expected each transaction once, found " + gtid
                    + " a second time at " + locationOf(source)
                    + ", since the connection was lost inside it; the capture is started again from what is stored");
        }
    }

    /** Where there is none the engine takes a unique index, if none of its columns may be null. */
    @Override
    public boolean hasPrimaryKey(String table) {
        return true;
    }

    @Override
    public Optional<Instant> markOf(Struct change) throws SourceException {
        if (!tableOf(change.getStruct("source")).equals(markTable)) {
            return Optional.empty();
        }
        Struct row = change.getStruct("after");
        if (row == null) {
            throw new SourceException("mark table " + markTable + ": expected the adapter's own row, found it deleted");
        }
        return Optional.of(Instant.ofEpochMilli(row.getInt64("at_millis")));
    }

    @Override
    public String remedyForWithheld(String table) {
        return "set binlog_row_image = FULL";
    }
}
