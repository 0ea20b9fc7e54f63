package org.huzheng.adapter.source.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.testkit.DatabaseExtension;
import org.huzheng.adapter.testkit.DatabaseSystem;
import org.huzheng.adapter.testkit.MariaDbServer;
import org.huzheng.adapter.testkit.SourceContract;
import org.huzheng.adapter.testkit.SourceSystem;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on a real MariaDB that is polled by a time of whole seconds and read whole every second. */
class PolledMariaDbContractIT extends SourceContract {
    @RegisterExtension
    static final DatabaseExtension<MariaDbServer> DATABASE = DatabaseExtension.of(MariaDbServer::start);

    @Override
    protected SourceSystem newSystem() throws SQLException {
        String database = DATABASE.server().newDatabase();
        DATABASE.server()
                .execute(
                        database,
                        "CREATE TABLE entry (id bigint PRIMARY KEY, name varchar(200) NOT NULL, note text,"
                                + " updated_at timestamp NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,"
                                + " INDEX (updated_at))",
                        "CREATE USER reader_" + database + "@localhost",
                        "GRANT SELECT ON " + database + ".entry TO reader_" + database + "@localhost");
        return new PolledSystem(database);
    }

    private static final class PolledSystem extends DatabaseSystem {
        private static final String UPSERT = "INSERT INTO entry (id, name, note) VALUES (?, ?, ?)"
                + " ON DUPLICATE KEY UPDATE name = VALUES(name), note = VALUES(note)";

        PolledSystem(String database) {
            super(DATABASE.server(), database, UPSERT);
        }

        @Override
        public SourceSettings settings() {
            return PolledSettings.of(
                    DATABASE.server().url(database()),
                    "reader_" + database(),
                    "updated_at",
                    Optional.of(Duration.ofSeconds(1)));
        }

        @Override
        public List<String> origins() {
            return List.of(database() + ".entry");
        }

        /** A row without a watermark is found when everything is read. */
        @Override
        public void putUnreadable(String id) throws SQLException {
            execute("INSERT INTO entry (id, name, updated_at) VALUES (" + id + ", 'no watermark', NULL)");
        }

        @Override
        protected String tracesQuery() {
            return "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                    + " UNION ALL SELECT id FROM information_schema.processlist WHERE user = 'reader_" + database()
                    + "'";
        }
    }
}
