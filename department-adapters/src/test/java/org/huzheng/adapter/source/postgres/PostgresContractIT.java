package org.huzheng.adapter.source.postgres;

import java.sql.SQLException;
import org.huzheng.adapter.source.capture.CaptureContract;
import org.huzheng.adapter.testkit.DatabaseExtension;
import org.huzheng.adapter.testkit.PostgresServer;
import org.huzheng.adapter.testkit.SourceSystem;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on the changes a real PostgreSQL writes to its log. */
class PostgresContractIT extends CaptureContract {
    @RegisterExtension
    static final DatabaseExtension<PostgresServer> DATABASE = DatabaseExtension.of(PostgresServer::start);

    @Override
    protected SourceSystem newSystem() throws SQLException {
        return CapturedPostgres.on(DATABASE.server());
    }

    @Override
    protected String[] keyedByPlace() {
        return new String[] {
            "ALTER TABLE entry DROP CONSTRAINT entry_pkey, ADD COLUMN place int PRIMARY KEY, ADD UNIQUE (id)",
            "ALTER TABLE entry REPLICA IDENTITY FULL"
        };
    }
}
