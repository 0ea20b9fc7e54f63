package org.huzheng.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.huzheng.broker.kubernetes.StrimziResources;
import org.huzheng.broker.plan.CatalogueState;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.deploy.trial.GenerationOptions;
import org.huzheng.settings.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code huzheng exchange kubernetes}: what is declared, as resources for Strimzi's operators. */
@Command(
        name = "kubernetes",
        description = {
            "将声明的主题、主体与权限写成 Strimzi 的 KafkaTopic 与 KafkaUser 资源",
            "Write the declared topics, principals and grants as Strimzi's KafkaTopic and KafkaUser resources."
        },
        mixinStandardHelpOptions = true)
final class ExchangeKubernetesCommand implements Callable<Integer> {
    /** Names of the files written. */
    static final String TOPICS = "topics.yaml";

    static final String USERS = "users.yaml";

    private static final String COMMAND = "exchange kubernetes";

    @Option(
            names = "--into",
            required = true,
            paramLabel = "DIR",
            description = {"写入的目录", "Directory to write " + TOPICS + " and " + USERS + " into."})
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path directory;

    @Mixin
    private final DescribedDepartments departments = new DescribedDepartments();

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            defaultValue = "huzheng",
            description = {"Strimzi 的 Kafka 资源名", "Name of Strimzi's Kafka resource (default ${DEFAULT-VALUE})."})
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private String cluster;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "3",
            description = {"每条记录的副本数", "Brokers that keep each record (default ${DEFAULT-VALUE})."})
    private int replicas;

    @Mixin
    private final GenerationOptions generation = new GenerationOptions();

    @Override
    public Integer call() throws SettingsException, IOException {
        Catalogue catalogue = departments.catalogue();
        StrimziResources resources =
                new StrimziResources(CatalogueState.of(catalogue, generation.partitions()), cluster, replicas);
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(TOPICS), GeneratedYaml.text(COMMAND, resources.topics()));
        Files.writeString(directory.resolve(USERS), GeneratedYaml.text(COMMAND, resources.users()));
        return 0;
    }
}
