package org.huzheng.adapter.source.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.testkit.DatabaseExtension;
import org.huzheng.adapter.testkit.DatabaseSystem;
import org.huzheng.adapter.testkit.PostgresServer;
import org.huzheng.adapter.testkit.SourceContract;
import org.huzheng.adapter.testkit.SourceSystem;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The contract on a real PostgreSQL that is polled by a watermark that is a number from a sequence. The database is one that checks no
 * encoding, as old registers are.
 */
class PolledPostgresContractIT extends SourceContract {
    @RegisterExtension
    static final DatabaseExtension<PostgresServer> DATABASE = DatabaseExtension.of(PostgresServer::start);

    private static int databases;

    @Override
    protected SourceSystem newSystem() throws SQLException {
        String database = "polled_" + ++databases;
        DATABASE.server()
                .execute(
                        "postgres",
                        "CREATE DATABASE " + database
                                + " ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        DATABASE.server()
                .execute(
                        database,
                        "CREATE SEQUENCE change_no",
                        "CREATE TABLE entry (id bigint, part text, name text NOT NULL, note text,"
                                + " change_no bigint NOT NULL, PRIMARY KEY (part, id))",
                        "CREATE INDEX ON entry (change_no)",
                        "CREATE ROLE reader_" + database + " LOGIN",
                        "GRANT SELECT ON entry TO reader_" + database);
        return new PolledSystem(database);
    }

    private static final class PolledSystem extends DatabaseSystem {
        private static final String UPSERT =
                "INSERT INTO entry SELECT id, 'part' || id % 3, name, note, nextval('change_no')"
                        + " FROM (SELECT ?::bigint AS id, ?::text AS name, ?::text AS note) AS entered"
                        + " ON CONFLICT (part, id) DO UPDATE"
                        + " SET name = excluded.name, note = excluded.note, change_no = excluded.change_no";

        PolledSystem(String database) {
            super(DATABASE.server(), database, UPSERT);
        }

        @Override
        public SourceSettings settings() {
            return PolledSettings.of(
                    DATABASE.server().url(database()), "reader_" + database(), "change_no", Optional.empty());
        }

        @Override
        public List<String> origins() {
            return List.of("public.entry");
        }

        @Override
        public boolean showsRemovals() {
            return false;
        }

        /** The first full read begins again. */
        @Override
        public boolean showsRemovalsWhenBegunAnew() {
            return true;
        }

        /** Bytes in another encoding than the database's. */
        @Override
        public void putUnreadable(String id) throws SQLException {
            execute("INSERT INTO entry VALUES (" + id + ", 'part2', E'\\xd0\\xd5', null, nextval('change_no'))");
        }

        @Override
        protected String tracesQuery() {
            return "SELECT 'relation ' || relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                    + " UNION ALL SELECT 'session ' || pid FROM pg_stat_activity WHERE usename = 'reader_" + database()
                    + "' ORDER BY 1";
        }
    }
}
