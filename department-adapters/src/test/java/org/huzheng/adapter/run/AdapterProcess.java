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
    /** There may be no rows left to read. */
    private static final Duration ROWS_PATIENCE = Duration.ofSeconds(30);

    private static final String STARTED = ".started";
    private static final String AT_WORK = ".at-work";

    private AdapterProcess() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        AdapterConfiguration configuration = AdapterConfiguration.read(file, System.getenv());
        AdapterRuntime runtime = AdapterRuntime.start(configuration, new SimpleMeterRegistry());
        Files.createFile(signOf(file, STARTED));
        while (runtime.progress().sinceStart().rows() == 0) {
            Thread.sleep(5);
        }
        Files.createFile(signOf(file, AT_WORK));
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

    /** File by which a process says how far it has come. */
    private static Path signOf(Path configuration, String sign) {
        return configuration.resolveSibling(configuration.getFileName() + sign);
    }

    /** When adapters are killed, in turns, however long they take on a busy machine. */
    private enum Kill {
        /** Up to half a second after their first rows are settled. */
        AT_WORK,
        /** Up to three seconds after they have started: while a dump is compared, a snapshot begins, or rows are read. */
        STARTED,
        /** Up to three seconds after their process began. */
        STARTING
    }

    private static void kill(Kill kill, Random random, Path... configurations) throws Exception {
        List<Process> processes = new ArrayList<>();
        try {
            for (Path configuration : configurations) {
                Files.deleteIfExists(signOf(configuration, STARTED));
                Files.deleteIfExists(signOf(configuration, AT_WORK));
                processes.add(start(configuration));
            }
            for (int adapter = 0; adapter < configurations.length && kill != Kill.STARTING; adapter++) {
                Process process = processes.get(adapter);
                if (!isSigned(signOf(configurations[adapter], STARTED), process, START_PATIENCE)) {
                    throw new IllegalStateException("adapter of " + configurations[adapter]
                            + ": expected it to start, found it "
                            + (process.isAlive() ? "still starting" : "ended"));
                }
            }
            for (int adapter = 0; adapter < configurations.length && kill == Kill.AT_WORK; adapter++) {
                isSigned(signOf(configurations[adapter], AT_WORK), processes.get(adapter), ROWS_PATIENCE);
            }
            Thread.sleep(random.nextInt(kill == Kill.AT_WORK ? 500 : 3_000));
        } finally {
            for (Process process : processes) {
                kill(process);
            }
        }
    }

    private static boolean isSigned(Path sign, Process process, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!Files.exists(sign)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(5);
        }
        return true;
    }

    /**
     * Kills so many times, at random moments of each kind in turns.
     *
     * @return how many records each adapter had published at each kill, since its first start
     */
    static Map<AdapterConfiguration, List<Long>> killAtRandom(
            Random random, int times, Map<AdapterConfiguration, Path> files) throws Exception {
        Map<AdapterConfiguration, List<Long>> published = new LinkedHashMap<>();
        for (int kill = 0; kill < times; kill++) {
            Kill kind = Kill.values()[kill % Kill.values().length];
            kill(kind, random, files.values().toArray(Path[]::new));
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

    /** Kills as the kernel does: nothing is flushed, closed or said. */
    static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("process: expected it to be gone after kill -9, found it running");
        }
    }
}
