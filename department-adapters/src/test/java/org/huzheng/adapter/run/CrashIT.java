package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.ChangeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Adapters killed at random: the topic equals the source, each version once, nothing missing. */
class CrashIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int KILLS = Integer.getInteger("huzheng.faults", 3);
    private static final int FIRST_ENTRIES = 4_000;

    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    @TempDir
    Path directory;

    private final Random random = new Random(20240517);

    /** How many records were published at each kill. */
    private List<Long> killRepeatedly(AdapterConfiguration configuration) throws Exception {
        Path file = AdapterProcess.write(Departments.soonForgotten(configuration), directory.resolve("adapter.yaml"));
        return AdapterProcess.killAtRandom(random, KILLS, Map.of(configuration, file))
                .values()
                .iterator()
                .next();
    }

    private static AdapterProgress finish(AdapterConfiguration configuration) throws Exception {
        try (AdapterRuntime runtime = AdapterRuntime.start(configuration, new SimpleMeterRegistry())) {
            assertThat(runtime.awaitPublishedThrough(Instant.now(), PATIENCE))
                    .as(() -> runtime.progress().toString())
                    .isTrue();
            return runtime.progress();
        }
    }

    private static Published published(Topic topic) {
        return Published.in(topic, EXCHANGE.clientConfig(topic.owner()), EXCHANGE.registryUrl());
    }

    @Test
    void shouldPublishEachVersionOnceWhenKilledWhileCapturing() throws Exception {
        try (HouseholdRegister register = HouseholdRegister.start()) {
            // Given
            Map<Integer, String> names = new TreeMap<>();
            register.enterAll(1, FIRST_ENTRIES);
            names.putAll(register.names());
            AdapterConfiguration configuration =
                    Departments.configuration(Department.HOUSEHOLD, directory, register.settings(), EXCHANGE);
            AtomicBoolean writing = new AtomicBoolean(true);
            Thread clerk = new Thread(() -> write(register, names, writing));

            // When
            List<Long> atKills;
            clerk.start();
            try {
                atKills = killRepeatedly(configuration);
            } finally {
                writing.set(false);
                clerk.join();
            }
            AdapterProgress progress = finish(configuration);

            // Then
            AdapterProcess.assertKilledAtWork(atKills, 0, progress.totals().published());
            Published residents = published(Topics.HOUSEHOLD_RESIDENT);
            assertThat(residents.events())
                    .extracting(event -> event.header().getEventId())
                    .doesNotHaveDuplicates();
            assertThat(HouseholdRegister.namesIn(residents)).isEqualTo(names);
            assertThat(names).hasSizeGreaterThan(FIRST_ENTRIES);
        }
    }

    private void write(HouseholdRegister register, Map<Integer, String> names, AtomicBoolean writing) {
        Random choice = new Random(42);
        int next = FIRST_ENTRIES;
        try {
            while (writing.get()) {
                next++;
                String name = "名" + HouseholdRegister.nameOf(next);
                int renamed = 1 + choice.nextInt(FIRST_ENTRIES / 2);
                int deleted = FIRST_ENTRIES / 2 + 1 + choice.nextInt(FIRST_ENTRIES / 2);
                register.execute(
                        HouseholdRegister.insert(next, HouseholdRegister.number(next)),
                        HouseholdRegister.rename(renamed, name),
                        "DELETE FROM household.resident WHERE entry_id = " + deleted);
                names.put(next, HouseholdRegister.nameOf(next));
                names.put(renamed, name);
                names.remove(deleted);
                Thread.sleep(5);
            }
        } catch (java.sql.SQLException | InterruptedException e) {
            throw new IllegalStateException("clerk: expected to write on", e);
        }
    }

    @Test
    void shouldPublishEachRowOnceWhenKilledWhileReadingFiles() throws Exception {
        // Given
        int files = 6;
        int rowsPerFile = 20_000;
        Path drop = Files.createDirectories(directory.resolve("drop"));
        for (int file = 1; file <= files; file++) {
            StringBuilder text = new StringBuilder("记录编号,版本号,公民身份号码,险种类型,参保状态,参保地,参保日期,终止日期,变更类型,变更原因,登记时间\n");
            for (int row = 0; row < rowsPerFile; row++) {
                int person = file * rowsPerFile + row;
                text.append("m" + person + ",1," + HouseholdRegister.number(person)
                        + ",390,1,110105,2020-01-01,,1,,2020-01-01 08:00:00\n");
            }
            Files.writeString(drop.resolve("enrolment-000" + file + ".csv"), text);
        }
        AdapterConfiguration configuration = Departments.ofFiles(
                Department.MEDICAL,
                directory,
                Departments.folders(Department.MEDICAL, drop, directory.resolve("archive")),
                EXCHANGE);

        // When
        List<Long> atKills = killRepeatedly(configuration);
        AdapterProgress progress = finish(configuration);

        // Then
        AdapterProcess.assertKilledAtWork(atKills, 0, progress.totals().published());
        assertThat(progress.totals().rows()).isEqualTo((long) files * rowsPerFile);
        assertThat(progress.totals().published()).isEqualTo((long) files * rowsPerFile);
        assertThat(published(Topics.MEDICAL_ENROLMENT).events())
                .hasSize(files * rowsPerFile)
                .extracting(event -> event.header().getRecordId())
                .doesNotHaveDuplicates();
        assertThat(drop).isEmptyDirectory();
    }

    @Test
    void shouldTellExactlyWhatAFullDumpChangesWhenKilledWhileComparing() throws Exception {
        // Given: a dump that is published, and one in which some records changed, some are new and some are gone
        int before = 40_000;
        int after = 100_000;
        int changedEvery = 4;
        int gone = 400;
        Path drop = Files.createDirectories(directory.resolve("dumps"));
        AdapterConfiguration configuration = Departments.ofFullDumps(
                Department.SOCIAL_SECURITY,
                directory,
                Departments.folders(Department.SOCIAL_SECURITY, drop, directory.resolve("dumps-archive")),
                EXCHANGE);
        dropDump(drop.resolve("enrolment-1.csv"), 0, before, record -> false);
        finish(configuration);
        dropDump(drop.resolve("enrolment-2.csv"), gone, after, record -> record < before && record % changedEvery == 0);

        // When
        List<Long> atKills = killRepeatedly(configuration);
        AdapterProgress progress = finish(configuration);

        // Then
        AdapterProcess.assertKilledAtWork(atKills, before, progress.totals().published());
        List<Published.Event> events =
                published(Topics.SOCIAL_SECURITY_ENROLMENT).events();
        int changed = (before - gone) / changedEvery;
        assertThat(progress.totals().published()).isEqualTo((long) before + (after - before) + changed + gone);
        assertThat(events)
                .hasSize(before + (after - before) + changed + gone)
                .extracting(event -> event.header().getEventId())
                .doesNotHaveDuplicates();
        assertThat(events.stream()
                        .filter(event -> event.header().getChangeType() == ChangeType.ANNULLED)
                        .map(event -> event.header().getRecordId()))
                .containsExactlyInAnyOrderElementsOf(java.util.stream.IntStream.range(0, gone)
                        .mapToObj(record -> "e" + record)
                        .toList());
        assertThat(events.stream().filter(event -> event.header().getChangeType() == ChangeType.CORRECTED))
                .hasSize(changed);
    }

    private static void dropDump(Path file, int from, int to, IntPredicate isChanged) throws java.io.IOException {
        StringBuilder text = new StringBuilder("记录编号,版本号,公民身份号码,险种,参保状态,统一社会信用代码,单位名称,参保地,参保日期,终止日期,变更类型,变更原因,登记时间\n");
        for (int record = from; record < to; record++) {
            boolean changed = isChanged.test(record);
            text.append("e" + record + (changed ? ",2," : ",1,") + HouseholdRegister.number(record)
                    + ",110,1,,某公司,110105," + (changed ? "2020-02-01" : "2020-01-01") + ",,"
                    + (changed ? "2" : "1") + ",,2020-01-01 08:00:00\n");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, text.toString().getBytes(java.nio.charset.Charset.forName("GB18030")));
        Files.move(part, file);
    }
}
