package org.huzheng.adapter.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL server that can be stopped and started again on the same port with what it held. */
public final class PostgresServer extends DatabaseServer {
    /** Superuser; the server asks for no password. */
    public static final String USER = "postgres";

    private final Path data;
    private final int port;
    private @Nullable EmbeddedPostgres running;

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

    @Override
    public void stop() throws IOException {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    @Override
    public void start() throws IOException {
        Files.deleteIfExists(data.resolve("epg-lock"));
        running = builder(data).setPort(port).start();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String url(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    @Override
    protected String user() {
        return USER;
    }

    @Override
    protected String firstDatabase() {
        return "postgres";
    }
}
