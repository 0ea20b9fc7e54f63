package org.huzheng.adapter.source.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.testkit.PostgresServer;

/** A table that is polled, in a database of its own. */
final class EntryTable {
    static final String NAME = "public.entry";

    private EntryTable() {}

    /** Makes a database with the table, of these columns, and returns its name. */
    static String make(PostgresServer server, String columns, String... statements) throws SQLException {
        String database = server.newDatabase();
        server.execute(database, "CREATE TABLE entry (" + columns + ", updated_at timestamptz NOT NULL)");
        server.execute(database, statements);
        return database;
    }

    /** Opens a source of this table or view. */
    static Source open(String table, JdbcSettings settings, Optional<String> position) throws SourceException {
        return settings.open(new SourceOpening("contract", List.of(table), position, Duration.ofMillis(200)));
    }
}
