package org.huzheng.deploy.bench;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.huzheng.app.ServiceConfiguration;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.topology.StreamsSettings;

/** Kafka Streams with nothing of ours in it, under the settings the service runs with. */
final class BareStreams implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(20);
    private static final String STORE = "bare";

    private final KafkaStreams streams;

    private BareStreams(KafkaStreams streams) {
        this.streams = streams;
    }

    /** Puts the bytes of every record event into a store with a changelog, as the fold does, and does nothing else. */
    static BareStreams puts(String applicationId, Map<String, Object> client, Path stateDirectory) {
        Topology topology = new Topology();
        topology.addSource(
                "records",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                Topics.recordTopics().stream().map(Topic::name).toArray(String[]::new));
        topology.addProcessor("put", Put::new, "records");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray()),
                "put");
        return start(topology, applicationId, client, stateDirectory);
    }

    /** Hands every record from one topic to another: one hop through a committed transaction. */
    static BareStreams hop(
            String applicationId, Map<String, Object> client, Path stateDirectory, String from, String to) {
        Topology topology = new Topology();
        topology.addSource("from", new ByteArrayDeserializer(), new ByteArrayDeserializer(), from);
        topology.addSink("to", to, new ByteArraySerializer(), new ByteArraySerializer(), "from");
        return start(topology, applicationId, client, stateDirectory);
    }

    private static BareStreams start(
            Topology topology, String applicationId, Map<String, Object> client, Path stateDirectory) {
        Properties settings = new StreamsSettings(
                        client, stateDirectory, Optional.empty(), ServiceConfiguration.DEFAULT_COMMIT_INTERVAL, 1)
                .forApplication(applicationId);
        settings.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        settings.remove(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG);
        KafkaStreams streams = new KafkaStreams(topology, settings);
        streams.start();
        return new BareStreams(streams);
    }

    @Override
    public void close() {
        streams.close(CloseOptions.timeout(CLOSING).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        streams.cleanUp();
    }

    /** Key, topic and offset → value: as long a key as a dossier's, written blindly. */
    private static final class Put extends ContextualProcessor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            KeyValueStore<Bytes, byte[]> store = context().getStateStore(STORE);
            RecordMetadata place = context().recordMetadata().orElseThrow();
            byte[] topic = place.topic().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            byte[] key = ByteBuffer.allocate(record.key().length + topic.length + Long.BYTES)
                    .put(record.key())
                    .put(topic)
                    .putLong(place.offset())
                    .array();
            store.put(Bytes.wrap(key), record.value());
        }
    }
}
