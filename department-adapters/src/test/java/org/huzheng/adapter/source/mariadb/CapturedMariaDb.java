package org.huzheng.adapter.source.mariadb;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.capture.LostLog;
import org.huzheng.adapter.testkit.MariaDbServer;
import org.huzheng.adapter.testkit.RegisterRow;
import org.huzheng.adapter.testkit.SourceReading;
import org.huzheng.adapter.testkit.SourceSystem;

/** A table of a real MariaDB whose changes are captured, by a login with no more than docs/sources.md asks for. */
final class CapturedMariaDb implements SourceSystem {
    private static final String PASSWORD = "for tests";

    private final MariaDbServer server;
    private final String database;
    private LostLog lostLog = LostLog.STOP;

    private CapturedMariaDb(MariaDbServer server, String database) {
        this.server = server;
        this.database = database;
    }

    static CapturedMariaDb on(MariaDbServer server) throws SQLException {
        String database = server.newDatabase();
        String login = "capture_" + database + "@localhost";
        server.execute(
                database,
                "CREATE TABLE entry (id bigint PRIMARY KEY, name varchar(200) NOT NULL, note text)",
                "CREATE TABLE unmapped (id bigint PRIMARY KEY)",
                "CREATE TABLE huzheng_mark (id int PRIMARY KEY, at_millis bigint NOT NULL)",
                "CREATE USER " + login + " IDENTIFIED BY '" + PASSWORD + "'",
                "GRANT RELOAD, REPLICATION SLAVE, BINLOG MONITOR ON *.* TO " + login,
                "GRANT SELECT ON " + database + ".* TO " + login,
                "GRANT INSERT, UPDATE ON " + database + ".huzheng_mark TO " + login);
        return new CapturedMariaDb(server, database);
    }

    void whenLogIsLost(LostLog what) {
        lostLog = what;
    }

    void execute(String... statements) throws SQLException {
        server.execute(database, statements);
    }

    /** Purges all but the file that is written; the server keeps files for a reader until it notices that the reader has gone. */
    void purgeLog() throws SQLException, InterruptedException {
        execute("SET GLOBAL slave_connections_needed_for_purge = 0");
        Instant deadline = Instant.now().plus(SourceReading.PATIENCE);
        do {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("the server did not purge its log in " + SourceReading.PATIENCE);
            }
            execute("FLUSH BINARY LOGS", "PURGE BINARY LOGS BEFORE NOW() + INTERVAL 1 DAY");
            Thread.sleep(50);
        } while (server.texts(database, "SHOW BINARY LOGS").size() > 1);
    }

    @Override
    public SourceSettings settings() {
        return new MariaDbSettings("localhost", server.port(), "capture_" + database, PASSWORD, 4711, "", lostLog);
    }

    @Override
    public List<String> origins() {
        return List.of(database + ".entry");
    }

    @Override
    public void put(RegisterRow... rows) throws SQLException {
        try (Connection connection = server.connect(database);
                PreparedStatement upsert = connection.prepareStatement("INSERT INTO entry (id, name, note) VALUES"
                        + " (?, ?, ?) ON DUPLICATE KEY UPDATE name = VALUES(name), note = VALUES(note)")) {
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
        execute("DELETE FROM entry WHERE id = " + id);
    }

    @Override
    public boolean showsRemovals() {
        return true;
    }

    /** Full row images carry every value, in a character set the server converts from. */
    @Override
    public boolean holdsUnreadable() {
        return false;
    }

    @Override
    public void putUnreadable(String id) {
        throw new IllegalStateException("this system holds no unreadable row");
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
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                                + " UNION ALL SELECT at_millis FROM huzheng_mark"
                                + " UNION ALL SELECT id FROM information_schema.processlist WHERE user = 'capture_"
                                + database + "'")
                .toString();
    }

    @Override
    public void close() {}
}
