package org.huzheng.broker.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.DynamicVoter;
import org.apache.kafka.server.common.MetadataVersion;
import org.huzheng.broker.embedded.BrokerProperties.Listeners;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

// Over 300 lines: what the node is told and how it is formatted and started belong to one place.
/**
 * One Kafka node in this process: KRaft broker and controller together, on a directory that survives restarts.
 *
 * <p>It may be one of several: see {@link Membership}. Every listener demands SASL and whatever no access control entry allows is refused, except to {@link #ADMIN} and the node itself.
 * Close Kafka Streams applications before the node: they need it to leave their groups.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** The principal that brings about the declared state; may do everything. */
    public static final String ADMIN = "admin";

    private static final String LOOPBACK = "127.0.0.1";
    private static final int ONLY_NODE = 1;

    /** The principal of the broker itself. */
    public static final String BROKER = "broker";

    /** The principal of the controller. */
    public static final String CONTROLLER = "controller";

    private final KafkaRaftServer server;
    private final DirectoryLock lock;
    private final ClientAccess access;

    private EmbeddedBroker(KafkaRaftServer server, DirectoryLock lock, ClientAccess access) {
        this.server = server;
        this.lock = lock;
        this.access = access;
    }

    /**
     * Where and how the node runs.
     *
     * @param directory keeps the log, the passwords and the ports
     * @param clientPort port for clients; 0 for the one used before, or a free one on first start
     * @param bindHost host or address to bind the client listener to
     * @param advertisedHost host clients are told to connect to
     * @param secrets keeps the passwords; in a cluster one directory, or copies of it, for all nodes
     * @param tls what every listener serves TLS with; without, they are for this machine alone
     * @param membership place in a cluster; empty for a cluster of this node alone
     * @param overrides broker properties that replace ours
     */
    public record Config(
            Path directory,
            int clientPort,
            String bindHost,
            String advertisedHost,
            Path secrets,
            Optional<NodeTls> tls,
            Optional<Membership> membership,
            Map<String, String> overrides) {
        public Config {
            Objects.requireNonNull(secrets, "secrets");
            Objects.requireNonNull(tls, "tls");
            Objects.requireNonNull(membership, "membership");
            Objects.requireNonNull(directory, "directory");
            Objects.requireNonNull(bindHost, "bindHost");
            Objects.requireNonNull(advertisedHost, "advertisedHost");
            overrides = Map.copyOf(overrides);
            overrides.keySet().forEach(name -> {
                if (name.startsWith("ssl.")) {
                    throw new IllegalArgumentException(
                            "broker setting " + name + ": expected TLS to be set by certificate, key and trust alone");
                }
            });
            if (clientPort < 0 || clientPort > 65_535) {
                throw new IllegalArgumentException("expected a port of 0 to 65535, found " + clientPort);
            }
            if (tls.isEmpty() && !isLoopback(bindHost)) {
                throw new IllegalArgumentException(
                        "expected certificate, key and trust to listen beyond this machine, found none for "
                                + bindHost);
            }
        }

        private static boolean isLoopback(String host) {
            try {
                return InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("expected a host that resolves, found " + host, e);
            }
        }

        /**
         * Reads the settings file of one node of a cluster, described in {@code docs/exchange-settings.md}.
         *
         * @param environment environment variables
         */
        public static Config read(Path file, Map<String, String> environment) throws SettingsException {
            SettingsNode root = SettingsNode.read(file, environment);
            root.allowOnly(
                    "node",
                    "cluster",
                    "quorum",
                    "directory",
                    "secrets",
                    "host",
                    "advertisedHost",
                    "port",
                    "tls",
                    "broker");
            String host = root.textOr("host", LOOPBACK);
            Optional<SettingsNode> overrides = root.optional("broker");
            try {
                return new Config(
                        root.requiredFile("directory"),
                        root.required("port").as("a port, 1 to 65535", Integer::parseInt),
                        host,
                        root.textOr("advertisedHost", host),
                        root.requiredFile("secrets"),
                        Optional.of(NodeTls.read(root.required("tls"))),
                        Optional.of(new Membership(
                                root.required("node").as("a whole number", Integer::parseInt),
                                root.required("cluster").text(),
                                root.required("quorum").text())),
                        overrides.isPresent() ? root.requiredTexts("broker") : Map.of());
            } catch (IllegalArgumentException e) {
                throw root.refused("settings of a node", e);
            }
        }

        /** On this machine only, at the port used before. */
        public static Config on(Path directory) {
            return new Config(
                    directory,
                    0,
                    LOOPBACK,
                    LOOPBACK,
                    secretsOf(directory),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());
        }

        /** The same, at a given client port. */
        public Config withClientPort(int port) {
            return new Config(directory, port, bindHost, advertisedHost, secrets, tls, membership, overrides);
        }

        /** The same, with TLS on every listener, and for others than this machine if the host is another. */
        public Config withTls(NodeTls files, String host) {
            return new Config(directory, clientPort, host, host, secrets, Optional.of(files), membership, overrides);
        }
    }

    /**
     * Starts the node, formatting the directory on first use, and returns when it serves clients.
     *
     * @throws BrokerStartFailure if the directory cannot be used, a port is taken, or the node fails to start
     * @throws SecretUnavailable if the passwords cannot be read or written
     */
    public static EmbeddedBroker start(Config config) {
        DirectoryLock lock = DirectoryLock.on(config.directory().toAbsolutePath());
        EmbeddedBroker broker = null;
        try {
            broker = start(config, lock);
            return broker;
        } finally {
            if (broker == null) {
                lock.close();
            }
        }
    }

    private static EmbeddedBroker start(Config config, DirectoryLock lock) {
        Path logDirectory = config.directory().toAbsolutePath().resolve("log");
        boolean formatted = Files.exists(logDirectory.resolve("meta.properties"));
        Secrets secrets = Secrets.in(config.secrets());
        if (formatted && !secrets.knows(ADMIN)) {
            throw new BrokerStartFailure("expected the admin password that belongs to the formatted log at "
                    + logDirectory + ", found none in " + secrets);
        }
        AddressBook addresses = AddressBook.in(config.directory());
        Membership membership = config.membership().orElseGet(() -> alone(addresses));
        DynamicVoter self = membership.self();
        Listeners listeners = new Listeners(
                config.bindHost(),
                config.advertisedHost(),
                addresses.portOf("client", config.clientPort()),
                self.host() + ":" + self.port());
        requireFree(listeners.clientPort());
        requireFree(self.port());
        Properties properties = BrokerProperties.of(config, membership, logDirectory, listeners, secrets);
        if (!formatted) {
            format(logDirectory, membership, secrets);
        }
        KafkaRaftServer server = started(properties, logDirectory, listeners);
        return new EmbeddedBroker(
                server,
                lock,
                new ClientAccess(
                        listeners.bootstrap(),
                        secrets,
                        ClientAccess.SCRAM_SHA_256,
                        config.tls().map(NodeTls::trust)));
    }

    /** A cluster of one, whose controller speaks to the broker in the same process only. Its ids are drawn anew, and read only while it is formatted. */
    private static Membership alone(AddressBook addresses) {
        return new Membership(
                ONLY_NODE,
                Uuid.randomUuid().toString(),
                ONLY_NODE + "@" + LOOPBACK + ":" + addresses.portOf("controller", 0) + ":" + Uuid.randomUuid());
    }

    /** Kafka would end the whole process over a port that is taken. */
    private static void requireFree(int port) {
        if (!AddressBook.isFree(port)) {
            throw new BrokerStartFailure("expected port " + port + " of 127.0.0.1 to be free, found it taken");
        }
    }

    /** The passwords that belong to an exchange directory; other processes on this machine read them too. */
    public static Secrets secretsIn(Path directory) {
        return Secrets.in(secretsOf(directory));
    }

    private static Path secretsOf(Path directory) {
        return directory.toAbsolutePath().resolve("secrets");
    }

    // Kafka's start throws whatever its parts throw, checked or not; all of it means that the node does not run.
    private static KafkaRaftServer started(Properties properties, Path logDirectory, Listeners listeners) {
        KafkaRaftServer server = null;
        try {
            server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
            server.startup();
            return server;
        } catch (Exception e) {
            if (server != null) {
                server.shutdown();
                server.awaitShutdown();
            }
            throw new BrokerStartFailure(
                    "expected the node to start on " + logDirectory + " with clients at " + listeners.bootstrap()
                            + " and the controller at " + listeners.controller() + ", found: " + e.getMessage(),
                    e);
        }
    }

    private static void format(Path logDirectory, Membership membership, Secrets secrets) {
        Formatter formatter = new Formatter()
                // It would print the salted passwords.
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(membership.clusterId())
                .setNodeId(membership.nodeId())
                .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                .setMetadataLogDirectory(logDirectory.toString())
                .addDirectory(logDirectory.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setUnstableFeatureVersionsEnabled(false)
                .setHasDynamicQuorum(true)
                .setInitialControllers(membership.voters())
                .setScramArguments(List.of(scramArgument(BROKER, secrets), scramArgument(ADMIN, secrets)));
        try {
            Files.createDirectories(logDirectory);
            formatter.run();
        } catch (IOException e) {
            throw new BrokerStartFailure("expected a writable directory at " + logDirectory, e);
        } catch (Exception e) {
            throw new BrokerStartFailure("expected to format " + logDirectory + ", found: " + e.getMessage(), e);
        }
    }

    private static String scramArgument(String principal, Secrets secrets) {
        return "SCRAM-SHA-256=[name=" + principal + ",password=" + secrets.passwordOf(principal) + "]";
    }

    /** {@code host:port} at which clients connect. */
    public String bootstrap() {
        return access.bootstrap();
    }

    /** Address and passwords together, for whoever makes clients. */
    public ClientAccess access() {
        return access;
    }

    /** The passwords of this exchange. */
    public Secrets secrets() {
        return access.secrets();
    }

    /** Client properties under which the principal connects; the map is the caller's to extend. */
    public Map<String, Object> clientConfig(String principal) {
        return access.clientConfig(principal);
    }

    /** Client properties of {@link #ADMIN}. */
    public Map<String, Object> adminConfig() {
        return clientConfig(ADMIN);
    }

    /** Stops the node cleanly and waits for it: the next start need not recover its log. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        lock.close();
    }
}
