package org.huzheng.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.source.filedrop.FileDropSettings;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.deploy.Huzheng;
import org.huzheng.deploy.registers.RegisterSource;
import org.huzheng.deploy.trial.TrialException;

/**
 * A backfill in little memory: {@code huzheng adapter run} in a process of its own, its heap bounded, until the file is put away.
 *
 * @param site whose exchange it publishes to
 * @param rows rows of the file
 * @param findings takes what is found
 */
record MemoryBench(BenchSite site, long rows, Findings findings) {
    private static final String HEAP = "-Xmx256m";
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double KIB_PER_MIB = 1024;
    private static final Topic TOPIC = Topics.SOCIAL_SECURITY_CONTRIBUTION;

    void run() throws TrialException, IOException, InterruptedException, ExecutionException {
        Path home = Files.createDirectories(site.directory().resolve("memory"));
        Path file = Files.createDirectories(home.resolve("drop")).resolve("contribution-1.csv");
        SyntheticRegisters.contributions(file, rows);
        AdapterConfiguration configuration = site.adapter(
                "memory",
                RegisterSource.CONTRIBUTION,
                Map.of(
                        "kind",
                        FileDropSettings.KIND,
                        "directory",
                        home.resolve("drop").toAbsolutePath().toString(),
                        "archive",
                        home.resolve("archive").toAbsolutePath().toString(),
                        "encoding",
                        RegisterSource.CONTRIBUTION.charset().name()));
        site.forget(Department.SOCIAL_SECURITY);
        long started = System.nanoTime();
        Process adapter = start(BenchSite.write(configuration), home.resolve("adapter.log"));
        try {
            boolean finished = watch(adapter, file);
            Rate rate = Rate.since(started, rows);
            findings.count("memoryRows", rows);
            findings.count("memoryBackfillFinished", finished ? 1 : 0);
            findings.count("memoryRecordsOnTopic", site.recordsOn(TOPIC).read().count());
            if (finished) {
                findings.add(Figure.alone("memory-backfill", "256 MiB 堆回填", rate.perSecond(), "rows/s"));
                peakKib(adapter)
                        .ifPresent(
                                kib -> findings.add(Figure.alone("memory-peak", "其进程内存峰值", kib / KIB_PER_MIB, "MiB")));
            }
        } finally {
            adapter.destroy();
            if (!adapter.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                adapter.destroyForcibly();
            }
        }
    }

    /** The command as it ships, but for the heap. */
    private static Process start(Path configuration, Path log) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseG1GC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dfile.encoding=UTF-8",
                        "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=org.huzheng",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Huzheng.class.getName(),
                        "adapter",
                        "run",
                        "--config",
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Until the file is put away, and whether it was: not if the process ends before, or stands still. */
    private boolean watch(Process adapter, Path file) throws InterruptedException, ExecutionException {
        long come = come();
        long movedAt = System.nanoTime();
        while (Files.exists(file)) {
            if (adapter.waitFor(LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            long now = come();
            if (now > come) {
                come = now;
                movedAt = System.nanoTime();
            } else if (System.nanoTime() - movedAt > PATIENCE.toNanos()) {
                return false;
            }
        }
        return true;
    }

    /** Where the topic ends. */
    private long come() throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> ends =
                site.admin().describeTopics(List.of(TOPIC.name())).allTopicNames().get().values().stream()
                        .flatMap(topic -> topic.partitions().stream()
                                .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                        .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return site.admin().listOffsets(ends).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    /** The most memory the process ever had, as Linux counts it (VmHWM); empty on other systems. */
    private static OptionalLong peakKib(Process process) throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.exists(status)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst();
    }
}
