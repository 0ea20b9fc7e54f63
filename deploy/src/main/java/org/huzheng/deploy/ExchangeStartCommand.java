package org.huzheng.deploy;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.huzheng.adapter.department.DepartmentReader;
import org.huzheng.adapter.settings.SettingsException;
import org.huzheng.broker.exchange.EmbeddedExchange;
import org.huzheng.catalogue.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huzheng exchange start}: broker and registry on a directory of this machine. */
@Command(
        name = "start",
        description = {
            "在本机目录上启动交换平台(Kafka 与模式注册中心)并应用声明,直至终止进程",
            "Start an exchange on a directory of this machine, bring about what is declared, run until the process is"
                    + " ended."
        },
        mixinStandardHelpOptions = true)
final class ExchangeStartCommand implements Callable<Integer> {
    @Option(
            names = "--dir",
            required = true,
            paramLabel = "DIR",
            description = {"交换平台的目录,不存在则新建", "Its directory, made if it is not there."})
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path directory;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "" + ExchangeCommand.DEFAULT_PARTITIONS,
            description = {
                "本代同分区主题的分区数",
                "Partitions of co-partitioned topics, fixed for a generation (default ${DEFAULT-VALUE})."
            })
    private int partitions;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws SettingsException, InterruptedException {
        Catalogue catalogue = DepartmentReader.catalogueIn(EmbeddedExchange.departmentsIn(directory));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread end = new Thread(() -> end(asked, ended), "end-exchange");
        try (EmbeddedExchange exchange = EmbeddedExchange.start(EmbeddedExchange.Config.on(directory, partitions))) {
            exchange.operations(catalogue).apply();
            Runtime.getRuntime().addShutdownHook(end);
            PrintWriter out = spec.commandLine().getOut();
            out.println("交换平台已启动,按 Ctrl-C 结束。 The exchange is running; Ctrl-C ends it.");
            out.println("  Kafka " + exchange.bootstrap() + "  registry " + exchange.registryUrl());
            out.flush();
            asked.await();
        } finally {
            ended.countDown();
        }
        return 0;
    }

    /** Holds the end of the process up until broker and registry are closed. */
    private static void end(CountDownLatch asked, CountDownLatch ended) {
        asked.countDown();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
