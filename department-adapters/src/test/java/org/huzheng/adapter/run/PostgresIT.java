package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.health.FeedHealth;
import org.huzheng.adapter.health.Reason;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.ChangeType;
import org.huzheng.event.FeedMark;
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

/** The household adapter between a real PostgreSQL and a real exchange: the tests build on one another, as days of one adapter's life. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PostgresIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    @TempDir
    static Path directory;

    private static HouseholdRegister register;

    @BeforeAll
    static void startRegister() throws Exception {
        register = HouseholdRegister.start();
    }

    @AfterAll
    static void stopRegister() throws IOException {
        register.close();
    }

    private static AdapterRuntime start() throws Exception {
        AdapterConfiguration configuration =
                Departments.configuration(Department.HOUSEHOLD, directory, register.settings(), EXCHANGE);
        return AdapterRuntime.start(configuration, new SimpleMeterRegistry());
    }

    private static void awaitNow(AdapterRuntime runtime) throws InterruptedException {
        assertThat(runtime.awaitPublishedThrough(Instant.now(), PATIENCE))
                .as(() -> runtime.progress().toString())
                .isTrue();
    }

    private static Published published(Topic topic) {
        return Published.in(topic, EXCHANGE.clientConfig(Department.HOUSEHOLD.code()), EXCHANGE.registryUrl());
    }

    private static Published residents() {
        return published(Topics.HOUSEHOLD_RESIDENT);
    }

    @Test
    @Order(1)
    void shouldPublishWhatTheTablesHold() throws Exception {
        // Given
        String former = HouseholdRegister.number(1);
        String current = HouseholdRegister.number(900);
        register.execute(
                HouseholdRegister.insert(1, HouseholdRegister.number(1)),
                HouseholdRegister.insert(2, HouseholdRegister.number(2)),
                HouseholdRegister.insert(3, HouseholdRegister.number(3)),
                HouseholdRegister.insert(4, HouseholdRegister.number(4), "999999"),
                "INSERT INTO household.identity_change VALUES (1, '" + former + "', '" + current
                        + "', 'C', '2020-02-02', now())");

        // When
        Totals totals;
        try (AdapterRuntime runtime = start()) {
            awaitNow(runtime);
            totals = runtime.progress().sinceStart();
        }

        // Then
        assertThat(totals).isEqualTo(new Totals(5, 4, 0, 1, 0));
        assertThat(residents().events())
                .extracting(event -> event.header().getChangeType())
                .containsOnly(ChangeType.CREATED)
                .hasSize(3);
        assertThat(published(Topics.HOUSEHOLD_IDENTITY_LINK).events())
                .extracting(Published.Event::key)
                .containsExactlyInAnyOrder(Departments.keyOf(former), Departments.keyOf(current));
        assertThat(published(Topics.quarantineOf(Department.HOUSEHOLD)).rejected())
                .singleElement()
                .satisfies(rejected -> {
                    assertThat(rejected.getRule()).isEqualTo("unknown-code");
                    assertThat(rejected.getField()).isEqualTo("region_code");
                    assertThat(rejected.getSource()).isEqualTo("household.resident");
                });
    }

    @Test
    @Order(2)
    void shouldPublishWhatChangedWhileItWasNotRunning() throws Exception {
        // Given
        int before = residents().events().size();
        register.execute(
                HouseholdRegister.rename(1, "改名"),
                HouseholdRegister.insert(5, HouseholdRegister.number(5)),
                "UPDATE household.resident SET updated_at = now() WHERE entry_id = 2");

        // When
        Totals totals;
        try (AdapterRuntime runtime = start()) {
            awaitNow(runtime);
            totals = runtime.progress().sinceStart();
        }

        // Then
        assertThat(totals).isEqualTo(new Totals(3, 2, 1, 0, 0));
        assertThat(residents().events()).hasSize(before + 2);
        List<Published.Event> versions = residents().eventsOf("1");
        assertThat(versions)
                .extracting(event -> event.header().getVersionEpoch(), event -> event.header()
                        .getChangeType())
                .containsExactly(tuple(0, ChangeType.CREATED), tuple(1, ChangeType.CORRECTED));
        assertThat(versions.get(1).header().getPreviousEventId())
                .isEqualTo(versions.get(0).header().getEventId());
    }

    @Test
    @Order(3)
    void shouldFollowInsertUpdateAndDeleteAsTheyAreCommitted() throws Exception {
        try (AdapterRuntime runtime = start()) {
            // Given
            awaitNow(runtime);

            // When
            register.execute(
                    HouseholdRegister.insert(6, HouseholdRegister.number(6)), HouseholdRegister.rename(6, "改"));
            register.execute("DELETE FROM household.resident WHERE entry_id = 6");
            register.execute(HouseholdRegister.insert(6, HouseholdRegister.number(6)));
            awaitNow(runtime);
        }

        // Then
        List<Published.Event> versions = residents().eventsOf("6");
        assertThat(versions)
                .extracting(event -> event.header().getChangeType())
                .containsExactly(ChangeType.CREATED, ChangeType.CORRECTED, ChangeType.ANNULLED, ChangeType.REINSTATED);
        assertThat(((Resident) versions.get(2).record()).getName()).isEqualTo("改");
    }

    @Test
    @Order(4)
    void shouldMoveARecordWhoseIdentityNumberWasCorrected() throws Exception {
        // Given
        String wrong = HouseholdRegister.number(3);
        String right = HouseholdRegister.number(7);

        // When
        try (AdapterRuntime runtime = start()) {
            register.execute(
                    "UPDATE household.resident SET id_number = '" + right + "', change_kind = '2' WHERE entry_id = 3");
            awaitNow(runtime);
            assertThat(runtime.progress().sinceStart()).isEqualTo(new Totals(1, 1, 0, 0, 1));
        }

        // Then
        assertThat(residents().eventsOf("3"))
                .extracting(Published.Event::key, event -> event.header().getChangeType())
                .containsExactlyInAnyOrder(
                        tuple(Departments.keyOf(wrong), ChangeType.CREATED),
                        tuple(Departments.keyOf(wrong), ChangeType.ANNULLED),
                        tuple(Departments.keyOf(right), ChangeType.CORRECTED));
        Resident annulled = (Resident) residents().eventsOf("3").stream()
                .filter(event -> event.header().getChangeType() == ChangeType.ANNULLED)
                .findFirst()
                .orElseThrow()
                .record();
        assertThat(annulled.getIdentityNumber()).isEqualTo(wrong);
    }

    @Test
    @Order(5)
    void shouldQuarantineABadChangeAndGoOn() throws Exception {
        // When
        try (AdapterRuntime runtime = start()) {
            register.execute("UPDATE household.resident SET relation_code = '00' WHERE entry_id = 1");
            register.execute(HouseholdRegister.rename(2, "后来"));
            awaitNow(runtime);
            assertThat(runtime.progress().sinceStart()).isEqualTo(new Totals(2, 1, 0, 1, 0));
        }

        // Then
        assertThat(published(Topics.quarantineOf(Department.HOUSEHOLD)).rejected())
                .extracting(RejectedRecord::getLocation)
                .last()
                .asString()
                .startsWith("lsn ");
    }

    @Test
    @Order(6)
    void shouldMarkEveryPartitionOnceTheSnapshotIsPublished() {
        for (Topic topic : Department.HOUSEHOLD.recordTopics()) {
            // When
            Published published = published(topic);

            // Then
            assertThat(published.marks()).extracting(FeedMark::getPartition).contains(0, 1, 2);
            for (int partition = 0; partition < 3; partition++) {
                int wanted = partition;
                assertThat(published.marks().stream()
                                .filter(mark -> mark.getPartition() == wanted)
                                .toList())
                        .extracting(FeedMark::getCommittedBefore)
                        .isSorted();
            }
        }
    }

    private static AdapterRuntime startThatMayReadAnew() throws Exception {
        String source = Files.readString(
                        Path.of(System.getProperty("huzheng.root"), "deploy/src/main/departments/household.yaml"))
                .replaceAll("(?s).*(?=source:)|records:.*", "")
                .replace("  publication:", "  whenLogIsLost: snapshot\n  publication:");
        for (Map.Entry<String, String> setting : register.settings().entrySet()) {
            source = source.replace("${setting:" + setting.getKey() + "}", setting.getValue());
        }
        return AdapterRuntime.start(
                Departments.withSource(Department.HOUSEHOLD, directory, source, EXCHANGE), new SimpleMeterRegistry());
    }

    @Test
    @Order(7)
    void shouldTakeNobodyForGoneWhomASnapshotMayNotSee() throws Exception {
        // Given: a policy for other readers hides every row from this one, and everything has to be read anew
        int before = residents().events().size();
        register.execute("SELECT pg_drop_replication_slot('huzheng_household')");
        register.execute("ALTER TABLE household.resident ENABLE ROW LEVEL SECURITY");

        // When
        try (AdapterRuntime runtime = startThatMayReadAnew()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(runtime.health().causes())
                            .extracting(FeedHealth.Cause::reason)
                            .contains(Reason.RECORDS_DISAPPEARED));
            assertThat(runtime.progress().failure())
                    .get()
                    .asString()
                    .contains("at most 10 % of the 5 records", "found that 5 were not there");
        }

        // Then
        assertThat(residents().events()).hasSize(before);

        // When: it may see them again
        register.execute("ALTER TABLE household.resident DISABLE ROW LEVEL SECURITY");
        try (AdapterRuntime runtime = start()) {
            awaitNow(runtime);
        }

        // Then
        assertThat(residents().events()).hasSize(before);
    }
}
