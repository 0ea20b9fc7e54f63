package org.huzheng.adapter.source.postgres;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.capture.LostLog;
import org.huzheng.adapter.testkit.DatabaseSystem;
import org.huzheng.adapter.testkit.PostgresServer;
import org.huzheng.adapter.testkit.RegisterRow;
import org.postgresql.PGConnection;

/** A table of a real PostgreSQL whose changes are captured. */
final class CapturedPostgres extends DatabaseSystem {
    private static final String UPSERT = "INSERT INTO entry VALUES (?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET name = excluded.name, note = excluded.note";

    private LostLog lostLog = LostLog.STOP;
    private final List<String> origins = new ArrayList<>(List.of("public.entry"));

    private CapturedPostgres(PostgresServer server, String database) {
        super(server, database, UPSERT);
    }

    static CapturedPostgres on(PostgresServer server) throws SQLException {
        return on(
                server,
                "CREATE TABLE entry (id bigint PRIMARY KEY, name text NOT NULL, note text)",
                "ALTER TABLE entry ALTER COLUMN note SET STORAGE EXTERNAL");
    }

    /** With the table as these statements make it. */
    static CapturedPostgres on(PostgresServer server, String... statements) throws SQLException {
        String database = server.newDatabase();
        server.execute(database, statements);
        return new CapturedPostgres(server, database);
    }

    void whenLogIsLost(LostLog what) {
        lostLog = what;
    }

    void mapAlso(String table) {
        origins.add(table);
    }

    /** Slot and database have one name. */
    String slot() {
        return database();
    }

    @Override
    public SourceSettings settings() {
        return new PostgresSettings(
                "localhost",
                server().port(),
                database(),
                PostgresServer.USER,
                "none",
                slot(),
                slot(),
                lostLog,
                DisappearedMax.DEFAULT);
    }

    @Override
    public List<String> origins() {
        return List.copyOf(origins);
    }

    /** A large value that an update leaves as it is does not stand in the log. */
    @Override
    public void putUnreadable(String id) throws SQLException {
        execute(
                "INSERT INTO entry VALUES (" + id + ", 'large', repeat('0123456789', 1000))",
                "UPDATE entry SET name = 'changed' WHERE id = " + id);
    }

    /** Enters rows as a bulk load does. */
    void copy(Stream<RegisterRow> rows) throws SQLException, IOException {
        String lines = rows.map(row -> row.id() + "\t" + row.name() + "\t" + row.note() + "\n")
                .collect(Collectors.joining());
        try (Connection connection = server().connect(database())) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY entry FROM STDIN", new StringReader(lines));
        }
    }

    @Override
    protected String tracesQuery() {
        return "SELECT 'slot ' || slot_name FROM pg_replication_slots WHERE database = current_database()"
                + " UNION ALL SELECT 'publication ' || pubname FROM pg_publication"
                + " UNION ALL SELECT 'table ' || relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                + " ORDER BY 1";
    }

    /** Drops the slot, once the server has noticed that nobody reads it any more. */
    void dropSlot() throws SQLException {
        execute(
                "DO $$ BEGIN FOR look IN 1..200 LOOP EXIT WHEN NOT EXISTS (SELECT FROM pg_replication_slots"
                        + " WHERE slot_name = '" + slot() + "' AND active); PERFORM pg_sleep(0.05); END LOOP; END $$",
                "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '" + slot()
                        + "'");
    }

    @Override
    public void close() throws SQLException {
        execute("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = '" + slot()
                + "' AND active");
        dropSlot();
    }
}
