package org.huzheng.deploy;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.huzheng.broker.embedded.EmbeddedBroker;
import org.huzheng.broker.exchange.ExchangeOperations;
import org.huzheng.broker.plan.Plan;
import org.huzheng.broker.registry.EmbeddedRegistry;
import org.huzheng.deploy.process.UntilEnded;
import org.huzheng.settings.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huzheng exchange node|prepare|registry}: an exchange whose parts are processes of their own. */
final class ExchangeProcessCommands {
    private ExchangeProcessCommands() {}

    /** What a process that runs until it is ended needs. */
    private abstract static class Running implements Callable<Integer> {
        @Option(
                names = {"-c", "--config"},
                required = true,
                paramLabel = "FILE",
                description = {"设置文件", "Settings file (docs/exchange-settings.md)."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private Path file;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private CommandSpec spec;

        Path file() {
            return file;
        }

        void say(String text) {
            spec.commandLine().getOut().println(text);
            spec.commandLine().getOut().flush();
        }
    }

    @Command(
            name = "node",
            description = {"运行集群的一个 Kafka 节点,直至终止进程", "Run one Kafka node of a cluster until the process is ended."},
            mixinStandardHelpOptions = true)
    static final class Node extends Running {
        @Override
        public Integer call() throws SettingsException, InterruptedException {
            EmbeddedBroker.Config config = EmbeddedBroker.Config.read(file(), System.getenv());
            UntilEnded running = UntilEnded.of("end-node");
            try (running;
                    EmbeddedBroker node = EmbeddedBroker.start(config)) {
                say("Kafka 节点已启动 The node is running: " + node.bootstrap());
                running.await();
            }
            return 0;
        }
    }

    @Command(
            name = "registry",
            description = {"运行模式注册中心,直至终止进程", "Run the schema registry until the process is ended."},
            mixinStandardHelpOptions = true)
    static final class Registry extends Running {
        @Override
        public Integer call() throws SettingsException, InterruptedException {
            EmbeddedRegistry.Config config = EmbeddedRegistry.Config.read(file(), System.getenv());
            UntilEnded running = UntilEnded.of("end-registry");
            try (running;
                    EmbeddedRegistry registry = EmbeddedRegistry.start(config)) {
                say("模式注册中心已启动 The schema registry is running: " + registry.url());
                running.await();
            }
            return 0;
        }
    }

    @Command(
            name = "prepare",
            description = {
                "在 Kafka 上备好模式注册中心首次启动所需:其主题、主体与权限",
                "Bring about on the brokers what the schema registry needs for its first start: topic, principal, grants."
            },
            mixinStandardHelpOptions = true)
    static final class Prepare implements Callable<Integer> {
        @Mixin
        private final ExchangeOptions exchange = new ExchangeOptions();

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private CommandSpec spec;

        @Override
        public Integer call() {
            Plan plan = ExchangeOperations.prepareRegistry(exchange.address().access());
            plan.changes().forEach(change -> spec.commandLine().getOut().println("  " + ExchangeTexts.of(change)));
            return 0;
        }
    }
}
