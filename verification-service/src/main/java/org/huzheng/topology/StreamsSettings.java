package org.huzheng.topology;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.huzheng.catalogue.Topics;

/**
 * How a Streams application of the service runs: exactly once, quick to commit, quick to come back.
 *
 * @param clientConfig address and login of the principal {@code verification}
 * @param stateDirectory where stores lie
 * @param instance name of this instance, the same after a restart, so that its tasks stay its own
 * @param commitInterval how often results become visible
 * @param threads stream threads
 */
public record StreamsSettings(
        Map<String, Object> clientConfig,
        Path stateDirectory,
        Optional<String> instance,
        Duration commitInterval,
        int threads) {
    /** A dead instance is noticed after this long. */
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);
    /** A thread that waits for records sees only between two waits that a commit is due. */
    private static final int WAITS_IN_AN_INTERVAL = 4;
    /** By day questions find what was written before the night in one place. */
    private static final Duration DOSSIERS_MERGED_EVERY = Duration.ofDays(1);
    /** Kafka's own. */
    private static final long LONGEST_WAIT_MILLIS = 100;
    /** Partial answers carry a person's own records: many months in one message. */
    private static final int LARGEST_MESSAGE_BYTES = 8 << 20;
    /** A largest message and what a broker counts beside it, as on the exchange's topics. */
    private static final int LARGEST_BATCH_BYTES = 9 << 20;

    public StreamsSettings {
        clientConfig = Map.copyOf(clientConfig);
        if (commitInterval.isNegative() || commitInterval.isZero()) {
            throw new IllegalArgumentException(
                    "commit interval: expected more than 0 ms, found " + commitInterval.toMillis() + " ms");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected at least 1, found " + threads);
        }
    }

    /** Properties of one application; its id must begin with {@code verification}, which is all the principal is granted. */
    public Properties forApplication(String applicationId) {
        Properties settings = new Properties();
        settings.putAll(clientConfig);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        settings.put(
                StreamsConfig.POLL_MS_CONFIG,
                Math.max(1, Math.min(LONGEST_WAIT_MILLIS, commitInterval.toMillis() / WAITS_IN_AN_INTERVAL)));
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, MergedDossiers.class);
        settings.put(MergedDossiers.PERIOD_SECONDS, DOSSIERS_MERGED_EVERY.toSeconds());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        settings.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonHandler.class);
        settings.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS.name());
        settings.put("processing.exception.handler.global.enabled", true);
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int)
                SESSION_TIMEOUT.toMillis());
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                (int) SESSION_TIMEOUT.toMillis() / 4);
        instance.ifPresent(name -> settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), applicationId + "-" + name));
        // an answer passes four commits: what a producer waits for a fuller batch is waited four times
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 2);
        // a transaction's first batch for a partition may have to be sent again, while the broker still ends the one
        // before; what was sent behind it would be refused as out of order, and the commit would wait for all of it
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 131_072);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_MESSAGE_BYTES);
        // a case's state holds the answers of everybody asked
        settings.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), LARGEST_BATCH_BYTES);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5_000);
        return settings;
    }
}
