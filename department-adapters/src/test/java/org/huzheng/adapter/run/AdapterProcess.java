package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.status.AdapterStatus;

/** An adapter in a process of its own, to be killed. */
public final class AdapterProcess {
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);

    private AdapterProcess() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        AdapterConfiguration configuration = AdapterConfiguration.read(file, System.getenv());
        AdapterRuntime.start(configuration, new SimpleMeterRegistry());
        Files.createFile(signOf(file));
        Thread.currentThread().join();
    }

    /** Writes a configuration as its file would state it. */
    static Path write(AdapterConfiguration configuration, Path file) throws IOException {
        new YAMLMapper()
                .writeValue(
                        file.toFile(),
                        Map.of(
                                "mapping", configuration.mapping().toString(),
                                "personKeySecret",
                                        configuration.personKeySecret().toString(),
                                "kafka", configuration.exchange().kafka(),
                                "registry", configuration.exchange().registry(),
                                "settings", configuration.settings(),
                                "markInterval", configuration.markInterval().toString()));
        return file;
    }

    static Process start(Path configuration) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        // It lives for seconds, beside a broker and others: compiling its code thoroughly would not
                        // pay.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        classPath,
                        AdapterProcess.class.getName(),
                        configuration.toString()))
                .inheritIO()
                .start();
    }

    /** File by which a process says that its adapter has started. */
    private static Path signOf(Path configuration) {
        return configuration.resolveSibling(configuration.getFileName() + ".started");
    }

    /**
     * Starts adapters and kills them: mostly while they are at work, up to three seconds into it, however long they take to start on a busy
     * machine; one time in four while they start.
     */
    private static void killAtRandom(Random random, Path... configurations) throws Exception {
        List<Process> processes = new ArrayList<>();
        try {
            for (Path configuration : configurations) {
                Files.deleteIfExists(signOf(configuration));
                processes.add(start(configuration));
            }
            if (random.nextInt(4) > 0) {
                for (int adapter = 0; adapter < configurations.length; adapter++) {
                    awaitSign(configurations[adapter], processes.get(adapter));
                }
            }
            Thread.sleep(random.nextInt(3_000));
        } finally {
            for (Process process : processes) {
                kill(process);
            }
        }
    }

    /**
     * Kills at random so many times.
     *
     * @return how many records each adapter had published at each kill, since its first start
     */
    static Map<AdapterConfiguration, List<Long>> killAtRandom(
            Random random, int times, Map<AdapterConfiguration, Path> files) throws Exception {
        Map<AdapterConfiguration, List<Long>> published = new LinkedHashMap<>();
        for (int kill = 0; kill < times; kill++) {
            killAtRandom(random, files.values().toArray(Path[]::new));
            for (AdapterConfiguration configuration : files.keySet()) {
                published
                        .computeIfAbsent(configuration, adapter -> new ArrayList<>())
                        .add(AdapterStatus.read(configuration).totals().published());
            }
        }
        return published;
    }

    /**
     * Requires that a kill fell into the work: something was published of what there was to do, and something was left.
     *
     * @param atKills how much was published at each kill
     * @param before how much was published before the work began
     * @param end how much is once it is done
     */
    static void assertKilledAtWork(List<Long> atKills, long before, long end) {
        assertThat(atKills)
                .as("records published at each kill; some kill between %d and %d", before, end)
                .anyMatch(published -> published > before && published < end);
    }

    private static void awaitSign(Path configuration, Process process) throws InterruptedException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!Files.exists(signOf(configuration))) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("adapter of " + configuration
                        + ": expected it to start, found it "
                        + (process.isAlive() ? "still starting" : "ended"));
            }
            Thread.sleep(20);
        }
    }

    /** Kills as the kernel does: nothing is flushed, closed or said. */
    static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("process: expected it to be gone after kill -9, found it running");
        }
    }
}
