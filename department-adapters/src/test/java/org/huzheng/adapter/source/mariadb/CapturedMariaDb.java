package org.huzheng.adapter.source.mariadb;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.capture.LostLog;
import org.huzheng.adapter.testkit.DatabaseSystem;
import org.huzheng.adapter.testkit.MariaDbServer;
import org.huzheng.adapter.testkit.SourceReading;

/** A table of a real MariaDB whose changes are captured, by a login with no more than docs/sources-database.md asks for. */
final class CapturedMariaDb extends DatabaseSystem {
    private static final String PASSWORD = "for tests";

    private static final String UPSERT = "INSERT INTO entry (id, name, note) VALUES (?, ?, ?)"
            + " ON DUPLICATE KEY UPDATE name = VALUES(name), note = VALUES(note)";

    private LostLog lostLog = LostLog.STOP;
    private boolean impatient;

    private CapturedMariaDb(MariaDbServer server, String database) {
        super(server, database, UPSERT);
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

    /** Whether the engine gives its connection up, and opens another, after two seconds in which it could read nothing from it; as it is shipped after a minute. */
    void impatient(boolean is) {
        impatient = is;
    }

    /** Waits until the engine has given up the connections over which it read the log. */
    void awaitGivenUp(List<String> readers) {
        await("the end of the connections " + readers + " that read the log")
                .atMost(SourceReading.PATIENCE)
                .until(() -> Collections.disjoint(readers, readersOfLog()));
    }

    /** The connections that read the log. */
    List<String> readersOfLog() throws SQLException {
        return server().texts(
                        database(),
                        "SELECT id FROM information_schema.processlist WHERE command = 'Binlog Dump' AND user = 'capture_"
                                + database() + "'");
    }

    /** A connection as the capture's login, which may no more than an application's. */
    Connection connectWithoutPrivileges() throws SQLException {
        return DriverManager.getConnection(server().url(database()), "capture_" + database(), PASSWORD);
    }

    /** Purges all but the file that is written; the server keeps files for a reader until it notices that the reader has gone. */
    void purgeLog() throws SQLException {
        execute("SET GLOBAL slave_connections_needed_for_purge = 0");
        await("the server's purge of its log").atMost(SourceReading.PATIENCE).until(() -> {
            execute("FLUSH BINARY LOGS", "PURGE BINARY LOGS BEFORE NOW() + INTERVAL 1 DAY");
            return server().texts(database(), "SHOW BINARY LOGS").size() == 1;
        });
    }

    @Override
    public SourceSettings settings() {
        return impatient ? new ImpatientMariaDb(shipped()) : shipped();
    }

    private MariaDbSettings shipped() {
        return new MariaDbSettings(
                "localhost",
                server().port(),
                "capture_" + database(),
                PASSWORD,
                4711,
                "",
                lostLog,
                DisappearedMax.DEFAULT);
    }

    @Override
    public List<String> origins() {
        return List.of(database() + ".entry");
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
    protected String tracesQuery() {
        return "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                + " UNION ALL SELECT at_millis FROM huzheng_mark"
                + " UNION ALL SELECT id FROM information_schema.processlist WHERE user = 'capture_" + database() + "'";
    }
}
