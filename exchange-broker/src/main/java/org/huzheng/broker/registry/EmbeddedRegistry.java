package org.huzheng.broker.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.huzheng.http.HttpServers;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;
import org.huzheng.tls.ServedCertificate;
import org.huzheng.tls.ServerTls;
import org.huzheng.tls.TlsFileUnusable;

/**
 * A schema registry in this process: Confluent's REST API for Avro, kept in the compacted topic {@value #TOPIC}.
 *
 * <p>Writing needs a known user. Schema references, contexts, rule sets and import mode are refused. One instance at a time may serve a topic.
 */
public final class EmbeddedRegistry implements AutoCloseable {
    /** The topic everything is kept in; it must have one partition and be compacted. */
    public static final String TOPIC = SchemaLedger.TOPIC;

    /** The principal under which the registry reads and writes its topic. */
    public static final String PRINCIPAL = "registry";

    /** How long a write, or reading the whole topic on start, may take unless told otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private static final String LOOPBACK = "127.0.0.1";
    private static final int THREADS = 8;
    private static final int WAITING_REQUESTS = 256;

    private final HttpServer server;
    private final ThreadPoolExecutor pool;
    private final SchemaLedger ledger;
    private final String url;

    private EmbeddedRegistry(HttpServer server, ThreadPoolExecutor pool, SchemaLedger ledger, String url) {
        this.server = server;
        this.pool = pool;
        this.ledger = ledger;
        this.url = url;
    }

    /**
     * Where the registry listens and what it may do.
     *
     * @param bindHost host or address to bind to
     * @param advertisedHost host in {@link #url()}
     * @param port port to listen on, 1 to 65535
     * @param kafkaConfig client properties of {@link #PRINCIPAL}
     * @param writers password by user, for all who may register, delete and configure
     * @param anonymousReads whether schemas may be read without a user
     * @param tls what it shows of itself; without, it speaks plain HTTP
     * @param timeout how long a write, or reading the topic on start, may take
     */
    public record Config(
            String bindHost,
            String advertisedHost,
            int port,
            Map<String, Object> kafkaConfig,
            Map<String, String> writers,
            boolean anonymousReads,
            Optional<ServerTls> tls,
            Duration timeout) {
        public Config {
            Objects.requireNonNull(bindHost, "bindHost");
            Objects.requireNonNull(advertisedHost, "advertisedHost");
            Objects.requireNonNull(tls, "tls");
            Objects.requireNonNull(timeout, "timeout");
            kafkaConfig = Map.copyOf(kafkaConfig);
            writers = Map.copyOf(writers);
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("expected a port of 1 to 65535, found " + port);
            }
        }

        /** On this machine only, readable by all on it. */
        public static Config local(int port, Map<String, Object> kafkaConfig, Map<String, String> writers) {
            return new Config(LOOPBACK, LOOPBACK, port, kafkaConfig, writers, true, Optional.empty(), DEFAULT_TIMEOUT);
        }

        /**
         * Reads the settings file of a registry that is a process of its own, described in {@code docs/exchange-settings.md}.
         *
         * @param environment environment variables
         */
        public static Config read(Path file, Map<String, String> environment) throws SettingsException {
            SettingsNode root = SettingsNode.read(file, environment);
            root.allowOnly("kafka", "host", "advertisedHost", "port", "tls", "writers", "anonymousReads", "timeout");
            String host = root.textOr("host", LOOPBACK);
            Optional<ServerTls> tls = ServerTls.read(root.optionalPart("tls"));
            try {
                if (tls.isEmpty() && !InetAddress.getByName(host).isLoopbackAddress()) {
                    throw root.refused("tls, to listen beyond this machine", "none");
                }
                return new Config(
                        host,
                        root.textOr("advertisedHost", host),
                        root.required("port").as("a port, 1 to 65535", Integer::parseInt),
                        Map.copyOf(root.requiredTexts("kafka")),
                        root.requiredTexts("writers"),
                        root.truthOr("anonymousReads", true),
                        tls,
                        root.durationOr("timeout", DEFAULT_TIMEOUT));
            } catch (UnknownHostException e) {
                throw root.refused("a host that resolves", host);
            } catch (IllegalArgumentException e) {
                throw root.refused("settings of a registry", e);
            }
        }

        @Override
        public String toString() {
            return "Config[" + bindHost + ":" + port + ", writers=" + writers.keySet() + "]";
        }
    }

    /**
     * Starts the registry and returns when it has read its whole topic and serves.
     *
     * @throws LedgerUnreadable if the topic is absent or cannot be read
     * @throws RegistryStartFailure if the address is taken
     */
    public static EmbeddedRegistry start(Config config) {
        SchemaLedger ledger = SchemaLedger.open(config.kafkaConfig(), config.timeout());
        HttpServer server;
        try {
            server = HttpServers.create(
                    new InetSocketAddress(config.bindHost(), config.port()),
                    0,
                    config.tls().map(ServedCertificate::of));
        } catch (IOException | TlsFileUnusable e) {
            ledger.close();
            throw new RegistryStartFailure(
                    "expected the registry to listen on " + config.bindHost() + ":" + config.port() + ", found: "
                            + e.getMessage(),
                    e);
        }
        ThreadPoolExecutor pool = pool();
        server.setExecutor(pool);
        server.createContext(
                "/", new RegistryHandler(routes(ledger), new RegistryUsers(config.writers(), config.anonymousReads())));
        server.start();
        String scheme = config.tls().isPresent() ? "https://" : "http://";
        return new EmbeddedRegistry(server, pool, ledger, scheme + config.advertisedHost() + ":" + config.port());
    }

    private static Routes routes(SchemaLedger ledger) {
        Registrar registrar = new Registrar(ledger);
        Routes routes = new Routes();
        routes.read("GET", "", request -> JsonNodeFactory.instance.objectNode());
        new SubjectApi(ledger, registrar).addTo(routes);
        new SettingsApi(ledger, registrar).addTo(routes);
        return routes;
    }

    private static ThreadPoolExecutor pool() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_REQUESTS), task -> {
                    Thread thread = new Thread(task, "schema-registry-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Address of the REST API, e.g. {@code http://127.0.0.1:8081}. */
    public String url() {
        return url;
    }

    /** Stops serving, then lets go of the topic. Close it before the broker. */
    @Override
    public void close() {
        server.stop(0);
        pool.shutdownNow();
        ledger.close();
    }
}
