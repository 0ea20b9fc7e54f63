package org.huzheng.deploy.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.huzheng.deploy.trial.Narrator;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.deploy.trial.TrialOptions;
import org.huzheng.trace.TracingSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code huzheng demo}: a whole exchange on this machine, and the story told with it. */
@Command(
        name = "demo",
        description = {
            "演示:在本机运行四个部门、交换平台与核验服务,并讲述一个故事",
            "Run four departments, the exchange and the verification service on this machine, and tell a story with them."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    /** What shells say of a process ended by Ctrl-C. */
    private static final int INTERRUPTED = 130;

    @Option(
            names = "--once",
            description = {"故事讲完即结束", "End after the story; otherwise it stays up."})
    private boolean once;

    @Option(
            names = "--json",
            description = {"只输出一个 JSON 对象", "Print one JSON object and nothing else."})
    private boolean json;

    @Option(
            names = "--cluster",
            paramLabel = "DIR",
            description = {
                "在已运行的集群上讲述(huzheng cluster 的目录)",
                "Tell it on a cluster that runs: the directory of huzheng cluster."
            })
    private @Nullable Path cluster;

    @Option(
            names = "--kill",
            description = {
                "讲述途中强行终止集群的一个 Kafka 节点与一个核验服务实例",
                "With --cluster: end one Kafka node and one instance of the service by force on the way."
            })
    private boolean kill;

    @Option(
            names = "--traces",
            paramLabel = "URL",
            description = {
                "将每条记录与每次申请的追踪发往此收集器(OTLP/HTTP)",
                "Send traces of every record and request to this collector (OTLP over HTTP), e.g. http://localhost:4318."
            })
    private @Nullable URI traces;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private TrialOptions options;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "huzheng-data/demo",
            description = {"数据目录:再次运行时接着用", "Directory for everything; a second run resumes (default ${DEFAULT-VALUE})."
            })
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path data;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws TrialException, IOException {
        int people = options.people();
        if (kill && cluster == null) {
            throw new ParameterException(
                    spec.commandLine(), "--kill 须与 --cluster 同用 / --kill: expected --cluster with it, found none");
        }
        PrintWriter out = spec.commandLine().getOut();
        Narrator narrator = Narrator.of(json, out);
        CountDownLatch closed = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Thread hook = new Thread(() -> endInOrder(main, closed), "end-demo");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return run(people, out, narrator);
        } catch (InterruptedException e) {
            // Ctrl-C: everything is closed by now.
            return INTERRUPTED;
        } finally {
            closed.countDown();
            removeHook(hook);
        }
    }

    private int run(int people, PrintWriter out, Narrator narrator)
            throws TrialException, IOException, InterruptedException {
        Optional<Path> ground = Optional.ofNullable(cluster);
        try (Demo demo = Demo.start(data, options.seed(), people, ground, tracing(), narrator)) {
            DemoReport report = demo.tell(kill && cluster != null ? new Loss(cluster) : Interlude.NONE);
            if (json) {
                out.println(report.asJson().toPrettyString());
                out.flush();
            } else if (!once) {
                demo.tellAddresses();
                new CountDownLatch(1).await();
            }
            return report.isAsExpected() ? 0 : 1;
        }
    }

    private Optional<TracingSettings> tracing() {
        try {
            return Optional.ofNullable(traces).map(TracingSettings::everything);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--traces: " + e.getMessage());
        }
    }

    /** Interrupts whatever the main thread waits for or works on, and waits until it has closed everything in its order. */
    private static void endInOrder(Thread main, CountDownLatch closed) {
        main.interrupt();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending by this very hook, which removes it too.
            return;
        }
    }
}
