package org.huzheng.adapter.source.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.capture.LostLog;
import org.huzheng.adapter.testkit.PostgresServer;
import org.huzheng.adapter.testkit.RegisterRow;
import org.huzheng.adapter.testkit.SourceSystem;

/** A table of a real PostgreSQL whose changes are captured. */
final class CapturedPostgres implements SourceSystem {
    private final PostgresServer server;
    private final String database;
    private LostLog lostLog = LostLog.STOP;

    private CapturedPostgres(PostgresServer server, String database) {
        this.server = server;
        this.database = database;
    }

    static CapturedPostgres on(PostgresServer server) throws SQLException {
        String database = server.newDatabase();
        server.execute(
                database,
                "CREATE TABLE entry (id bigint PRIMARY KEY, name text NOT NULL, note text)",
                "ALTER TABLE entry ALTER COLUMN note SET STORAGE EXTERNAL");
        return new CapturedPostgres(server, database);
    }

    void whenLogIsLost(LostLog what) {
        lostLog = what;
    }

    /** Slot and database have one name. */
    String slot() {
        return database;
    }

    void execute(String... statements) throws SQLException {
        server.execute(database, statements);
    }

    @Override
    public SourceSettings settings() {
        return new PostgresSettings(
                "localhost", server.port(), database, PostgresServer.USER, "none", database, database, lostLog);
    }

    @Override
    public List<String> origins() {
        return List.of("public.entry");
    }

    @Override
    public void put(RegisterRow... rows) throws SQLException {
        try (Connection connection = server.connect(database);
                PreparedStatement upsert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET name = excluded.name, note = excluded.note")) {
            for (RegisterRow row : rows) {
                upsert.setLong(1, Long.parseLong(row.id()));
                upsert.setString(2, row.name());
                upsert.setString(3, row.note());
                upsert.executeUpdate();
            }
        }
    }

    @Override
    public void remove(String id) throws SQLException {
        server.execute(database, "DELETE FROM entry WHERE id = " + id);
    }

    @Override
    public boolean showsRemovals() {
        return true;
    }

    /** A large value that an update leaves as it is does not stand in the log. */
    @Override
    public void putUnreadable(String id) throws SQLException {
        server.execute(
                database,
                "INSERT INTO entry VALUES (" + id + ", 'large', repeat('0123456789', 1000))",
                "UPDATE entry SET name = 'changed' WHERE id = " + id);
    }

    @Override
    public void stop() throws IOException {
        server.stop();
    }

    @Override
    public void start() throws IOException {
        server.start();
    }

    @Override
    public String address() {
        return "localhost:" + server.port();
    }

    @Override
    public String traces() throws SQLException {
        return server.texts(
                        database,
                        "SELECT 'slot ' || slot_name FROM pg_replication_slots WHERE database = current_database()"
                                + " UNION ALL SELECT 'publication ' || pubname FROM pg_publication"
                                + " UNION ALL SELECT 'table ' || relname FROM pg_class WHERE relnamespace ="
                                + " 'public'::regnamespace ORDER BY 1")
                .toString();
    }

    @Override
    public void close() throws SQLException {
        for (String slot : server.texts(
                database, "SELECT slot_name FROM pg_replication_slots WHERE database = current_database()")) {
            server.execute(
                    database,
                    "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = '" + slot
                            + "' AND active",
                    "SELECT pg_drop_replication_slot('" + slot + "')");
        }
    }
}
