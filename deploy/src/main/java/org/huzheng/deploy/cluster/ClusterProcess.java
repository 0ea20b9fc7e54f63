package org.huzheng.deploy.cluster;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.huzheng.deploy.trial.TrialException;

/** One process of a cluster, run with the same Java, class path and options as this one. */
final class ClusterProcess {
    private static final Duration STOPPING = Duration.ofSeconds(75);
    private static final String MAIN = "org.huzheng.deploy.Huzheng";

    private final ClusterDirectory directory;
    private final String name;
    private final String heap;
    private final List<String> command;
    private Optional<Process> process = Optional.empty();

    /**
     * A process that has not been started.
     *
     * @param heap largest heap, in Java's words, e.g. {@code 512m}
     * @param command words after {@code huzheng}, without the settings file
     */
    ClusterProcess(ClusterDirectory directory, String name, String heap, List<String> command) {
        this.directory = directory;
        this.name = name;
        this.heap = heap;
        this.command = command;
    }

    String name() {
        return name;
    }

    boolean isBroker() {
        return name.startsWith("broker-");
    }

    boolean isInstance() {
        return name.startsWith("service-");
    }

    void start() throws IOException {
        // A terminal sends Ctrl-C to all of its processes: only the one that started the cluster listens, and ends the
        // others in their order.
        List<String> words = new ArrayList<>(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "huzheng"));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-agentlib") && !option.startsWith("-javaagent"))
                .toList());
        words.add("-Xmx" + heap);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        words.addAll(command);
        words.addAll(List.of("-c", directory.settings(name).toString()));
        File log = directory.log(name).toFile();
        Files.createDirectories(log.toPath().getParent());
        Process started = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        process = Optional.of(started);
        Files.createDirectories(directory.pid(name).getParent());
        Files.writeString(directory.pid(name), started.pid() + " " + beginning(started.toHandle()));
    }

    /** @throws TrialException if it was started and has ended */
    void requireAlive() throws TrialException {
        if (process.isPresent() && !process.get().isAlive()) {
            throw new TrialException(
                    name + " 已退出,见 " + directory.log(name),
                    "Expected " + name + " to run, found that it ended with "
                            + process.get().exitValue() + "; see its log");
        }
    }

    boolean isAlive() {
        return process.map(Process::isAlive).orElse(false);
    }

    /** Asks it to end. */
    void askToStop() {
        process.ifPresent(Process::destroy);
    }

    /** Asks it to end, waits for it, and ends it by force if it does not. */
    void stop() throws IOException, InterruptedException {
        askToStop();
        if (process.isPresent()) {
            Process running = process.get();
            if (!running.waitFor(STOPPING.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
            Files.deleteIfExists(directory.pid(name));
        }
    }

    /** The process of this name that runs on the directory; a number may have gone to another process since, which began at another time. */
    static Optional<ProcessHandle> running(ClusterDirectory directory, String name) throws IOException {
        Path file = directory.pid(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String[] numbers = Files.readString(file).strip().split(" ", 2);
        return ProcessHandle.of(Long.parseLong(numbers[0]))
                .filter(ProcessHandle::isAlive)
                .filter(handle -> numbers.length > 1 && numbers[1].equals(beginning(handle)));
    }

    private static String beginning(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toString).orElse("unknown");
    }
}
