package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.huzheng.adapter.testkit.Link;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.household.Resident;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bad days of one household adapter, which runs through all of them: connections cut, the database, the brokers and the registry away. After
 * each the topic equals the register, each version once.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(2);
    private static final int FAULTS = Integer.getInteger("huzheng.faults", 3);
    /** Nine seconds in every build, a minute where many faults are asked for. */
    private static final Duration BROKERS_AWAY = Duration.ofSeconds(3L * FAULTS);

    private static final int PEOPLE = 30_000;
    /** The capture engine's queue, the batch it hands over and the one it gathers meanwhile. */
    private static final int BUFFERED_ROWS_MAX = 8_192 + 2 * 2_048;

    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    @TempDir
    static Path directory;

    private static final MeterRegistry METERS = new SimpleMeterRegistry();
    private static HouseholdRegister register;
    private static Link toRegistry;
    private static AdapterRuntime runtime;

    @BeforeAll
    static void fillRegister() throws Exception {
        register = HouseholdRegister.start();
        register.enterAll(1, PEOPLE);
        toRegistry = Link.to(URI.create(EXCHANGE.registryUrl()).getPort());
    }

    @AfterAll
    static void close() throws Exception {
        if (runtime != null) {
            runtime.close();
        }
        toRegistry.close();
        register.close();
    }

    private static Published published(Topic topic) {
        return Published.in(topic, EXCHANGE.clientConfig(Department.HOUSEHOLD.code()), EXCHANGE.registryUrl());
    }

    private static void awaitNow() throws InterruptedException {
        assertThat(runtime.awaitPublishedThrough(Instant.now(), PATIENCE))
                .as(() -> runtime.progress().toString())
                .isTrue();
    }

    /** Often, for what is said only until the next attempt. */
    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .until(condition);
    }

    /** Waits until the adapter says that it is not reading, and why. */
    private static void awaitWord(String expected) throws InterruptedException {
        await("failure that says " + expected, () -> runtime.progress()
                .failure()
                .filter(said -> said.contains(expected))
                .isPresent());
    }

    /** Waits until a snapshot is well under way, and no further. */
    private static void awaitMidSnapshot() throws InterruptedException {
        long before = runtime.progress().sinceStart().rows();
        await("rows of a snapshot", () -> runtime.progress().sinceStart().rows() > before);
        assertThat(runtime.progress().publishedThrough())
                .as("time published through, in the middle of a snapshot")
                .isEmpty();
    }

    private static void assertTopicEqualsRegister() throws SQLException {
        Published residents = published(Topics.HOUSEHOLD_RESIDENT);
        assertThat(HouseholdRegister.namesIn(residents)).isEqualTo(register.names());
        assertThat(residents.events())
                .extracting(event -> event.header().getEventId())
                .doesNotHaveDuplicates();
        // No name is given twice, so a name told twice would be one version published twice.
        assertThat(residents.events().stream()
                        .map(event -> event.header().getRecordId() + " "
                                + event.header().getChangeType() + " "
                                + ((Resident) event.record()).getName()))
                .doesNotHaveDuplicates();
    }

    @Test
    @Order(1)
    void shouldStartOnceTheRegistryIsThere() throws Exception {
        // Given
        toRegistry.cut();
        CompletableFuture<Void> mended = CompletableFuture.runAsync(
                toRegistry::mend, CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS));

        // When
        runtime = AdapterRuntime.start(
                Departments.withRegistry(
                        Departments.configuration(Department.HOUSEHOLD, directory, register.settings(), EXCHANGE),
                        toRegistry.port(),
                        REGISTRY_PATIENCE),
                METERS);

        // Then
        assertThat(mended).isCompleted();
    }

    @Test
    @Order(2)
    void shouldReadTheSnapshotAnewWhenItsConnectionIsCutAndWhenTheDatabaseRestarts() throws Exception {
        // Given
        awaitMidSnapshot();

        // When: cut, and meanwhile one who was read goes and another changes
        assertThat(register.cutConnections()).isPositive();
        register.execute("DELETE FROM household.resident WHERE entry_id = 1", HouseholdRegister.rename(2, "改"));
        awaitWord("capture-household: expected the capture to run on");
        awaitMidSnapshot();
        register.stopServer();
        awaitWord("expected to log in as household_capture");
        register.startServer();
        awaitNow();

        // Then
        assertTopicEqualsRegister();
        assertThat(register.names()).hasSize(PEOPLE - 1);
    }

    @Test
    @Order(3)
    void shouldFollowOnWhenTheDatabaseRestartsUnderIt() throws Exception {
        // Given
        AtomicBoolean writing = new AtomicBoolean(true);
        Thread clerk = new Thread(() -> write(writing));
        clerk.start();
        long before = runtime.progress().sinceStart().rows();
        await("changes", () -> runtime.progress().sinceStart().rows() > before + 20);

        // When
        try {
            assertThat(register.cutConnections()).isPositive();
            awaitWord("capture-household");
            long afterCut = runtime.progress().sinceStart().rows();
            await("changes after the cut", () -> runtime.progress().sinceStart().rows() > afterCut + 20);
            register.stopServer();
            awaitWord("expected to log in as household_capture");
            register.startServer();
            long afterRestart = runtime.progress().sinceStart().rows();
            await(
                    "changes after the restart",
                    () -> runtime.progress().sinceStart().rows() > afterRestart + 20);
        } finally {
            writing.set(false);
            clerk.join();
        }
        awaitNow();

        // Then
        assertTopicEqualsRegister();
    }

    private static void write(AtomicBoolean writing) {
        Random choice = new Random(3);
        for (int change = 0; writing.get(); change++) {
            try {
                register.execute(HouseholdRegister.rename(
                        2 + choice.nextInt(PEOPLE - 1), "改" + HouseholdRegister.nameOf(change)));
                Thread.sleep(5);
            } catch (SQLException away) {
                // The clerk cannot work while the database is away, and tries again.
                Thread.onSpinWait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    @Order(4)
    void shouldReadNoMoreThanItsBufferHoldsWhileTheBrokersAreAway() throws Exception {
        // Given
        int renamed = 1_000;
        int times = 20;
        long published = runtime.progress().totals().published();
        long seenBefore = rowsSeenByTheEngine();
        EXCHANGE.stop();
        Instant stopped = Instant.now();

        // When: more changes than the adapter may hold
        for (int time = 0; time < times; time++) {
            register.execute(HouseholdRegister.renameAll(101, 100 + renamed, HouseholdRegister.nameOf(time) + "回"));
        }
        long seenMost = seenBefore;
        long deadline = System.nanoTime() + BROKERS_AWAY.toNanos();
        while (System.nanoTime() < deadline) {
            seenMost = Math.max(seenMost, rowsSeenByTheEngine());
            Thread.sleep(100);
        }
        Instant knownWhileAway = runtime.progress().publishedThrough().orElseThrow();
        EXCHANGE.start();
        awaitNow();

        // Then
        assertThat(seenMost - seenBefore)
                .as("rows taken from the database while the brokers were away")
                .isPositive()
                .isLessThanOrEqualTo(BUFFERED_ROWS_MAX);
        assertThat(knownWhileAway)
                .as("time published through while the brokers were away")
                .isBefore(stopped);
        assertThat(runtime.progress().totals().published() - published).isEqualTo((long) renamed * times);
        assertTopicEqualsRegister();
    }

    /** What the capture engine counts of the running stream; nothing while there is none. */
    private static long rowsSeenByTheEngine() throws JMException {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        long seen = 0;
        for (ObjectName name : beans.queryNames(
                new ObjectName("debezium.postgres:type=connector-metrics,context=streaming,*"), null)) {
            seen += ((Number) beans.getAttribute(name, "TotalNumberOfEventsSeen")).longValue();
        }
        return seen;
    }

    @Test
    @Order(5)
    void shouldNeedTheRegistryOnlyForASchemaItHasNotUsed() throws Exception {
        // Given
        awaitNow();
        toRegistry.cut();

        // When: a change in a schema in use, then one of another table
        register.execute(HouseholdRegister.rename(3, "照常"));
        awaitNow();
        register.execute("INSERT INTO household.identity_change VALUES (1, '" + HouseholdRegister.number(3) + "', '"
                + HouseholdRegister.number(PEOPLE + 1) + "', 'C', '2020-02-02', now())");
        Instant changed = Instant.now();
        awaitWord("schema registry http://127.0.0.1:" + toRegistry.port());
        Instant knownWhileAway = runtime.progress().publishedThrough().orElse(Instant.MIN);
        toRegistry.mend();
        awaitNow();

        // Then
        assertThat(knownWhileAway).isBefore(changed);
        assertThat(published(Topics.HOUSEHOLD_IDENTITY_LINK).events()).hasSize(2);
        assertTopicEqualsRegister();
    }
}
