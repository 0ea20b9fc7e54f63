package org.huzheng.broker.exchange;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.huzheng.broker.embedded.AddressBook;
import org.huzheng.broker.embedded.EmbeddedBroker;
import org.huzheng.broker.embedded.NodeTls;
import org.huzheng.broker.registry.EmbeddedRegistry;
import org.huzheng.catalogue.Catalogue;

/**
 * Broker and registry in this process, on one directory.
 *
 * <p>Starting brings about only what the registry itself needs; the rest of the declared state comes with {@link #operations()}.
 */
public final class EmbeddedExchange implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final EmbeddedRegistry registry;
    private final int generationPartitions;

    private EmbeddedExchange(EmbeddedBroker broker, EmbeddedRegistry registry, int generationPartitions) {
        this.broker = broker;
        this.registry = registry;
        this.generationPartitions = generationPartitions;
    }

    /**
     * How the exchange runs.
     *
     * @param broker directory, addresses and settings of the broker
     * @param registryPort port of the registry; 0 for the one used before, or a free one on first start
     * @param anonymousReads whether schemas may be read without a user
     * @param generationPartitions partitions of every co-partitioned topic
     */
    public record Config(
            EmbeddedBroker.Config broker, int registryPort, boolean anonymousReads, int generationPartitions) {
        public Config {
            Objects.requireNonNull(broker, "broker");
            if (generationPartitions < 1) {
                throw new IllegalArgumentException("expected at least one partition, found " + generationPartitions);
            }
        }

        /** On this machine only, at the addresses used before. */
        public static Config on(Path directory, int generationPartitions) {
            return new Config(EmbeddedBroker.Config.on(directory), 0, true, generationPartitions);
        }

        /** The same, with TLS on every listener, and for others than this machine if the host is another. */
        public Config withTls(NodeTls files, String host) {
            return new Config(broker.withTls(files, host), registryPort, anonymousReads, generationPartitions);
        }
    }

    /** Starts broker and registry and returns when both serve. */
    public static EmbeddedExchange start(Config config) {
        EmbeddedBroker broker = EmbeddedBroker.start(config.broker());
        EmbeddedRegistry registry = null;
        try {
            ExchangeOperations.prepareRegistry(broker.access());
            AddressBook addresses = AddressBook.in(config.broker().directory());
            addresses.remember(config.broker().advertisedHost(), broker.access().trust());
            int port = addresses.portOf("registry", config.registryPort());
            registry = EmbeddedRegistry.start(new EmbeddedRegistry.Config(
                    config.broker().bindHost(),
                    config.broker().advertisedHost(),
                    port,
                    broker.clientConfig(EmbeddedRegistry.PRINCIPAL),
                    Map.of(EmbeddedBroker.ADMIN, broker.secrets().passwordOf(EmbeddedBroker.ADMIN)),
                    config.anonymousReads(),
                    config.broker().tls().map(NodeTls::listener),
                    EmbeddedRegistry.DEFAULT_TIMEOUT));
            return new EmbeddedExchange(broker, registry, config.generationPartitions());
        } finally {
            if (registry == null) {
                broker.close();
            }
        }
    }

    /** Plan, apply and status towards an exchange of the departments whose records are judged. */
    public ExchangeOperations operations() {
        return operations(Catalogue.JUDGED);
    }

    /** Plan, apply and status towards what a catalogue declares. */
    public ExchangeOperations operations(Catalogue catalogue) {
        return ExchangeOperations.ofCatalogue(address(), catalogue, generationPartitions);
    }

    /** Where, in the directory of an exchange, the departments are described that it is for besides the judged ones. */
    public static Path departmentsIn(Path directory) {
        return directory.resolve("departments");
    }

    /** Where the exchange is and how one logs in. */
    public ExchangeAddress address() {
        return new ExchangeAddress(broker.access(), registry.url());
    }

    /** {@code host:port} at which Kafka clients connect. */
    public String bootstrap() {
        return broker.bootstrap();
    }

    /** Address of the registry's REST API. */
    public String registryUrl() {
        return registry.url();
    }

    /** Kafka client properties under which the principal connects; the map is the caller's to extend. */
    public Map<String, Object> clientConfig(String principal) {
        return broker.clientConfig(principal);
    }

    /** Stops the registry, then the broker. */
    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}
