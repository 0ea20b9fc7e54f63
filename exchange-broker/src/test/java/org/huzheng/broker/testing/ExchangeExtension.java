package org.huzheng.broker.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.huzheng.broker.exchange.EmbeddedExchange;
import org.huzheng.broker.exchange.ExchangeAddress;
import org.huzheng.broker.exchange.ExchangeOperations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real exchange for the tests of one class: broker and registry in a temporary directory, the catalogue applied. Register it as a static
 * field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);
 * }</pre>
 */
public final class ExchangeExtension implements BeforeAllCallback, AfterAllCallback {
    private final int partitions;
    private @Nullable Path directory;
    private @Nullable EmbeddedExchange exchange;

    private ExchangeExtension(int partitions) {
        this.partitions = partitions;
    }

    /** An exchange whose co-partitioned topics have this many partitions. */
    public static ExchangeExtension withPartitions(int partitions) {
        return new ExchangeExtension(partitions);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("exchange");
        start();
        operations().apply();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        stop();
        if (directory != null) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Starts the exchange again on the same directory, at the same addresses. */
    public void start() {
        exchange = EmbeddedExchange.start(EmbeddedExchange.Config.on(directory(), partitions));
    }

    /** Stops the exchange as an operator would. */
    public void stop() {
        if (exchange != null) {
            exchange.close();
            exchange = null;
        }
    }

    /** The running exchange. */
    public EmbeddedExchange exchange() {
        if (exchange == null) {
            throw new IllegalStateException("expected a running exchange, found it stopped or never started");
        }
        return exchange;
    }

    /** The directory the exchange keeps everything in. */
    public Path directory() {
        if (directory == null) {
            throw new IllegalStateException("expected a started extension; register it as a static field");
        }
        return directory;
    }

    /** {@code host:port} of the broker. */
    public String bootstrap() {
        return exchange().bootstrap();
    }

    /** Address of the registry. */
    public String registryUrl() {
        return exchange().registryUrl();
    }

    /** Addresses and passwords. */
    public ExchangeAddress address() {
        return exchange().address();
    }

    /** Plan, apply and status. */
    public ExchangeOperations operations() {
        return exchange().operations();
    }

    /** Kafka client properties under which the principal connects; the map is the caller's to extend. */
    public Map<String, Object> clientConfig(String principal) {
        return exchange().clientConfig(principal);
    }

    /** Properties under which the admin connects. */
    public Map<String, Object> adminConfig() {
        return address().adminConfig();
    }

    /** Partition counts of the exchange, for tests that compute partitions. */
    public int partitions() {
        return partitions;
    }

    /** Every file below the exchange's log directory whose name ends so, e.g. segments of one topic. */
    public List<Path> logFiles(String topicPartition, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory().resolve("log").resolve(topicPartition))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
