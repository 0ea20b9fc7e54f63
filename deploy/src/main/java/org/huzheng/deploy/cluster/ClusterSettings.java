package org.huzheng.deploy.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.huzheng.broker.embedded.EmbeddedBroker;
import org.huzheng.broker.grants.ExchangeGrants;
import org.huzheng.broker.registry.EmbeddedRegistry;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.deploy.tls.LocalAuthority;
import org.huzheng.deploy.trial.Authority;
import org.huzheng.deploy.trial.ExchangeLogin;
import org.huzheng.deploy.trial.TrialSecrets;
import org.huzheng.signing.IssuerKeys;
import org.huzheng.tls.ServerTls;

/** Writes what the processes of a cluster are given: settings, certificates, secrets. */
final class ClusterSettings {
    private static final String ISSUER_PASSWORD = "issuer-keystore";

    /**
     * Each commit is a transaction whose end is written to every partition it touched, three times: at the interval that suits a single node, three nodes on
     * a laptop do little else.
     */
    private static final String COMMIT_INTERVAL = "PT0.1S";

    private final ClusterDirectory directory;

    ClusterSettings(ClusterDirectory directory) {
        this.directory = directory;
    }

    /**
     * Writes certificates and the settings file of every process anew, and draws what they and the departments log in and sign with: processes need not write
     * where it lies.
     */
    void write() throws IOException {
        drawSecrets(directory.secrets());
        IssuerKeys.openOrCreate(
                directory.issuerKeystore(),
                directory.secrets().of(ISSUER_PASSWORD).toCharArray(),
                Authority.NAME,
                Instant.now());
        LocalAuthority authority = LocalAuthority.openOrCreate(directory.tls(), Instant.now());
        for (int node = 1; node <= directory.brokers(); node++) {
            writeNode(
                    node,
                    authority.issue(
                            ClusterDirectory.broker(node), names(ClusterDirectory.broker(node)), Instant.now()));
        }
        writeRegistry(authority.issue(ClusterDirectory.REGISTRY, names(ClusterDirectory.REGISTRY), Instant.now()));
        for (int number = 1; number <= directory.instances(); number++) {
            writeInstance(
                    number,
                    authority.issue(
                            ClusterDirectory.instance(number),
                            names(ClusterDirectory.instance(number)),
                            Instant.now()));
        }
        for (String listener : directory.placement().furtherListeners()) {
            authority.issue(listener, names(listener), Instant.now());
        }
    }

    private static void drawSecrets(TrialSecrets secrets) {
        List.of(EmbeddedBroker.ADMIN, EmbeddedBroker.BROKER, EmbeddedBroker.CONTROLLER)
                .forEach(secrets::of);
        ExchangeGrants.principals(Catalogue.JUDGED).forEach(secrets::of);
        secrets.personKeySecret();
    }

    private void writeNode(int node, ServerTls tls) throws IOException {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.put("node", node).put("cluster", directory.clusterId()).put("quorum", directory.quorum());
        settings.put("directory", directory.placement().stateOf(ClusterDirectory.broker(node)))
                .put("secrets", "secrets");
        putListener(settings, ClusterDirectory.broker(node))
                .put("advertisedHost", directory.placement().hostOf(ClusterDirectory.broker(node)));
        putTls(settings, tls).put("trust", directory.trust().toString());
        write(ClusterDirectory.broker(node), settings);
    }

    private void writeRegistry(ServerTls tls) throws IOException {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.set("kafka", ExchangeLogin.kafka(directory.exchange(), EmbeddedRegistry.PRINCIPAL));
        putListener(settings, ClusterDirectory.REGISTRY)
                .put("advertisedHost", directory.placement().hostOf(ClusterDirectory.REGISTRY));
        settings.putObject("writers")
                .put(EmbeddedBroker.ADMIN, ExchangeLogin.password(directory.exchange(), EmbeddedBroker.ADMIN));
        putTls(settings, tls);
        write(ClusterDirectory.REGISTRY, settings);
    }

    private void writeInstance(int number, ServerTls tls) throws IOException {
        TrialSecrets secrets = directory.secrets();
        ObjectNode settings = ExchangeLogin.of(directory.exchange(), ExchangeGrants.VERIFICATION);
        settings.putObject("judging")
                .put("state", directory.placement().stateOf(ClusterDirectory.instance(number)))
                .put("instance", ClusterDirectory.instance(number))
                .put("commitInterval", COMMIT_INTERVAL);
        settings.putObject("issuing")
                .put("url", directory.service().toString())
                .put("authority", Authority.NAME)
                .put("creditCode", Authority.CREDIT_CODE.value())
                .put("keystore", directory.issuerKeystore().toString())
                .put("keystorePassword", secrets.file(ISSUER_PASSWORD).toString())
                .put("saltSecret", secrets.file("salt").toString());
        settings.put("personKeySecret", secrets.personKeySecret().toString());
        settings.putObject("tokens").put("keys", directory.tokens().publicKeys().toString());
        putTls(putListener(settings.putObject("http"), ClusterDirectory.instance(number)), tls);
        write(ClusterDirectory.instance(number), settings);
    }

    private ObjectNode putListener(ObjectNode settings, String process) {
        return settings.put("host", directory.placement().bindHost())
                .put("port", directory.placement().portOf(process));
    }

    /** By what names and addresses a process is reached: its host's, the service's, and this machine's own for whoever looks after it. */
    private List<String> names(String process) {
        Set<String> names =
                new LinkedHashSet<>(List.of(directory.placement().hostOf(process), "localhost", "127.0.0.1"));
        names.add(directory.service().getHost());
        return List.copyOf(names);
    }

    private static ObjectNode putTls(ObjectNode settings, ServerTls tls) {
        return settings.putObject("tls")
                .put("certificate", tls.certificate().toString())
                .put("key", tls.key().toString());
    }

    private void write(String process, ObjectNode settings) throws IOException {
        new YAMLMapper().writeValue(directory.settings(process).toFile(), settings);
    }
}
