package org.huzheng.deploy.cluster;

import org.huzheng.deploy.trial.TrialOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of every command about a cluster: how many processes of each kind. */
final class ClusterSize {
    @Option(
            names = "--brokers",
            paramLabel = "N",
            defaultValue = "3",
            description = {"Kafka 节点数", "Kafka nodes, each broker and controller (default ${DEFAULT-VALUE})."})
    private int brokers;

    @Option(
            names = "--instances",
            paramLabel = "N",
            defaultValue = "2",
            description = {"核验服务实例数", "Instances of the verification service (default ${DEFAULT-VALUE})."})
    private int instances;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command is called
    private CommandSpec command;

    int brokers() {
        return TrialOptions.requireAtLeast(command, "--brokers", 1, brokers);
    }

    int instances() {
        return TrialOptions.requireAtLeast(command, "--instances", 1, instances);
    }
}
