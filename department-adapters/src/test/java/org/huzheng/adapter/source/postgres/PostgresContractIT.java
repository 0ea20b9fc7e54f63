package org.huzheng.adapter.source.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.capture.CaptureContract;
import org.huzheng.adapter.testkit.DatabaseExtension;
import org.huzheng.adapter.testkit.DatabaseSystem;
import org.huzheng.adapter.testkit.PostgresServer;
import org.huzheng.adapter.testkit.SourceReading;
import org.huzheng.adapter.testkit.SourceSystem;
import org.junit.jupiter.api.Test;
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

    @Test
    void shouldRefuseATableWhoseLogDoesNotSayWhichRecordWasDeleted() throws Exception {
        // Given: a primary key that says nothing of the record
        ((DatabaseSystem) system()).execute(keyedByPlace()[0]);

        // Then
        assertThatThrownBy(() -> SourceReading.begin(system()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("table public.entry: expected its log to say of a deleted row which record")
                .hasMessageContaining("by [id], found only [place]")
                .hasMessageContaining("ALTER TABLE entry REPLICA IDENTITY FULL");
    }
}
