package org.huzheng.adapter.testkit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The small register in a table named {@code entry} of a database of its own, on a server that several share. */
public abstract class DatabaseSystem implements SourceSystem {
    private final DatabaseServer server;
    private final String database;
    private final String upsert;

    /**
     * @param upsert statement that enters a row or changes it; its parameters are id (bigint), name and note
     */
    protected DatabaseSystem(DatabaseServer server, String database, String upsert) {
        this.server = server;
        this.database = database;
        this.upsert = upsert;
    }

    protected final DatabaseServer server() {
        return server;
    }

    protected final String database() {
        return database;
    }

    /** Runs statements as the superuser, each committed. */
    public final void execute(String... statements) throws SQLException {
        server.execute(database, statements);
    }

    @Override
    public void put(RegisterRow... rows) throws SQLException {
        try (Connection connection = server.connect(database);
                PreparedStatement statement = connection.prepareStatement(upsert)) {
            for (RegisterRow row : rows) {
                statement.setLong(1, Long.parseLong(row.id()));
                statement.setString(2, row.name());
                statement.setString(3, row.note());
                statement.executeUpdate();
            }
        }
    }

    @Override
    public void remove(String id) throws SQLException {
        execute("DELETE FROM entry WHERE id = " + id);
    }

    @Override
    public boolean showsRemovals() {
        return true;
    }

    /** The first column of the rows of a query that lists everything a reader could have left behind. */
    protected abstract String tracesQuery();

    @Override
    public String traces() throws SQLException {
        return server.texts(database, tracesQuery()).toString();
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

    /** The server outlives it. */
    @Override
    public void close() throws Exception {}
}
