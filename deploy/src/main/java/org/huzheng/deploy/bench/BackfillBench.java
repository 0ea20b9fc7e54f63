package org.huzheng.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.source.filedrop.FileDropSettings;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.deploy.registers.DepartmentDatabase;
import org.huzheng.deploy.registers.RegisterSource;
import org.huzheng.deploy.trial.TrialException;

/**
 * Backfills of an adapter that begins: a file, and a table that is polled. Each is held against reading the same rows and writing bytes of the
 * same size, in turns, so that whatever else the machine does falls on both; the first turn warms up.
 *
 * @param site where adapters run
 * @param rows rows of each register
 * @param turns how many turns are counted
 * @param findings takes what is found
 */
record BackfillBench(BenchSite site, long rows, int turns, Findings findings) {
    private static final String ROWS_PER_SECOND = "rows/s";
    private static final Target HALF = Target.ratioAtLeast(0.5);

    /** Makes ready what one turn reads, and starts an adapter on it. */
    private interface Beginning {
        WatchedAdapter begin() throws TrialException, IOException;
    }

    private record Names(String count, String figure, String chinese, String limit, String limitChinese) {}

    /** Contributions in a CSV file in GB18030. */
    void file() throws TrialException, IOException, InterruptedException, ExecutionException {
        Path home = Files.createDirectories(site.directory().resolve("file"));
        Path drop = Files.createDirectories(home.resolve("drop"));
        Path file = home.resolve("contribution-1.csv");
        SyntheticRegisters.contributions(file, rows);
        AdapterConfiguration configuration = site.adapter(
                "file",
                RegisterSource.CONTRIBUTION,
                Map.of(
                        "kind", FileDropSettings.KIND,
                        "directory", drop.toAbsolutePath().toString(),
                        "archive", home.resolve("archive").toAbsolutePath().toString(),
                        "encoding", RegisterSource.CONTRIBUTION.charset().name()));
        FileDropSettings settings =
                (FileDropSettings) BareRows.mappingOf(configuration).source();
        measure(
                new Names("file", "file-backfill", "文件回填", "bare-file-backfill", "裸读文件加裸写"),
                Topics.SOCIAL_SECURITY_CONTRIBUTION,
                Department.SOCIAL_SECURITY,
                () -> {
                    Files.copy(file, drop.resolve(file.getFileName()));
                    return WatchedAdapter.start(configuration);
                },
                () -> BareRows.ofFile(settings, file));
    }

    /** Holdings in a table of PostgreSQL. */
    void table(DepartmentDatabase database)
            throws TrialException, IOException, InterruptedException, ExecutionException {
        AdapterConfiguration configuration = site.adapter(
                "table",
                RegisterSource.HOLDING,
                Map.of(
                        "kind",
                        "jdbc",
                        "url",
                        database.url(Department.PROPERTY),
                        "user",
                        DepartmentDatabase.adapterRole(Department.PROPERTY),
                        "password",
                        database.adapterPassword(Department.PROPERTY),
                        "watermark",
                        "updated_at"));
        Mapping mapping = BareRows.mappingOf(configuration);
        measure(
                new Names("table", "table-backfill", "轮询表回填", "bare-table-backfill", "裸读表加裸写"),
                Topics.PROPERTY_RIGHT,
                Department.PROPERTY,
                () -> WatchedAdapter.start(configuration),
                () -> BareRows.ofTable(mapping));
    }

    private void measure(
            Names names, Topic topic, Department department, Beginning adapter, BareBackfill.Opening source)
            throws TrialException, IOException, InterruptedException, ExecutionException {
        Backfilled all = backfill(department, topic, adapter);
        BareBackfill bare = new BareBackfill(
                site.bareClients(),
                department,
                BenchSite.RAW,
                site.recordsOn(topic).sample());
        Rate warm = bare.run(source);
        Backfilled counted = backfill(department, topic, adapter);
        Rate limit = bare.run(source);
        for (int turn = 1; turn < turns; turn++) {
            counted = counted.plus(backfill(department, topic, adapter));
            limit = limit.plus(bare.run(source));
        }
        all = all.plus(counted);
        findings.count(names.count() + "RowsRead", warm.count() + limit.count());
        findings.count(names.count() + "RecordsOnTopic", all.recordsOnTopic());
        Figure bound = findings.limit(names.limit(), names.limitChinese(), limit.perSecond(), ROWS_PER_SECOND);
        findings.add(Figure.held(names.figure(), names.chinese(), counted.rate().perSecond(), bound)
                .meantFor(HALF));
    }

    /** What turns came to: how fast, and what then lay on the topic, which each turn makes anew. */
    private record Backfilled(Rate rate, long recordsOnTopic) {
        Backfilled plus(Backfilled other) {
            return new Backfilled(rate.plus(other.rate), recordsOnTopic + other.recordsOnTopic);
        }
    }

    private Backfilled backfill(Department department, Topic topic, Beginning beginning)
            throws TrialException, IOException, InterruptedException, ExecutionException {
        site.forget(department);
        Rate rate;
        try (WatchedAdapter adapter = beginning.begin()) {
            rate = adapter.publishAll(rows);
        }
        return new Backfilled(rate, site.recordsOn(topic).read().count());
    }
}
