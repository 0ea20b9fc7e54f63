package org.huzheng.broker.embedded;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** The settings of the embedded node, each group with the reason it differs from Kafka's default. */
final class BrokerProperties {
    static final String CLIENT_LISTENER = "CLIENT";
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    /** Answers carry many rows: one message may take 9 MB. */
    static final int LARGEST_MESSAGE_BYTES = 9 * 1024 * 1024;

    private BrokerProperties() {}

    static Properties of(
            EmbeddedBroker.Config config,
            Membership membership,
            Path logDirectory,
            Listeners listeners,
            Secrets secrets) {
        Properties properties = new Properties();
        listeners(properties, membership, listeners);
        security(properties, secrets);
        transport(properties, config);
        storage(properties, logDirectory);
        replication(properties, membership);
        latency(properties);
        properties.putAll(config.overrides());
        return properties;
    }

    private static void listeners(Properties properties, Membership membership, Listeners listeners) {
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(membership.nodeId()));
        properties.put("listeners", listeners.bound());
        properties.put("advertised.listeners", listeners.advertised());
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        properties.put("controller.quorum.bootstrap.servers", controllers(membership));
        properties.put("inter.broker.listener.name", CLIENT_LISTENER);
    }

    private static String controllers(Membership membership) {
        return membership.voters().voters().values().stream()
                .map(voter -> voter.host() + ":" + voter.port())
                .collect(Collectors.joining(","));
    }

    private static void transport(Properties properties, EmbeddedBroker.Config config) {
        Optional<NodeTls> tls = config.tls();
        String clients = tls.isPresent() ? "SASL_SSL" : "SASL_PLAINTEXT";
        // The controller of a node alone speaks to the broker in its own process, by an address no certificate need
        // name.
        String controllers = config.membership().isPresent() ? clients : "SASL_PLAINTEXT";
        properties.put("listener.security.protocol.map", "CLIENT:" + clients + ",CONTROLLER:" + controllers);
        tls.ifPresent(files -> {
            properties.put("ssl.engine.factory.class", RenewedSslEngines.class.getName());
            properties.put(RenewedSslEngines.CERTIFICATE, path(files.listener().certificate()));
            properties.put(RenewedSslEngines.KEY, path(files.listener().key()));
            properties.put(RenewedSslEngines.TRUST, path(files.trust()));
        });
    }

    private static String path(Path file) {
        return file.toAbsolutePath().toString();
    }

    private static void security(Properties properties, Secrets secrets) {
        properties.put("sasl.enabled.mechanisms", "SCRAM-SHA-256");
        properties.put("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-256");
        properties.put(
                "listener.name.client.scram-sha-256.sasl.jaas.config",
                ClientAccess.scramLogin(EmbeddedBroker.BROKER, secrets.passwordOf(EmbeddedBroker.BROKER)));
        // SCRAM credentials live in the metadata log, which the controller must reach before it can read them: PLAIN
        // here.
        String controllerPassword = secrets.passwordOf(EmbeddedBroker.CONTROLLER);
        properties.put("sasl.mechanism.controller.protocol", "PLAIN");
        properties.put("listener.name.controller.sasl.enabled.mechanisms", "PLAIN");
        properties.put(
                "listener.name.controller.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
                        + EmbeddedBroker.CONTROLLER
                        + "\" password=\"" + controllerPassword + "\" user_" + EmbeddedBroker.CONTROLLER + "=\""
                        + controllerPassword + "\";");
        properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        properties.put("allow.everyone.if.no.acl.found", "false");
        properties.put(
                "super.users",
                "User:" + EmbeddedBroker.CONTROLLER + ";User:" + EmbeddedBroker.BROKER + ";User:"
                        + EmbeddedBroker.ADMIN);
    }

    private static void storage(Properties properties, Path logDirectory) {
        properties.put("log.dirs", logDirectory.toString());
        properties.put("auto.create.topics.enable", "false");
        // Time in the exchange is the broker's append time, and evidence is kept for ever.
        properties.put("log.message.timestamp.type", "LogAppendTime");
        properties.put("log.retention.ms", "-1");
        properties.put("log.retention.bytes", "-1");
        properties.put("message.max.bytes", Integer.toString(LARGEST_MESSAGE_BYTES));
        properties.put("replica.fetch.max.bytes", Integer.toString(LARGEST_MESSAGE_BYTES));
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
        properties.put("log.cleaner.io.buffer.size", Integer.toString(2 * LARGEST_MESSAGE_BYTES));
        // Committed offsets are positions a reader resumes from, however long it was away.
        properties.put("offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE));
    }

    private static void replication(Properties properties, Membership membership) {
        String factor = Integer.toString(membership.replicationFactor());
        String minInSync = Integer.toString(membership.minInSync());
        properties.put("default.replication.factor", factor);
        properties.put("min.insync.replicas", minInSync);
        properties.put("offsets.topic.replication.factor", factor);
        properties.put("offsets.topic.num.partitions", "3");
        properties.put("transaction.state.log.replication.factor", factor);
        properties.put("transaction.state.log.min.isr", minInSync);
        properties.put("transaction.state.log.num.partitions", "3");
        properties.put("share.coordinator.state.topic.replication.factor", factor);
        properties.put("share.coordinator.state.topic.min.isr", minInSync);
        properties.put("share.coordinator.state.topic.num.partitions", "1");
    }

    private static void latency(Properties properties) {
        // A transaction that follows at once on the last one waits for its markers; the default makes it wait 20 ms.
        properties.put("add.partitions.to.txn.retry.backoff.ms", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        // Members may be given up sooner than after 6 s: whoever takes over from one that was killed waits that long.
        properties.put("group.min.session.timeout.ms", "1000");
        // After kill -9 the node may not come back before its old session has ended: make that 2 s, not 9.
        properties.put("broker.session.timeout.ms", "2000");
        properties.put("broker.heartbeat.interval.ms", "500");
        properties.put("num.recovery.threads.per.data.dir", "2");
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("background.threads", "2");
    }

    /**
     * Where the node listens.
     *
     * @param bindHost host the client listener binds to
     * @param advertisedHost host clients are told to come back to
     * @param controller {@code host:port} of the controller, for the nodes alone
     */
    record Listeners(String bindHost, String advertisedHost, int clientPort, String controller) {
        String bound() {
            return CLIENT_LISTENER + "://" + bindHost + ":" + clientPort + "," + CONTROLLER_LISTENER + "://"
                    + controller();
        }

        String advertised() {
            return CLIENT_LISTENER + "://" + bootstrap() + "," + CONTROLLER_LISTENER + "://" + controller();
        }

        String bootstrap() {
            return advertisedHost + ":" + clientPort;
        }
    }
}
