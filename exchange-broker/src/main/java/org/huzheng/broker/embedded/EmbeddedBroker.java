package org.huzheng.broker.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.DynamicVoters;
import org.apache.kafka.server.common.MetadataVersion;
import org.huzheng.broker.embedded.BrokerProperties.Listeners;

/**
 * One Kafka node in this process: KRaft broker and controller together, on a directory that survives restarts.
 *
 * <p>Every listener demands SASL and whatever no access control entry allows is refused, except to {@link #ADMIN} and the node itself.
 * Close Kafka Streams applications before the node: they need it to leave their groups.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** The principal that brings about the declared state; may do everything. */
    public static final String ADMIN = "admin";

    /** The principal of the broker itself. */
    static final String BROKER = "broker";

    /** The principal of the controller. */
    static final String CONTROLLER = "controller";

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
     * @param overrides broker properties that replace ours
     */
    public record Config(
            Path directory, int clientPort, String bindHost, String advertisedHost, Map<String, String> overrides) {
        public Config {
            Objects.requireNonNull(directory, "directory");
            Objects.requireNonNull(bindHost, "bindHost");
            Objects.requireNonNull(advertisedHost, "advertisedHost");
            overrides = Map.copyOf(overrides);
            if (clientPort < 0 || clientPort > 65_535) {
                throw new IllegalArgumentException("expected a port of 0 to 65535, found " + clientPort);
            }
        }

        /** On this machine only, at the port used before. */
        public static Config on(Path directory) {
            return new Config(directory, 0, "127.0.0.1", "127.0.0.1", Map.of());
        }

        /** The same, at a given client port. */
        public Config withClientPort(int port) {
            return new Config(directory, port, bindHost, advertisedHost, overrides);
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
        Secrets secrets = secretsIn(config.directory());
        if (formatted && !secrets.knows(ADMIN)) {
            throw new BrokerStartFailure("expected the admin password that belongs to the formatted log at "
                    + logDirectory + ", found none in " + secrets);
        }
        AddressBook addresses = AddressBook.in(config.directory());
        Listeners listeners = new Listeners(
                config.bindHost(),
                config.advertisedHost(),
                addresses.portOf("client", config.clientPort()),
                addresses.portOf("controller", 0));
        requireFree(listeners.clientPort());
        requireFree(listeners.controllerPort());
        Properties properties = BrokerProperties.of(config, logDirectory, listeners, secrets);
        if (!formatted) {
            format(logDirectory, listeners, secrets);
        }
        KafkaRaftServer server = started(properties, logDirectory, listeners);
        return new EmbeddedBroker(server, lock, new ClientAccess(listeners.bootstrap(), secrets));
    }

    /** Kafka would end the whole process over a port that is taken. */
    private static void requireFree(int port) {
        if (!AddressBook.isFree(port)) {
            throw new BrokerStartFailure("expected port " + port + " of 127.0.0.1 to be free, found it taken");
        }
    }

    /** The passwords that belong to an exchange directory; other processes on this machine read them too. */
    public static Secrets secretsIn(Path directory) {
        return Secrets.in(directory.toAbsolutePath().resolve("secrets"));
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

    private static void format(Path logDirectory, Listeners listeners, Secrets secrets) {
        Formatter formatter = new Formatter()
                // It would print the salted passwords.
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerProperties.NODE_ID)
                .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                .setMetadataLogDirectory(logDirectory.toString())
                .addDirectory(logDirectory.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setUnstableFeatureVersionsEnabled(false)
                .setHasDynamicQuorum(true)
                .setInitialControllers(DynamicVoters.parse(
                        BrokerProperties.NODE_ID + "@" + listeners.controller() + ":" + Uuid.randomUuid()))
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
