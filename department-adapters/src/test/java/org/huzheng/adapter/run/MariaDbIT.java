package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.health.FeedHealth;
import org.huzheng.adapter.health.Reason;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.testkit.MariaDbServer;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.ChangeType;
import org.huzheng.event.RejectedRecord;
import org.huzheng.household.Resident;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The shipped household mapping over a real MariaDB instead, published to a real exchange. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MariaDbIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MYSQL = "mysql";

    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    @TempDir
    static Path directory;

    private static MariaDbServer server;

    @BeforeAll
    static void startServer() throws Exception {
        server = MariaDbServer.start(directory);
        server.execute(
                MYSQL,
                "CREATE DATABASE household",
                "CREATE TABLE household.resident (entry_id bigint PRIMARY KEY, id_number varchar(18) NOT NULL,"
                        + " name varchar(200) NOT NULL, sex char(1) NOT NULL, birth_date varchar(10) NOT NULL,"
                        + " father_id_number varchar(18), father_name varchar(200), mother_id_number varchar(18),"
                        + " mother_name varchar(200), spouse_id_number varchar(18), spouse_name varchar(200),"
                        + " household_no varchar(20) NOT NULL, head_id_number varchar(18) NOT NULL,"
                        + " relation_code char(2) NOT NULL, birth_certificate_no varchar(20), life_status char(1) NOT NULL,"
                        + " region_code char(6) NOT NULL, registered_on date NOT NULL, moved_out_on date,"
                        + " change_kind char(1) NOT NULL, change_reason varchar(200), legal_basis varchar(200),"
                        + " updated_at timestamp(6) NOT NULL)",
                "CREATE TABLE household.identity_change (change_id bigint PRIMARY KEY, former_id_number varchar(18) NOT NULL,"
                        + " current_id_number varchar(18) NOT NULL, kind char(1) NOT NULL, changed_on date NOT NULL,"
                        + " updated_at timestamp(6) NOT NULL)",
                "CREATE TABLE household.huzheng_mark (id int PRIMARY KEY, at_millis bigint NOT NULL)",
                "CREATE USER household_capture@localhost IDENTIFIED BY 'of-the-capture'",
                "GRANT RELOAD, REPLICATION SLAVE, BINLOG MONITOR ON *.* TO household_capture@localhost",
                "GRANT SELECT ON household.* TO household_capture@localhost",
                "GRANT INSERT, UPDATE ON household.huzheng_mark TO household_capture@localhost");
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    private static AdapterRuntime start(String... settings) throws Exception {
        AdapterConfiguration configuration = Departments.withSource(
                Department.HOUSEHOLD,
                directory,
                "source: {kind: mariadb, host: localhost, port: " + server.port()
                        + ", user: household_capture, password: of-the-capture, serverId: 4711"
                        + String.join("", settings)
                        + "}\n",
                EXCHANGE);
        return AdapterRuntime.start(configuration, new SimpleMeterRegistry());
    }

    private static Published residents() {
        return Published.in(
                Topics.HOUSEHOLD_RESIDENT, EXCHANGE.clientConfig(Department.HOUSEHOLD.code()), EXCHANGE.registryUrl());
    }

    private static void execute(String... statements) throws SQLException {
        server.execute(MYSQL, statements);
    }

    private static Totals awaitNow(AdapterRuntime runtime) throws InterruptedException {
        assertThat(runtime.awaitPublishedThrough(Instant.now(), PATIENCE))
                .as(() -> runtime.progress().toString())
                .isTrue();
        return runtime.progress().sinceStart();
    }

    @Test
    @Order(1)
    void shouldPublishWhatTheTablesHoldAndWhatTheLogSaysAlsoOfTheTimeItWasStopped() throws Exception {
        // Given
        execute(
                HouseholdRegister.insert(1, HouseholdRegister.number(1)),
                HouseholdRegister.insert(2, HouseholdRegister.number(2)),
                HouseholdRegister.insert(3, HouseholdRegister.number(3), "999999"));

        // When
        Totals snapshot;
        Totals streamed;
        try (AdapterRuntime runtime = start()) {
            snapshot = awaitNow(runtime);
            execute(HouseholdRegister.rename(1, "王𬱖㛃"), "DELETE FROM household.resident WHERE entry_id = 2");
            streamed = awaitNow(runtime);
        }
        execute(HouseholdRegister.insert(2, HouseholdRegister.number(2)));
        Totals resumed;
        try (AdapterRuntime runtime = start()) {
            resumed = awaitNow(runtime);
        }

        // Then
        assertThat(snapshot).isEqualTo(new Totals(3, 2, 0, 1, 0));
        assertThat(streamed).isEqualTo(new Totals(5, 4, 0, 1, 0));
        assertThat(resumed).isEqualTo(new Totals(1, 1, 0, 0, 0));
        Published residents = residents();
        assertThat(residents.eventsOf("1"))
                .extracting(event -> event.header().getChangeType(), event -> ((Resident) event.record()).getName())
                .containsExactly(
                        tuple(ChangeType.CREATED, HouseholdRegister.nameOf(1)), tuple(ChangeType.CORRECTED, "王𬱖㛃"));
        assertThat(residents.eventsOf("2"))
                .extracting(event -> event.header().getChangeType())
                .containsExactly(ChangeType.CREATED, ChangeType.ANNULLED, ChangeType.REINSTATED);
        assertThat(Published.in(
                                Topics.quarantineOf(Department.HOUSEHOLD),
                                EXCHANGE.clientConfig(Department.HOUSEHOLD.code()),
                                EXCHANGE.registryUrl())
                        .rejected())
                .extracting(RejectedRecord::getRule)
                .containsExactly("unknown-code");
    }

    @Test
    @Order(2)
    void shouldTakeNobodyForGoneBecauseTheTableIsEmptyWhenItIsReadAnew() throws Exception {
        // Given: emptied by mistake, and the log that says so is gone too
        int before = residents().events().size();
        execute(
                "CREATE TABLE household.kept AS SELECT * FROM household.resident",
                "DELETE FROM household.resident",
                "RESET MASTER");

        // When
        try (AdapterRuntime runtime = start(", whenLogIsLost: snapshot")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(runtime.health().causes())
                            .extracting(FeedHealth.Cause::reason)
                            .contains(Reason.RECORDS_DISAPPEARED));
        }

        // Then
        assertThat(residents().events()).hasSize(before);

        // When
        execute("INSERT INTO household.resident SELECT * FROM household.kept");
        try (AdapterRuntime runtime = start()) {
            awaitNow(runtime);
        }

        // Then
        assertThat(residents().events()).hasSize(before);
    }
}
