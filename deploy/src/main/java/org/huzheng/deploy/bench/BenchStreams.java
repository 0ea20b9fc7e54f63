package org.huzheng.deploy.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.Metric;
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
import org.huzheng.app.Generation;
import org.huzheng.app.JudgingSettings;
import org.huzheng.catalogue.Topic;
import org.huzheng.certificate.KnownCertificateTypes;
import org.huzheng.cloudevents.CloudEventSerializer;
import org.huzheng.topology.FoldProgress;
import org.huzheng.topology.JudgingTopology;
import org.huzheng.topology.StreamsSettings;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.AvroWireDeserializer;
import org.huzheng.wire.AvroWireSerializer;
import org.huzheng.wire.ReceivedDeserializer;

/** Kafka Streams under the settings the service runs with: with nothing of ours in it, or with one part of ours alone. */
final class BenchStreams implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(20);
    private static final String STORE = "bare";

    private final KafkaStreams streams;
    private final Path stateDirectory;

    private BenchStreams(KafkaStreams streams, Path stateDirectory) {
        this.streams = streams;
        this.stateDirectory = stateDirectory;
    }

    /** Puts the bytes of every record event on some topics into a store with a changelog, as the fold does, and does nothing else. */
    static BenchStreams puts(
            String applicationId, Map<String, Object> client, Path stateDirectory, List<Topic> topics) {
        Topology topology = new Topology();
        topology.addSource(
                "records",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.stream().map(Topic::name).toArray(String[]::new));
        topology.addProcessor("put", Put::new, "records");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray()),
                "put");
        return start(topology, applicationId, client, stateDirectory);
    }

    /** Hands every record from one topic to another: one hop through a committed transaction. */
    static BenchStreams hop(
            String applicationId, Map<String, Object> client, Path stateDirectory, String from, String to) {
        Topology topology = new Topology();
        topology.addSource("from", new ByteArrayDeserializer(), new ByteArrayDeserializer(), from);
        topology.addSink("to", to, new ByteArraySerializer(), new ByteArraySerializer(), "from");
        return start(topology, applicationId, client, stateDirectory);
    }

    /** The judging topology by itself: no issuing, nobody who asks. */
    static BenchStreams judging(String applicationId, Map<String, Object> client, Path stateDirectory, AvroWire wire)
            throws InterruptedException {
        Topology topology = new JudgingTopology(
                        KnownCertificateTypes.all(),
                        () -> new ReceivedDeserializer(new AvroWireDeserializer(wire)),
                        () -> new CloudEventSerializer(new AvroWireSerializer(wire)),
                        wire::decode,
                        Generation.partitions(client),
                        new FoldProgress())
                .build();
        return start(topology, settings(applicationId, client, stateDirectory), stateDirectory);
    }

    private static BenchStreams start(
            Topology topology, String applicationId, Map<String, Object> client, Path stateDirectory) {
        return start(topology, bare(settings(applicationId, client, stateDirectory)), stateDirectory);
    }

    /** Any topology, whose settings are of {@link #settings}. */
    static BenchStreams start(Topology topology, Properties settings, Path stateDirectory) {
        KafkaStreams streams = new KafkaStreams(topology, settings);
        streams.start();
        return new BenchStreams(streams, stateDirectory);
    }

    /** The settings the service runs with. */
    static Properties settings(String applicationId, Map<String, Object> client, Path stateDirectory) {
        return new StreamsSettings(client, stateDirectory, Optional.empty(), JudgingSettings.DEFAULT_COMMIT_INTERVAL, 1)
                .forApplication(applicationId);
    }

    /** The same for those who read no record events, so that nothing can be undecodable. */
    static Properties bare(Properties settings) {
        settings.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        settings.remove(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG);
        return settings;
    }

    /** What Streams itself measures. */
    Collection<? extends Metric> metrics() {
        return streams.metrics().values();
    }

    /** Stops, and leaves the state where it is; {@link #close} then removes it. */
    void stop() {
        streams.close(CloseOptions.timeout(CLOSING).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    }

    /** Stops, and returns how many bytes the state takes on disk. */
    long stopAndMeasure() throws IOException {
        stop();
        try (Stream<Path> files = Files.walk(stateDirectory)) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }

    @Override
    public void close() {
        stop();
        streams.cleanUp();
    }

    /** Key, topic and offset → value, written blindly, with a key as long as a dossier's. */
    private static final class Put extends ContextualProcessor<byte[], byte[], Void, Void> {
        /** Record id, version and append time, and what parts them. */
        private static final int REST_OF_A_DOSSIER_KEY = 40;

        @Override
        public void process(Record<byte[], byte[]> record) {
            KeyValueStore<Bytes, byte[]> store = context().getStateStore(STORE);
            RecordMetadata place = context().recordMetadata().orElseThrow();
            byte[] topic = place.topic().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            byte[] key = ByteBuffer.allocate(record.key().length + topic.length + REST_OF_A_DOSSIER_KEY + Long.BYTES)
                    .put(record.key())
                    .put(topic)
                    .put(new byte[REST_OF_A_DOSSIER_KEY])
                    .putLong(place.offset())
                    .array();
            store.put(Bytes.wrap(key), record.value());
        }
    }
}
