package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an adapter keeps on disk is a cache: kept, lost, out of date or another exchange's, the same rows say nothing new. */
class RecordIndexIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ROWS = 2_000;
    private static final String HEADER = "记录编号,版本号,公民身份号码,险种类型,参保状态,参保地,参保日期,终止日期,变更类型,变更原因,登记时间\n";

    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    @TempDir
    Path directory;

    private int files;

    private AdapterConfiguration configuration(Path state) throws IOException {
        Files.createDirectories(directory.resolve("drop"));
        AdapterConfiguration stateless = Departments.ofFiles(
                Department.MEDICAL,
                directory,
                Departments.folders(Department.MEDICAL, directory.resolve("drop"), directory.resolve("archive")),
                EXCHANGE);
        return new AdapterConfiguration(
                stateless.mapping(),
                stateless.settings(),
                stateless.exchange(),
                stateless.personKeySecret(),
                stateless.markInterval(),
                stateless.pace(),
                stateless.monitoring(),
                stateless.tracing(),
                Optional.of(state));
    }

    /** Drops the same records in another file, the first of them changed, and says what became of the rows. */
    private Totals sentAgain(AdapterConfiguration configuration, String region) throws Exception {
        StringBuilder text = new StringBuilder(HEADER);
        files++;
        for (int row = 0; row < ROWS; row++) {
            text.append("m" + row + "," + files + "," + HouseholdRegister.number(row) + ",390,1,"
                    + (row == 0 ? region : "110105") + ",2020-01-01,,1,,2020-01-01 08:00:00\n");
        }
        Path part = directory.resolve("drop/enrolment-" + files + ".part");
        Files.writeString(part, text);
        Files.move(part, directory.resolve("drop/enrolment-" + files + ".csv"));
        try (AdapterRuntime runtime = AdapterRuntime.start(configuration, new SimpleMeterRegistry())) {
            assertThat(runtime.awaitPublishedThrough(Instant.now(), PATIENCE))
                    .as(() -> runtime.progress().toString())
                    .isTrue();
            return runtime.progress().sinceStart();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void shouldPublishOnlyWhatChangedWhateverBecameOfItsDirectory() throws Exception {
        // Given: published once, and the directory as it was then
        Path state = directory.resolve("state");
        Path old = directory.resolve("old-state");
        Totals first = sentAgain(configuration(state), "110105");
        copy(state, old);

        // When
        Totals kept = sentAgain(configuration(state), "310101");
        Totals outOfDate = sentAgain(configuration(old), "440103");
        delete(state);
        Totals lost = sentAgain(configuration(state), "310101");
        Totals never = sentAgain(configuration(directory.resolve("new-state")), "110105");

        // Then
        assertThat(first).isEqualTo(new Totals(ROWS, ROWS, 0, 0, 0));
        assertThat(kept).isEqualTo(new Totals(ROWS, 1, ROWS - 1, 0, 0));
        assertThat(outOfDate).isEqualTo(kept);
        assertThat(lost).isEqualTo(kept);
        assertThat(never).isEqualTo(kept);
        assertThat(Published.in(
                                Topics.MEDICAL_ENROLMENT,
                                EXCHANGE.clientConfig(Department.MEDICAL.code()),
                                EXCHANGE.registryUrl())
                        .eventsOf("m0"))
                .extracting(event -> event.header().getVersion())
                .containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void shouldReinstateARecordThatWasDroppedAndComesBackWithTheVersionItHad() throws Exception {
        // Given: dumps that hold two records, then one of them, then both as they were, then the second changed
        Path drop = Files.createDirectories(directory.resolve("dumps"));
        AdapterConfiguration configuration = Departments.ofFullDumps(
                Department.SOCIAL_SECURITY,
                directory,
                Departments.folders(Department.SOCIAL_SECURITY, drop, directory.resolve("dumps-archive")),
                EXCHANGE);

        // When
        dumped(configuration, drop.resolve("enrolment-1.csv"), "e1,1,2020-01-01,1", "e2,1,2020-01-01,1");
        dumped(configuration, drop.resolve("enrolment-2.csv"), "e1,1,2020-01-01,1");
        dumped(configuration, drop.resolve("enrolment-3.csv"), "e1,1,2020-01-01,1", "e2,1,2020-01-01,1");
        dumped(configuration, drop.resolve("enrolment-4.csv"), "e1,1,2020-01-01,1", "e2,2,2020-02-01,2");

        // Then
        Published enrolments = Published.in(
                Topics.SOCIAL_SECURITY_ENROLMENT,
                EXCHANGE.clientConfig(Department.SOCIAL_SECURITY.code()),
                EXCHANGE.registryUrl());
        assertThat(enrolments.eventsOf("e1")).hasSize(1);
        assertThat(enrolments.eventsOf("e2"))
                .extracting(event ->
                        event.header().getChangeType() + " " + event.header().getVersionEpoch() + "."
                                + event.header().getVersion())
                .containsExactly("CREATED 0.1", "ANNULLED 1.1", "REINSTATED 2.1", "CORRECTED 2.2");
    }

    private static void dumped(AdapterConfiguration configuration, Path file, String... records) throws Exception {
        StringBuilder text = new StringBuilder("记录编号,版本号,公民身份号码,险种,参保状态,统一社会信用代码,单位名称,参保地,参保日期,终止日期,变更类型,变更原因,登记时间\n");
        List<String> all = new ArrayList<>(List.of(records));
        // A dump that lacks a large share of the records would be refused.
        for (int other = 0; other < 40; other++) {
            all.add("o" + other + ",1,2020-01-01,1");
        }
        for (String record : all) {
            String[] parts = record.split(",", -1);
            text.append(parts[0] + "," + parts[1] + "," + HouseholdRegister.number(7) + ",110,1,,某公司,110105," + parts[2]
                    + ",," + parts[3] + ",,2020-01-01 08:00:00\n");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        byte[] content = text.toString().getBytes(Charset.forName("GB18030"));
        Files.write(part, content);
        // The register is again what it was: its time tells that from a dump that is dropped again.
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        Files.writeString(
                file.resolveSibling(file.getFileName() + ".manifest"),
                "{\"rows\": " + all.size() + ", \"sha256\": \"" + digest + "\", \"committedBefore\": \"" + Instant.now()
                        + "\"}");
        Files.move(part, file);
        try (AdapterRuntime runtime = AdapterRuntime.start(configuration, new SimpleMeterRegistry())) {
            assertThat(runtime.awaitPublishedThrough(Instant.now(), PATIENCE))
                    .as(() -> runtime.progress().toString())
                    .isTrue();
        }
    }
}
