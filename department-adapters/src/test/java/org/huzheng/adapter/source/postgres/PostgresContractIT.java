package org.huzheng.adapter.source.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.huzheng.adapter.testkit.PostgresServer;
import org.huzheng.adapter.testkit.SourceContract;
import org.huzheng.adapter.testkit.SourceSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the changes a real PostgreSQL writes to its log. */
class PostgresContractIT extends SourceContract {
    @TempDir
    static Path directory;

    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws IOException {
        server = PostgresServer.start(directory);
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Override
    protected SourceSystem newSystem() throws SQLException {
        return CapturedPostgres.on(server);
    }
}
