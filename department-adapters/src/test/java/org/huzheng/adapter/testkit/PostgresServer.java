package org.huzheng.adapter.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL server that can be stopped and started again on the same port with what it held. */
public final class PostgresServer implements AutoCloseable {
    /** Superuser; the server asks for no password. */
    public static final String USER = "postgres";

    private final Path data;
    private final int port;
    private @Nullable EmbeddedPostgres running;
    private int databases;

    private PostgresServer(Path data, EmbeddedPostgres running) {
        this.data = data;
        this.port = running.getPort();
        this.running = running;
    }

    /** Makes a server in a folder of its own and starts it. */
    public static PostgresServer start(Path directory) throws IOException {
        Path data = directory.resolve("postgres");
        return new PostgresServer(data, builder(data).start());
    }

    private static EmbeddedPostgres.Builder builder(Path data) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(30))
                .setServerConfig("wal_level", "logical")
                .setServerConfig("max_replication_slots", "40")
                .setServerConfig("max_wal_senders", "40");
    }

    /** Stops the server as an operator would: connections are cut. */
    public void stop() throws IOException {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    /** Starts it again. */
    public void start() throws IOException {
        Files.deleteIfExists(data.resolve("epg-lock"));
        running = builder(data).setPort(port).start();
    }

    /** Makes an empty database and returns its name. */
    public String newDatabase() throws SQLException {
        String name = "contract_" + ++databases;
        execute("postgres", "CREATE DATABASE " + name);
        return name;
    }

    public int port() {
        return port;
    }

    public String url(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    /** A connection as the superuser, each statement committed. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, "");
    }

    /** Runs statements, each committed. */
    public void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of a query's rows. */
    public List<String> texts(String database, String query) throws SQLException {
        try (Connection connection = connect(database);
                PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
