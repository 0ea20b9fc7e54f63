package org.huzheng.deploy.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.huzheng.deploy.trial.Narrator;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.deploy.trial.TrialOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of every benchmark: how long loads last, where data lies, and how it tells what it found. */
final class BenchOptions {
    private static final Duration SHORTEST_LOAD = Duration.ofMillis(100);

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "15",
            description = {
                "每项负载的时长,可为小数",
                "How long each load lasts, seconds or parts of one (default ${DEFAULT-VALUE})."
            })
    private double seconds;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = {
                "数据目录,须为空;不给则用临时目录,用后删除",
                "Empty directory to keep the data in; else it is deleted at the end."
            })
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--json",
            description = {"只输出一个 JSON 对象", "Print one JSON object and nothing else."})
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command is called
    private CommandSpec command;

    /** What is run in a directory. */
    interface Bench {
        BenchReport runIn(Path directory) throws TrialException, IOException, InterruptedException, ExecutionException;
    }

    /** How long each load lasts. */
    Duration load() {
        Duration load = Duration.ofMillis(Math.round(seconds * TimeUnit.SECONDS.toMillis(1)));
        if (load.compareTo(SHORTEST_LOAD) < 0) {
            throw new ParameterException(
                    command.commandLine(), "--seconds 至少为 0.1 / --seconds: expected at least 0.1, found " + seconds);
        }
        return load;
    }

    /** Refuses a number that is too small for its option. */
    int requireAtLeast(String option, int fewest, int found) {
        return TrialOptions.requireAtLeast(command, option, fewest, found);
    }

    /** Tells on the console, or nothing where a JSON object is wanted. */
    Narrator narrator() {
        return Narrator.of(json, command.commandLine().getOut());
    }

    /** Runs a benchmark in its directory, and prints what it found. */
    BenchReport run(Bench bench) throws TrialException, IOException, InterruptedException, ExecutionException {
        Path directory = data.isPresent() ? requireEmpty(data.get()) : temporary();
        try {
            BenchReport report = bench.runIn(directory);
            PrintWriter out = command.commandLine().getOut();
            if (json) {
                out.println(report.asJson().toPrettyString());
                out.flush();
            } else {
                report.printTable(out);
            }
            return report;
        } finally {
            if (data.isEmpty()) {
                delete(directory);
            }
        }
    }

    private Path requireEmpty(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                if (files.findAny().isPresent()) {
                    throw new ParameterException(
                            command.commandLine(),
                            "目录 " + directory + " 须为空 / --data: expected an empty directory, found files in it");
                }
            }
        }
        return directory;
    }

    private static Path temporary() throws IOException {
        Path parent = Path.of("huzheng-data");
        Files.createDirectories(parent);
        return Files.createTempDirectory(parent, "bench-");
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
