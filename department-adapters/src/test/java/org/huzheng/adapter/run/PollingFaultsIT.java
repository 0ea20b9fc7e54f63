package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.health.FeedHealth;
import org.huzheng.adapter.health.FeedHealth.Cause;
import org.huzheng.adapter.health.Reason;
import org.huzheng.adapter.source.httppush.PushCaller;
import org.huzheng.adapter.source.nationalexchange.ExchangeServer;
import org.huzheng.adapter.testkit.SetClock;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.FeedMark;
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
 * Two adapters that ask their sources again and again, one a database over JDBC, one the national exchange: killed at random while both are
 * written to, then their machine's clock put back a day.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PollingFaultsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int KILLS = Integer.getInteger("huzheng.faults", 3);
    private static final int FIRST_ENTRIES = 3_000;
    private static final int FIRST_ENROLMENTS = 1_500;

    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    @TempDir
    static Path directory;

    private static HouseholdRegister register;
    private static ExchangeServer server;
    private static AdapterConfiguration polled;
    private static AdapterConfiguration pulled;
    private static final Map<String, Integer> ENROLMENTS = new TreeMap<>();

    @BeforeAll
    static void fillSources() throws Exception {
        register = HouseholdRegister.start();
        register.enterAll(1, FIRST_ENTRIES);
        server = new ExchangeServer(PushCaller.freePort());
        for (int person = 0; person < FIRST_ENROLMENTS; person++) {
            enrol(person, 1);
        }
        String source = register.polled(
                "  fullReadInterval: PT3S",
                // Many go while nobody looks.
                "  disappearedPercentMax: 100",
                "  pageRows: 200");
        polled = Departments.withSource(Department.HOUSEHOLD, directory, source, EXCHANGE);
        pulled = PulledEnrolments.configuration(server, directory, EXCHANGE);
    }

    @AfterAll
    static void close() throws Exception {
        server.close();
        register.close();
    }

    private static void enrol(int person, int version) {
        server.put("e" + person, PulledEnrolments.row("e" + person, version, person, "1"));
        ENROLMENTS.put("e" + person, version);
    }

    /** The next version, which says something else than the one before. */
    private static void enrolAnew(int person) {
        enrol(person, ENROLMENTS.getOrDefault("e" + person, 0) + 1);
    }

    private static Published published(Topic topic) {
        return Published.in(topic, EXCHANGE.clientConfig(topic.owner()), EXCHANGE.registryUrl());
    }

    /** The topic's enrolments, each with its last version. */
    private static Map<String, Integer> enrolmentsTold() {
        Map<String, Integer> told = new TreeMap<>();
        published(Topics.MEDICAL_ENROLMENT)
                .last()
                .forEach((id, event) ->
                        told.put(id, Math.toIntExact(event.header().getVersion())));
        return told;
    }

    private static void awaitTopicsEqualSources(AdapterRuntime... runtimes) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            String how = Arrays.toString(
                    Stream.of(runtimes).map(AdapterRuntime::progress).toArray());
            assertThat(HouseholdRegister.namesIn(published(Topics.HOUSEHOLD_RESIDENT)))
                    .as(how)
                    .isEqualTo(register.names());
            assertThat(enrolmentsTold()).as(how).isEqualTo(ENROLMENTS);
        });
    }

    private static void assertEachVersionOnce() {
        List<Published.Event> residents = published(Topics.HOUSEHOLD_RESIDENT).events();
        List<Published.Event> enrolments = published(Topics.MEDICAL_ENROLMENT).events();
        assertThat(residents).extracting(event -> event.header().getEventId()).doesNotHaveDuplicates();
        // No name is given twice, so a name told twice would be one version published twice.
        assertThat(residents.stream()
                        .map(event -> event.header().getRecordId() + " "
                                + event.header().getChangeType() + " "
                                + ((Resident) event.record()).getName()))
                .doesNotHaveDuplicates();
        assertThat(enrolments).extracting(event -> event.header().getEventId()).doesNotHaveDuplicates();
    }

    @Test
    @Order(1)
    void shouldPublishEachVersionOnceWhenKilledWhilePolling() throws Exception {
        // Given
        Path polledFile = AdapterProcess.write(polled, directory.resolve("polled.yaml"));
        Path pulledFile = AdapterProcess.write(pulled, directory.resolve("pulled.yaml"));
        AtomicBoolean writing = new AtomicBoolean(true);
        Thread clerk = new Thread(() -> write(writing));
        clerk.start();

        // When
        Map<AdapterConfiguration, List<Long>> atKills;
        try {
            atKills = AdapterProcess.killAtRandom(
                    new Random(20240518), KILLS, Map.of(polled, polledFile, pulled, pulledFile));
        } finally {
            writing.set(false);
            clerk.join();
        }
        try (AdapterRuntime one = AdapterRuntime.start(polled, new SimpleMeterRegistry());
                AdapterRuntime other = AdapterRuntime.start(pulled, new SimpleMeterRegistry())) {
            awaitTopicsEqualSources(one, other);
            AdapterProcess.assertKilledAtWork(
                    atKills.get(polled), 0, one.progress().totals().published());
            AdapterProcess.assertKilledAtWork(
                    atKills.get(pulled), 0, other.progress().totals().published());
        }

        // Then
        assertEachVersionOnce();
    }

    private static void write(AtomicBoolean writing) {
        Random choice = new Random(42);
        try {
            for (int change = 1; writing.get(); change++) {
                int next = FIRST_ENTRIES + change;
                register.execute(
                        HouseholdRegister.insert(next, HouseholdRegister.number(next)),
                        HouseholdRegister.rename(
                                1 + choice.nextInt(FIRST_ENTRIES / 2), "名" + HouseholdRegister.nameOf(change)),
                        "DELETE FROM household.resident WHERE entry_id = "
                                + (FIRST_ENTRIES / 2 + 1 + choice.nextInt(FIRST_ENTRIES / 2)));
                int person = choice.nextInt(FIRST_ENROLMENTS);
                enrolAnew(person);
                Thread.sleep(5);
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException("clerk: expected to write on", e);
        }
    }

    /** What is marked grows old, and the health says why, though by the clock that was put back it would be a day young. */
    private static void awaitWordOfTheClock(AdapterRuntime... runtimes) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(runtimes).allSatisfy(runtime -> {
            FeedHealth health = runtime.health();
            assertThat(health.causes()).extracting(Cause::reason).contains(Reason.CLOCK_WENT_BACK);
            assertThat(health.isReady()).isFalse();
            assertThat(health.feeds())
                    .allSatisfy(feed -> assertThat(feed.markAge().orElseThrow()).isPositive());
        }));
    }

    @Test
    @Order(2)
    void shouldReadOnAndClaimNoFreshnessWhenTheClockIsPutBackADay() throws Exception {
        // Given
        SetClock clock = new SetClock();
        MeterRegistry meters = new SimpleMeterRegistry();
        Instant putBackAt;

        // When: put back under running adapters, which then begin anew with the wrong clock
        try (AdapterRuntime one = AdapterRuntime.start(polled, meters, clock);
                AdapterRuntime other = AdapterRuntime.start(pulled, meters, clock)) {
            assertThat(one.awaitPublishedThrough(Instant.now(), PATIENCE)).isTrue();
            assertThat(other.awaitPublishedThrough(Instant.now(), PATIENCE)).isTrue();
            putBackAt = Instant.now();
            clock.putBack(Duration.ofDays(1));
            register.execute(HouseholdRegister.rename(10, "昨日"));
            enrolAnew(10);
            awaitTopicsEqualSources(one, other);
            awaitWordOfTheClock(one, other);
        }
        register.execute(HouseholdRegister.rename(11, "昨日二"));
        enrolAnew(11);
        Thread.sleep(1_500);
        try (AdapterRuntime one = AdapterRuntime.start(polled, meters, clock);
                AdapterRuntime other = AdapterRuntime.start(pulled, meters, clock)) {
            awaitTopicsEqualSources(one, other);
            register.execute(HouseholdRegister.rename(12, "昨日三"));
            enrolAnew(12);
            awaitTopicsEqualSources(one, other);
            awaitWordOfTheClock(one, other);
        }

        // Then
        assertEachVersionOnce();
        for (Topic topic : List.of(Topics.HOUSEHOLD_RESIDENT, Topics.MEDICAL_ENROLMENT)) {
            for (int partition = 0; partition < EXCHANGE.partitions(); partition++) {
                int wanted = partition;
                assertThat(published(topic).marks().stream()
                                .filter(mark -> mark.getPartition() == wanted)
                                .map(FeedMark::getCommittedBefore))
                        .as(topic.name() + " " + partition)
                        .isNotEmpty()
                        .isSorted()
                        .allSatisfy(time -> assertThat(time).isBefore(putBackAt.plusSeconds(1)));
            }
        }
    }
}
