package org.huzheng.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.RowTally;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.filedrop.FileDropSettings;
import org.huzheng.deploy.registers.RegisterSource;
import org.huzheng.deploy.trial.TrialException;

/**
 * Full dumps that differ little from the one before: from the file lying there until what it changes is handed over and the file is put away,
 * with everything that takes (digest, comparison, reading on), held against reading its rows once. Run while nothing else runs in this process, so
 * that its CPU time is the work's, collecting garbage included.
 *
 * @param directory where dumps lie
 * @param rows rows of each dump
 * @param turns how many dumps are counted
 * @param findings takes what is found
 */
record DumpBench(Path directory, long rows, int turns, Findings findings) {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final double NANOS_PER_SECOND = 1e9;
    /** In what steps the system counts CPU time. */
    private static final Duration CPU_TICK = Duration.ofMillis(10);

    private static final Target TWICE = Target.ratioAtMost(2);

    /** How the rows of dumps stand, and what figures of it are called. */
    enum Order {
        /** As a database writes them that keeps its rows in the order of the key. */
        KEY("dump", "dump", "全量文件"),
        /** In no order at all. */
        NONE("dumpUnordered", "dump-unordered", "无序全量文件");

        private final String counts;
        private final String figures;
        private final String chinese;

        Order(String counts, String figures, String chinese) {
            this.counts = counts;
            this.figures = figures;
            this.chinese = chinese;
        }
    }

    private interface Work {
        long rows() throws SourceException, InterruptedException;
    }

    /** How long work took, by the clock and by the process's CPU time. */
    private record Spent(long rows, long clockNanos, long cpuNanos) {
        static Spent on(Work work) throws SourceException, InterruptedException {
            long cpu = cpuNow();
            long started = System.nanoTime();
            long rows = work.rows();
            return new Spent(rows, System.nanoTime() - started, cpuNow() - cpu);
        }

        private static long cpuNow() {
            return ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .orElseThrow()
                    .toNanos();
        }

        Spent plus(Spent more) {
            return new Spent(rows + more.rows, clockNanos + more.clockNanos, cpuNanos + more.cpuNanos);
        }

        double clockSeconds() {
            return clockNanos / NANOS_PER_SECOND;
        }

        double cpuSeconds() {
            return Math.max(cpuNanos, CPU_TICK.toNanos()) / NANOS_PER_SECOND;
        }
    }

    void run(Path personKeySecret) throws TrialException, IOException, InterruptedException {
        for (Order order : Order.values()) {
            run(order, personKeySecret);
        }
    }

    private void run(Order order, Path personKeySecret) throws TrialException, IOException, InterruptedException {
        Path site = directory.resolve(order.figures);
        Path drop = Files.createDirectories(site.resolve("drop"));
        Path archive = site.resolve("archive");
        Mapping mapping = BareRows.mappingOf(AdapterConfiguration.of(
                BenchSite.writeMapping(
                        site,
                        RegisterSource.SOCIAL_ENROLMENT,
                        Map.of(
                                "kind", FileDropSettings.KIND,
                                "directory", drop.toAbsolutePath().toString(),
                                "archive", archive.toAbsolutePath().toString(),
                                "encoding",
                                        RegisterSource.SOCIAL_ENROLMENT
                                                .charset()
                                                .name(),
                                "content", "full")),
                Map.of(),
                Map.of(),
                Map.of(),
                personKeySecret));
        FileDropSettings settings = (FileDropSettings) mapping.source();
        try (Source source = settings.open(opening(mapping))) {
            Site dumps = new Site(order, settings, drop, archive);
            turn(source, dumps, 0);
            turn(source, dumps, 1);
            Turn all = turn(source, dumps, 2);
            for (int dump = 3; dump < turns + 2; dump++) {
                all = all.plus(turn(source, dumps, dump));
            }
            report(order, all);
        } catch (SourceException e) {
            throw new TrialException("全量文件无法比对。", "The full dumps cannot be compared: " + e.getMessage(), e);
        }
    }

    private static SourceOpening opening(Mapping mapping) {
        return new SourceOpening(
                mapping.department().code(),
                mapping.origins(),
                Optional.empty(),
                AdapterConfiguration.DEFAULT_MARK_INTERVAL,
                RowTally.none(),
                mapping.mapped("bench"));
    }

    private record Turn(Spent diff, Spent reading) {
        Turn plus(Turn more) {
            return new Turn(diff.plus(more.diff), reading.plus(more.reading));
        }
    }

    private record Site(Order order, FileDropSettings settings, Path drop, Path archive) {}

    private Turn turn(Source source, Site site, int dump)
            throws TrialException, SourceException, IOException, InterruptedException {
        Path file = site.drop().resolve("enrolment-" + dump + ".csv");
        SyntheticRegisters.enrolments(file, rows, dump, site.order() == Order.KEY);
        Spent diff = Spent.on(() -> take(source, file));
        long expected = dump == 0 ? rows : SyntheticRegisters.differences(rows, dump);
        if (diff.rows() != expected) {
            throw new TrialException(
                    "比对结果有误。", "Expected " + expected + " differences of dump " + dump + ", found " + diff.rows());
        }
        Path archived = site.archive().resolve((dump + 1) + "-" + file.getFileName());
        Spent reading = Spent.on(() -> read(site.settings(), archived));
        Files.delete(archived);
        return new Turn(diff, reading);
    }

    /** What a dump changes, handed over; the file is then put away. */
    private static long take(Source source, Path file) throws SourceException, InterruptedException {
        long handedOver = 0;
        while (Files.exists(file)) {
            SourceBatch batch = source.poll(POLL);
            handedOver += batch.items().size();
            source.committed(batch, Collections.nCopies(batch.items().size(), new RowOutcome.Published()));
        }
        return handedOver;
    }

    private static long read(FileDropSettings settings, Path file) throws SourceException, InterruptedException {
        long count = 0;
        try (BareBackfill.Rows rows = BareRows.ofFile(settings, file)) {
            for (int batch = rows.next(); batch >= 0; batch = rows.next()) {
                count += batch;
            }
        }
        return count;
    }

    private void report(Order order, Turn all) {
        findings.count(order.counts + "RowsRead", all.reading().rows());
        findings.count(order.counts + "DifferencesFound", all.diff().rows());
        Spent reading = all.reading();
        Figure clock =
                findings.limit(order.figures + "-reading", "读一遍" + order.chinese, reading.clockSeconds() / turns, "s");
        Figure cpu = findings.limit(
                order.figures + "-reading-cpu", "读一遍" + order.chinese + "耗 CPU", reading.cpuSeconds() / turns, "s");
        findings.add(Figure.held(
                        order.figures + "-diff",
                        "比对" + order.chinese,
                        all.diff().clockSeconds() / turns,
                        clock)
                .meantFor(TWICE));
        findings.add(Figure.held(
                        order.figures + "-diff-cpu",
                        "比对" + order.chinese + "耗 CPU",
                        all.diff().cpuSeconds() / turns,
                        cpu)
                .meantFor(TWICE));
    }
}
