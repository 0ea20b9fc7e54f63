package org.huzheng.deploy.cluster;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.huzheng.deploy.process.UntilEnded;
import org.huzheng.deploy.trial.GenerationOptions;
import org.huzheng.deploy.trial.Narrator;
import org.huzheng.deploy.trial.TrialException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code huzheng cluster}: several brokers and instances of the service on this machine, each a process of its own. */
@Command(
        name = "cluster",
        description = {
            "在本机以独立进程运行多个 Kafka 节点与多个核验服务实例,直至终止进程",
            "Run several Kafka nodes and several instances of the verification service on this machine, each a process of"
                    + " its own, until the process is ended."
        },
        mixinStandardHelpOptions = true,
        subcommands = ClusterFilesCommand.class)
public final class ClusterCommand implements Callable<Integer> {
    private static final Duration ENDING = Duration.ofSeconds(30);

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private ClusterSize size;

    @Mixin
    private final GenerationOptions generation = new GenerationOptions();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "huzheng-data/cluster",
            description = {"数据目录:再次运行时接着用", "Directory for everything; a second run resumes (default ${DEFAULT-VALUE})."
            })
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path directory;

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = {
                "(写在 -- 之后)集群启动后执行的命令,执行完毕即停止集群",
                "After --: a command to run once the cluster is up; the cluster ends with it, with its exit code."
            })
    private List<String> command = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws TrialException, IOException, InterruptedException {
        requireNoStrayWord();
        PrintWriter out = spec.commandLine().getOut();
        Narrator narrator = Narrator.of(false, out);
        UntilEnded running = UntilEnded.of("end-cluster");
        try (running;
                Cluster cluster =
                        Cluster.start(directory, size.brokers(), size.instances(), generation.partitions(), narrator)) {
            if (!command.isEmpty()) {
                return runToItsEnd();
            }
            narrator.chapter("仍在运行,按 Ctrl-C 结束", "Running; Ctrl-C ends it");
            narrator.say(
                    "./huzheng demo --once --cluster " + directory + " --kill",
                    "Tell the story on it, from another terminal, and lose a node and an instance on the way");
            narrator.say(
                    "信任的证书颁发机构 " + cluster.directory().trust(),
                    "The authority to trust, e.g. curl --cacert; settings of every process lie in " + directory);
            running.await();
        }
        return 0;
    }

    /** A misspelt word is not started as a command once everything else has been. */
    private void requireNoStrayWord() {
        ParseResult parsed = spec.commandLine().getParseResult();
        if (!command.isEmpty() && !parsed.originalArgs().contains("--")) {
            throw new ParameterException(
                    spec.commandLine(), "要执行的命令须写在 -- 之后 / COMMAND: expected -- before it, found " + command.get(0));
        }
    }

    /** Runs the command on the cluster; where this process is asked to end meanwhile, the command is ended before the cluster it uses. */
    private int runToItsEnd() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            return process.waitFor();
        } finally {
            process.destroy();
            if (!process.waitFor(ENDING.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
