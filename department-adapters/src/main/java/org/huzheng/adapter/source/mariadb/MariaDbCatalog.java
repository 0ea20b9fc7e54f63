package org.huzheng.adapter.source.mariadb;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.capture.CatalogConnection;
import org.huzheng.digest.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the database must have before changes can be captured; also writes marks and reads samples. */
final class MariaDbCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(MariaDbCatalog.class);
    private static final String TIMEOUT_MILLIS = "10000";
    private static final String LOG_BIN = "log_bin";
    /** Compressed rows are events of other kinds, which the engine passes over without a word. */
    private static final SortedMap<String, String> WANTED = new TreeMap<>(
            Map.of(LOG_BIN, "ON", "binlog_format", "ROW", "binlog_row_image", "FULL", "log_bin_compress", "OFF"));

    private final MariaDbSettings settings;
    private final CatalogConnection connection;
    private final String markStatement;

    private MariaDbCatalog(MariaDbSettings settings, CatalogConnection connection) {
        this.settings = settings;
        this.connection = connection;
        this.markStatement = "INSERT INTO " + quoted(settings.markTable())
                + " (id, at_millis) VALUES (1, FLOOR(UNIX_TIMESTAMP(NOW(3)) * 1000))"
                + " ON DUPLICATE KEY UPDATE at_millis = VALUES(at_millis)";
    }

    static MariaDbCatalog connect(MariaDbSettings settings) throws SourceException {
        return new MariaDbCatalog(
                settings,
                CatalogConnection.connect(
                        settings.url(),
                        settings.user(),
                        settings.password(),
                        Map.of("connectTimeout", TIMEOUT_MILLIS, "socketTimeout", TIMEOUT_MILLIS)));
    }

    /** Whether the log holds every row as a whole and in a form that is read; what it holds of sessions that set these variables for themselves nobody can tell. */
    void requireRowLog() throws SourceException {
        SortedMap<String, String> found = new TreeMap<>();
        for (List<String> row : connection.rows("SHOW GLOBAL VARIABLES WHERE Variable_name IN ("
                + WANTED.keySet().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ")) + ")")) {
            found.put(row.get(0), row.get(1));
        }
        if (!found.equals(WANTED)) {
            throw new SourceException("database " + settings.url() + ": expected " + WANTED + ", found " + found + "; "
                    + remedyFor(found));
        }
    }

    private static String remedyFor(Map<String, String> found) {
        if (!"ON".equals(found.get(LOG_BIN))) {
            return "set them in the server's configuration and restart it";
        }
        return WANTED.entrySet().stream()
                        .filter(wanted -> !wanted.getValue().equals(found.get(wanted.getKey())))
                        .map(wanted -> "SET GLOBAL " + wanted.getKey() + " = '" + wanted.getValue() + "'")
                        .collect(Collectors.joining("; ", "have an administrator run: ", ""))
                + ", and set them in the server's configuration; rows written meanwhile may not be in the log to be read:"
                + " have everything read anew";
    }

    void requireTables(List<String> tables) throws SourceException {
        List<String> missing = new ArrayList<>(tables);
        missing.removeAll(connection.texts("SELECT CONCAT(table_schema, '.', table_name) FROM information_schema.tables"
                + " WHERE table_type = 'BASE TABLE'"));
        if (!missing.isEmpty()) {
            throw new SourceException(
                    "database " + settings.url() + ": expected the tables of the mapping, found none named " + missing
                            + " that " + settings.user() + " may read; tables are written database.table");
        }
    }

    /** Whatever was committed before now stands in the log before this. */
    void mark() throws SourceException {
        connection.execute(
                "to write the time into " + settings.markTable() + "; have an administrator run: CREATE TABLE "
                        + settings.markTable()
                        + " (id int PRIMARY KEY, at_millis bigint NOT NULL); GRANT SELECT, INSERT,"
                        + " UPDATE ON " + settings.markTable() + " TO " + settings.user(),
                markStatement);
    }

    /** How many rows these tables have, as the storage engine reckons. */
    long rowsEstimated(List<String> tables) throws SourceException {
        long rows = 0;
        for (String table : tables) {
            int dot = table.indexOf('.');
            for (String estimate : connection.texts(
                    "SELECT coalesce(table_rows, 0) FROM information_schema.tables"
                            + " WHERE table_schema = ? AND table_name = ?",
                    table.substring(0, dot),
                    table.substring(dot + 1))) {
                rows += Long.parseLong(estimate);
            }
        }
        return rows;
    }

    /** Files of the log and how far each is written. */
    Map<String, Long> logFiles() throws SourceException {
        Map<String, Long> files = new LinkedHashMap<>();
        for (List<String> row : connection.rows("SHOW BINARY LOGS")) {
            files.put(row.get(0), Long.parseLong(row.get(1)));
        }
        return files;
    }

    /** Digest of the columns of these tables: the log names columns by number only. */
    String structureOf(List<String> tables) throws SourceException {
        StringBuilder columns = new StringBuilder();
        for (String table : tables) {
            int dot = table.indexOf('.');
            connection
                    .rows(
                            "SELECT table_name, ordinal_position, column_name, column_type, character_set_name"
                                    + " FROM information_schema.columns WHERE table_schema = ? AND table_name = ?"
                                    + " ORDER BY ordinal_position",
                            table.substring(0, dot),
                            table.substring(dot + 1))
                    .forEach(columns::append);
        }
        return HexFormat.of().formatHex(Sha256.of(columns.toString().getBytes(StandardCharsets.UTF_8)));
    }

    void read(String table, long rowsMax, Consumer<SourceItem> rows) throws SourceException {
        connection.sample(table, "SELECT * FROM " + quoted(table) + " LIMIT " + rowsMax, rows);
    }

    private static String quoted(String table) {
        return Arrays.stream(table.split("\\.", -1))
                .map(part -> "`" + part.replace("`", "``") + "`")
                .collect(Collectors.joining("."));
    }

    void close() throws SourceException {
        connection.close();
    }

    void closeQuietly() {
        try {
            connection.close();
        } catch (SourceException e) {
            // It held nothing that was not committed.
            LOG.debug("Connection was closed uncleanly: database={}", settings.url(), e);
        }
    }
}
