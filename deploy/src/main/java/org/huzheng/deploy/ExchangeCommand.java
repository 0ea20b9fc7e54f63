package org.huzheng.deploy;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.huzheng.broker.exchange.ExchangeOperations;
import org.huzheng.broker.exchange.ExchangeStatus;
import org.huzheng.broker.plan.Plan;
import org.huzheng.broker.plan.Refusal;
import org.huzheng.deploy.trial.GenerationOptions;
import org.huzheng.settings.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code huzheng exchange start|plan|apply|status|login|kubernetes|asyncapi|prepare|registry|node}: topics, principals, grants and schemas as the catalogue declares them. */
@Command(
        name = "exchange",
        description = {
            "交换平台:启动,对照声明查看与应用主题、主体、权限与模式,登录配置",
            "The exchange: start one; compare topics, principals, grants and schemas with what is declared, bring"
                    + " about."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            ExchangeStartCommand.class,
            ExchangeCommand.PlanChanges.class,
            ExchangeCommand.Apply.class,
            ExchangeCommand.Status.class,
            ExchangeLoginCommand.class,
            ExchangeKubernetesCommand.class,
            ExchangeAsyncApiCommand.class,
            ExchangeProcessCommands.Prepare.class,
            ExchangeProcessCommands.Registry.class,
            ExchangeProcessCommands.Node.class
        })
final class ExchangeCommand {
    private ExchangeCommand() {}

    /** What each of the three needs. */
    private abstract static class Verb implements Callable<Integer> {
        @Mixin
        private final ExchangeOptions exchange = new ExchangeOptions();

        @Mixin
        private final GenerationOptions generation = new GenerationOptions();

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private CommandSpec spec;

        ExchangeOperations operations() throws SettingsException {
            return ExchangeOperations.ofCatalogue(exchange.address(), exchange.catalogue(), generation.partitions());
        }

        PrintWriter out() {
            return spec.commandLine().getOut();
        }

        int print(Plan plan, String nothing, String some) {
            if (plan.isEmpty()) {
                out().println(nothing);
            } else {
                out().println(some.formatted(plan.changes().size()));
                plan.changes().forEach(change -> out().println("  " + ExchangeTexts.of(change)));
            }
            return printRefusals(plan.refusals());
        }

        int printRefusals(List<Refusal> refusals) {
            refusals.forEach(refusal -> out().println("! " + ExchangeTexts.of(refusal)));
            return refusals.isEmpty() ? 0 : 1;
        }
    }

    @Command(
            name = "plan",
            description = {
                "列出将要作出的更改,不更改任何东西;有无法弥合的差异时返回 1",
                "List what would be changed; changes nothing. Ends with 1 on differences no plan closes."
            },
            mixinStandardHelpOptions = true)
    static final class PlanChanges extends Verb {
        @Override
        public Integer call() throws SettingsException {
            return print(operations().plan(), "无需更改。 Nothing to change.", "将作 %1$d 项更改: %1$d change(s) to make:");
        }
    }

    @Command(
            name = "apply",
            description = {"作出更改,先增后删", "Make the changes, adds before deletes."},
            mixinStandardHelpOptions = true)
    static final class Apply extends Verb {
        @Override
        public Integer call() throws SettingsException {
            return print(operations().apply(), "无需更改。 Nothing to change.", "已作 %1$d 项更改: %1$d change(s) made:");
        }
    }

    @Command(
            name = "status",
            description = {"交换平台现状;与声明不符时返回 1", "How the exchange is. Ends with 1 where it is not as declared."},
            mixinStandardHelpOptions = true)
    static final class Status extends Verb {
        @Override
        public Integer call() throws SettingsException {
            ExchangeStatus status = operations().status();
            out().printf(
                            "集群 cluster %s,节点 brokers %d,主体 principals %d,权限 grants %d%n",
                            status.clusterId(),
                            status.brokers(),
                            status.principals().size(),
                            status.grants());
            out().println("主题 topics (分区 partitions, 位移 offsets):");
            status.topics().forEach(topic -> out().printf(
                            "  %-40s %3d %12d%n", topic.name(), topic.partitions(), topic.offsets()));
            out().println("模式 subjects (版本 versions, 兼容级别 level):");
            status.subjects().forEach(subject -> out().printf(
                            "  %-80s %3d %s%n", subject.name(), subject.versions(), subject.level()));
            out().printf("待作更改 pending changes: %d%n", status.pendingChanges());
            return Math.max(printRefusals(status.refusals()), status.pendingChanges() == 0 ? 0 : 1);
        }
    }
}
