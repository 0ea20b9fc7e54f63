package org.huzheng.deploy.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.deploy.trial.TrialOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code huzheng bench}: speed, each figure as a ratio to a limit measured in the same run. */
@Command(
        name = "bench",
        description = {"基准:先测极限,再测自身", "Benchmarks: limits first, then what we do with them."},
        mixinStandardHelpOptions = true,
        subcommands = {BenchCommand.Spine.class})
public final class BenchCommand {
    private BenchCommand() {}

    /** {@code huzheng bench spine}: the whole way of a record. */
    @Command(
            name = "spine",
            description = {
                "记录的全程:登记簿到主题、主题到档案、申请到证明、重放",
                "The whole way of a record: registers to topics, topics to dossiers, requests to certificates, replay."
            },
            mixinStandardHelpOptions = true)
    static final class Spine implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private TrialOptions options;

        @Option(
                names = "--seconds",
                paramLabel = "S",
                defaultValue = "15",
                description = {"每项负载的时长", "How long each load lasts, seconds (default ${DEFAULT-VALUE})."})
        private int seconds;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = {
                    "数据目录,须为空;不给则用临时目录,用后删除",
                    "Empty directory to keep the data in; else it is deleted at the end."
                })
        private Optional<Path> data = Optional.empty();

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private CommandSpec spec;

        @Override
        public Integer call() throws TrialException, IOException, InterruptedException, ExecutionException {
            int people = options.people();
            options.requireAtLeast("--seconds", 1, seconds);
            Path directory = data.isPresent() ? requireEmpty(data.get()) : temporary();
            try {
                PrintWriter out = spec.commandLine().getOut();
                BenchReport report = new SpineBench(
                                new SpineBench.Settings(directory, options.seed(), people, Duration.ofSeconds(seconds)),
                                options.narrator())
                        .run();
                if (options.json()) {
                    out.println(report.asJson().toPrettyString());
                    out.flush();
                } else {
                    report.printTable(out);
                }
                return report.counts().getOrDefault("decisionsDifferent", 0L) == 0 ? 0 : 1;
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
                                spec.commandLine(),
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
}
