package org.huzheng.app;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.huzheng.topology.StreamsSettings;
import org.huzheng.trace.Tracing;
import org.huzheng.wire.SchemaRegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Streams applications of one instance, started and stopped together. */
final class ServiceStreams implements AutoCloseable {
    static final String JUDGING = "verification-judging";
    static final String ISSUANCE = "verification-issuance";
    static final String RESULTS = "verification-results";

    private static final Logger LOG = LoggerFactory.getLogger(ServiceStreams.class);
    private static final Duration CLOSING = Duration.ofSeconds(20);

    private final ServiceConfiguration configuration;
    private final Tracing tracing;
    private final Map<String, KafkaStreams> applications = new LinkedHashMap<>();
    private final Map<String, KafkaStreams.State> states = new ConcurrentHashMap<>();

    ServiceStreams(ServiceConfiguration configuration, Tracing tracing) {
        this.configuration = configuration;
        this.tracing = tracing;
    }

    /**
     * Adds an application.
     *
     * @param topology builds its topology in an empty one
     */
    KafkaStreams add(String applicationId, UnaryOperator<Topology> topology, int threads) {
        var settings = new StreamsSettings(
                        configuration.exchange().kafka(),
                        configuration.judging().state(),
                        // an application without threads has no group to be a static member of
                        threads == 0
                                ? Optional.empty()
                                : configuration.judging().instance(),
                        configuration.judging().commitInterval(),
                        Math.max(1, threads))
                .forApplication(applicationId);
        KafkaStreams streams = new KafkaStreams(topology.apply(TracedProcessors.topology(tracing, settings)), settings);
        streams.setUncaughtExceptionHandler(error -> onError(applicationId, error));
        streams.setStateListener((now, before) -> states.put(applicationId, now));
        applications.put(applicationId, streams);
        return streams;
    }

    private static StreamThreadExceptionResponse onError(String applicationId, Throwable error) {
        // the message of an error may quote a record: log its kind and where, never what it says
        LOG.error("stream thread failed application={} error={}", applicationId, kinds(error));
        LOG.debug("stream thread failed", error);
        return isRegistryAway(error)
                ? StreamThreadExceptionResponse.REPLACE_THREAD
                : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static String kinds(Throwable error) {
        StringBuilder kinds = new StringBuilder(error.getClass().getName());
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            kinds.append(" < ").append(cause.getClass().getName());
        }
        return kinds.toString();
    }

    private static boolean isRegistryAway(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SchemaRegistryException) {
                return true;
            }
        }
        return false;
    }

    void start() {
        applications.values().forEach(KafkaStreams::start);
    }

    /** A store of an application, for one lookup. */
    ReadOnlyKeyValueStore<String, byte[]> store(String applicationId, String store) {
        return application(applicationId)
                .store(StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.keyValueStore()));
    }

    /** A store of the judging of one partition, for one lookup; refused by Streams where that is not in this instance. */
    <K, V> ReadOnlyKeyValueStore<K, V> judging(String store, int partition) {
        return application(JUDGING)
                .store(StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.<K, V>keyValueStore())
                        .withPartition(partition));
    }

    private KafkaStreams application(String applicationId) {
        KafkaStreams application = applications.get(applicationId);
        if (application == null) {
            throw new IllegalStateException(
                    "expected an application " + applicationId + ", found " + applications.keySet());
        }
        return application;
    }

    /** Every application by id. */
    Map<String, KafkaStreams> applications() {
        return Map.copyOf(applications);
    }

    /** Waits until every application runs. */
    void awaitRunning(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!applications.values().stream().allMatch(streams -> streams.state() == KafkaStreams.State.RUNNING)) {
            if (System.nanoTime() > deadline) {
                throw new ServiceStartFailure("streams: expected every application to run within "
                        + patience.toSeconds() + " s, found " + states);
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        // a named instance comes back under its name: its tasks wait for it instead of moving to others
        GroupMembershipOperation membership = configuration.judging().instance().isPresent()
                ? GroupMembershipOperation.REMAIN_IN_GROUP
                : GroupMembershipOperation.LEAVE_GROUP;
        applications
                .values()
                .forEach(streams ->
                        streams.close(CloseOptions.timeout(CLOSING).withGroupMembershipOperation(membership)));
    }
}
