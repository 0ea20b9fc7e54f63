package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.health.Reason;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.status.AdapterStatus;
import org.huzheng.adapter.testkit.SetClock;
import org.huzheng.adapter.testkit.SmallDisk;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.FeedMark;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What may befall adapters that read files, beside being killed: a full disk where the archive is, a clock that is put back. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FileFaultsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ROWS = 3_000;

    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    @TempDir
    static Path directory;

    private final MeterRegistry meters = new SimpleMeterRegistry();

    private static Published published(Topic topic) {
        return Published.in(topic, EXCHANGE.clientConfig(topic.owner()), EXCHANGE.registryUrl());
    }

    private static void awaitNow(AdapterRuntime runtime) throws InterruptedException {
        assertThat(runtime.awaitPublishedThrough(Instant.now(), PATIENCE))
                .as(() -> runtime.progress().toString())
                .isTrue();
    }

    private static void awaitWord(AdapterRuntime runtime, String expected) {
        // Said only until the next attempt, which may be soon.
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).untilAsserted(() -> assertThat(
                        runtime.progress().failure())
                .hasValueSatisfying(said -> assertThat(said).contains(expected)));
    }

    private static void drop(Path folder, String name, String text, Charset encoding) throws IOException {
        Path part = folder.resolve(name + ".part");
        Files.write(part, text.getBytes(encoding));
        Files.move(part, folder.resolve(name));
    }

    private static String medicalRows(int from, int to) {
        StringBuilder text = new StringBuilder("记录编号,版本号,公民身份号码,险种类型,参保状态,参保地,参保日期,终止日期,变更类型,变更原因,登记时间\n");
        IntStream.range(from, to)
                .forEach(person -> text.append("m" + person + ",1," + HouseholdRegister.number(person)
                        + ",390,1,110105,2020-01-01,,1,,2020-01-01 08:00:00\n"));
        return text.toString();
    }

    private static String socialSecurityDump(int from, int to) {
        StringBuilder text = new StringBuilder("记录编号,版本号,公民身份号码,险种,参保状态,统一社会信用代码,单位名称,参保地,参保日期,终止日期,变更类型,变更原因,登记时间\n");
        IntStream.range(from, to)
                .forEach(person -> text.append("e" + person + ",1," + HouseholdRegister.number(person)
                        + ",110,1,,某公司,110105,2020-01-01,,1,,2020-01-01 08:00:00\n"));
        return text.toString();
    }

    @Test
    @Order(1)
    void shouldWaitForRoomWhenTheDiskOfTheArchiveIsFull() throws Exception {
        // Given: files of changes, and full dumps, which are compared on that disk too
        Path changes = Files.createDirectories(directory.resolve("changes"));
        Path dumps = Files.createDirectories(directory.resolve("dumps"));
        Path small = directory.resolve("small");
        AdapterConfiguration medical = Departments.ofFiles(
                Department.MEDICAL,
                directory,
                Departments.folders(Department.MEDICAL, changes, small.resolve("changes")),
                EXCHANGE);
        AdapterConfiguration socialSecurity = Departments.ofFullDumps(
                Department.SOCIAL_SECURITY,
                directory,
                Departments.folders(Department.SOCIAL_SECURITY, dumps, small.resolve("dumps")),
                EXCHANGE);
        drop(dumps, "enrolment-1.csv", socialSecurityDump(0, ROWS), Charset.forName("GB18030"));
        try (SmallDisk disk = SmallDisk.mount(small, 8 * 1_024);
                AdapterRuntime ofChanges = AdapterRuntime.start(medical, meters);
                AdapterRuntime ofDumps = AdapterRuntime.start(socialSecurity, meters)) {
            awaitNow(ofDumps);
            disk.fill();

            // When
            drop(changes, "enrolment-1.csv", medicalRows(0, ROWS), StandardCharsets.UTF_8);
            drop(changes, "enrolment-2.csv", medicalRows(ROWS, 2 * ROWS), StandardCharsets.UTF_8);
            drop(dumps, "enrolment-2.csv", socialSecurityDump(100, ROWS + 50), Charset.forName("GB18030"));
            Instant dropped = Instant.now();
            awaitWord(ofChanges, "No space left on device");
            awaitWord(ofDumps, "No space left on device");
            Thread.sleep(1_000);
            Instant changesKnown = ofChanges.progress().publishedThrough().orElse(Instant.MIN);
            Instant dumpsKnown = ofDumps.progress().publishedThrough().orElse(Instant.MIN);
            boolean stillThere = Files.exists(changes.resolve("enrolment-1.csv"))
                    && Files.exists(changes.resolve("enrolment-2.csv"))
                    && Files.exists(dumps.resolve("enrolment-2.csv"));
            disk.free();
            awaitNow(ofChanges);
            awaitNow(ofDumps);

            // Then
            assertThat(stillThere).isTrue();
            assertThat(changesKnown).isBefore(dropped.plusMillis(500));
            assertThat(dumpsKnown).isBefore(dropped.plusMillis(500));
            assertThat(ofChanges.progress().totals()).isEqualTo(new Totals(2 * ROWS, 2 * ROWS, 0, 0, 0));
            assertThat(ofDumps.progress().totals()).isEqualTo(new Totals(ROWS + 150, ROWS + 150, 0, 0, 0));
            assertThat(changes).isEmptyDirectory();
            assertThat(dumps).isEmptyDirectory();
            assertThat(small.resolve("changes/2-enrolment-2.csv.receipt.json"))
                    .content()
                    .contains("\"published\" : 3000");
            assertThat(small.resolve("dumps/2-enrolment-2.csv.receipt.json"))
                    .content()
                    .contains("\"disappeared\" : 100");
        }
        assertThat(published(Topics.MEDICAL_ENROLMENT).last()).hasSize(2 * ROWS);
        assertThat(published(Topics.MEDICAL_ENROLMENT).events()).hasSize(2 * ROWS);
        assertThat(published(Topics.SOCIAL_SECURITY_ENROLMENT).events()).hasSize(ROWS + 150);
    }

    @Test
    @Order(2)
    void shouldReadOnAndClaimNoFreshnessWhenTheClockIsPutBackADay() throws Exception {
        // Given
        Path drop = Files.createDirectories(directory.resolve("drop"));
        AdapterConfiguration medical = Departments.ofFiles(
                Department.MEDICAL,
                directory,
                Departments.folders(Department.MEDICAL, drop, directory.resolve("archive")),
                EXCHANGE);
        SetClock clock = new SetClock();
        Instant putBackAt;

        // When
        try (AdapterRuntime runtime = AdapterRuntime.start(medical, meters, clock)) {
            awaitNow(runtime);
            putBackAt = Instant.now();
            clock.putBack(Duration.ofDays(1));
            drop(drop, "enrolment-3.csv", medicalRows(2 * ROWS, 2 * ROWS + 1), StandardCharsets.UTF_8);
            awaitRows(runtime, 1);
        }
        try (AdapterRuntime runtime = AdapterRuntime.start(medical, meters, clock)) {
            drop(drop, "enrolment-4.csv", medicalRows(2 * ROWS + 1, 2 * ROWS + 2), StandardCharsets.UTF_8);
            awaitRows(runtime, 1);
            Thread.sleep(500);
        }

        // Then
        Published enrolments = published(Topics.MEDICAL_ENROLMENT);
        assertThat(enrolments.events()).hasSize(2 * ROWS + 2);
        for (int partition = 0; partition < EXCHANGE.partitions(); partition++) {
            int wanted = partition;
            assertThat(enrolments.marks().stream()
                            .filter(mark -> mark.getPartition() == wanted)
                            .map(FeedMark::getCommittedBefore))
                    .isNotEmpty()
                    .isSorted()
                    .allSatisfy(time -> assertThat(time).isBefore(putBackAt.plusSeconds(1)));
        }
    }

    private static void awaitRows(AdapterRuntime runtime, long rows) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(runtime.progress().sinceStart().rows()).isGreaterThanOrEqualTo(rows));
    }

    @Test
    @Order(3)
    void shouldSayThatADumpWasRefusedUntilALaterOneIsTaken() throws Exception {
        // Given
        Path dumps = Files.createDirectories(directory.resolve("medical-dumps"));
        AdapterConfiguration medical = Departments.ofFullDumps(
                Department.MEDICAL,
                directory,
                Departments.folders(Department.MEDICAL, dumps, directory.resolve("medical-archive")),
                EXCHANGE);
        List<SourceSettings.RefusedDump> refused;
        try (AdapterRuntime runtime = AdapterRuntime.start(medical, meters)) {
            drop(dumps, "enrolment-5.csv", medicalRows(0, 10), StandardCharsets.UTF_8);
            awaitNow(runtime);

            // When: a dump without its heading
            drop(dumps, "enrolment-6.csv", "m0,1\n", StandardCharsets.UTF_8);
            await().atMost(Duration.ofSeconds(30)).until(() -> isDumpRefused(runtime));
            refused = AdapterStatus.read(medical).refusedDumps();
        }

        // Then: another life knows it, too, until a later one is taken
        assertThat(refused).singleElement().satisfies(dump -> assertThat(dump.file())
                .isEqualTo("enrolment-6.csv"));
        try (AdapterRuntime runtime = AdapterRuntime.start(medical, meters)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> isDumpRefused(runtime));
            assertThat(runtime.health().isReady()).isFalse();
            drop(dumps, "enrolment-7.csv", medicalRows(0, 11), StandardCharsets.UTF_8);
            await().atMost(Duration.ofSeconds(30)).until(() -> !isDumpRefused(runtime));
        }
        assertThat(AdapterStatus.read(medical).refusedDumps()).isEmpty();
    }

    private static boolean isDumpRefused(AdapterRuntime runtime) {
        return runtime.health().causes().stream().anyMatch(cause -> cause.reason() == Reason.DUMP_REFUSED);
    }
}
