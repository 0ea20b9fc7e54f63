package org.huzheng.deploy.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.huzheng.adapter.department.DepartmentReader;
import org.huzheng.broker.exchange.EmbeddedExchange;
import org.huzheng.broker.exchange.ExchangeAddress;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.deploy.cluster.ClusterDirectory;
import org.huzheng.deploy.trial.GenerationOptions;
import org.huzheng.deploy.trial.Narrator;
import org.huzheng.deploy.trial.Service;
import org.huzheng.deploy.trial.Started;
import org.huzheng.deploy.trial.TrialDirectory;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.deploy.trial.TrialSecrets;
import org.huzheng.deploy.trial.TrialTokens;
import org.huzheng.settings.SettingsException;
import org.huzheng.trace.TracingSettings;

/**
 * What the story is told on: an exchange and a service that answers from it.
 *
 * @param exchange where the exchange is and how one logs in
 * @param personKeySecret the exchange's secret person keys are derived with
 * @param service address of the service
 * @param tokens tokens it accepts
 * @param directory where the settings and secrets of the exchange lie
 * @param reached words by which {@code huzheng} commands reach the exchange
 */
record Ground(
        ExchangeAddress exchange,
        Path personKeySecret,
        URI service,
        TrialTokens tokens,
        Path directory,
        String reached) {
    /** Authorities that certificates of brokers, registry and service are trusted by; empty where none speaks TLS. */
    Optional<Path> trust() {
        return exchange.access().trust();
    }

    /**
     * An exchange and a service in this process, on the directory of the trial.
     *
     * @param tracing where the service's traces go, if anywhere
     */
    static Ground ofItsOwn(
            TrialDirectory directory,
            TrialSecrets secrets,
            Optional<TracingSettings> tracing,
            Started started,
            Narrator narrator)
            throws TrialException, IOException, InterruptedException {
        EmbeddedExchange exchange = started.keep(EmbeddedExchange.start(
                EmbeddedExchange.Config.on(directory.exchange(), GenerationOptions.DEFAULT_PARTITIONS)));
        int changes =
                exchange.operations(described(directory)).apply().changes().size();
        narrator.say(
                "Kafka 与模式注册中心已启动,应用声明 " + changes + " 项",
                "Kafka and the schema registry are up, " + changes + " declared changes applied");
        Service service = started.keep(Service.start(directory, secrets, exchange.address(), tracing));
        narrator.say("核验服务已启动", "The verification service is up");
        return new Ground(
                exchange.address(),
                secrets.personKeySecret(),
                service.url(),
                service.tokens(),
                directory.exchange(),
                "--dir " + directory.exchange());
    }

    /** Whoever connected a department to this exchange keeps it. */
    private static Catalogue described(TrialDirectory directory) throws TrialException {
        try {
            return DepartmentReader.catalogueIn(EmbeddedExchange.departmentsIn(directory.exchange()));
        } catch (SettingsException e) {
            throw new TrialException(
                    "另行描述的部门有误。", "A described department is not as it should be: " + e.getMessage(), e);
        }
    }

    /** A cluster that runs already, in processes of its own. */
    static Ground of(Path cluster, Narrator narrator) throws TrialException, IOException {
        ClusterDirectory directory = ClusterDirectory.of(cluster);
        narrator.say(
                "集群 " + directory.exchange().bootstrap() + " ,核验服务 " + directory.service(),
                "A cluster that runs already, and the verification service on it");
        return new Ground(
                directory.exchange(),
                directory.secrets().personKeySecret(),
                directory.service(),
                directory.tokens(),
                cluster,
                "--bootstrap " + directory.exchange().bootstrap() + " --registry "
                        + directory.exchange().registryUrl() + " --secrets " + cluster.resolve("secrets") + " --trust "
                        + directory.trust());
    }
}
