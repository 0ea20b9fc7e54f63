package org.huzheng.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.huzheng.cases.CaseEvent;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.certificate.KnownCertificateTypes;
import org.huzheng.claims.ClaimJudge;
import org.huzheng.cloudevents.CloudEventSerializer;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.event.FeedMark;
import org.huzheng.issuance.TestWire;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.AvroWireSerializer;

/** The judging topology with the settings of the service, driven record by record in one partition; everything it wrote is kept. */
public final class DrivenTopology implements AutoCloseable {
    private static final String APPLICATION = "verification-judging";

    private final AvroWire wire = new TestWire().wire();
    private final CloudEventSerializer encoder = new CloudEventSerializer(new AvroWireSerializer(wire));
    private final Path directory;
    private final TopologyTestDriver driver;
    private final FoldProgress progress = new FoldProgress();
    private final Map<Topic, TestInputTopic<String, byte[]>> inputs = new HashMap<>();
    private final Map<Topic, TestOutputTopic<String, byte[]>> outputs = new HashMap<>();
    private final Map<Topic, List<TestRecord<String, byte[]>>> written = new HashMap<>();

    private final Map<String, List<SpecificRecord>> decisions = new HashMap<>();
    private int decisionsRead;

    public DrivenTopology() {
        this(settings -> new Topology(), UnaryOperator.identity());
    }

    /**
     * In a topology of one's own.
     *
     * @param empty makes an empty one for the settings of the application
     * @param writing what becomes of the serializer of each sink
     */
    public DrivenTopology(Function<Properties, Topology> empty, UnaryOperator<Serializer<SpecificRecord>> writing) {
        try {
            directory = Files.createTempDirectory("driven-topology");
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for state", e);
        }
        TestWire values = new TestWire();
        driver = new TopologyTestDriver(
                new JudgingTopology(
                                KnownCertificateTypes.all(),
                                values::received,
                                () -> writing.apply(values.encoder()),
                                wire::decode,
                                1,
                                progress)
                        .build(empty.apply(settings())),
                settings());
    }

    private Properties settings() {
        return new StreamsSettings(
                        Map.of("bootstrap.servers", "none:9092"), directory, Optional.empty(), Duration.ofMillis(20), 1)
                .forApplication(APPLICATION);
    }

    public void append(CaseEvent event, Instant at) {
        append(event.topic(), event.key(), event.value(), at);
    }

    public void append(Topic topic, String key, SpecificRecord record, Instant at) {
        Headers headers = new RecordHeaders();
        byte[] value = Objects.requireNonNull(encoder.serialize(topic.name(), headers, record));
        append(topic, new TestRecord<>(key, value, headers, at));
    }

    public void appendBytes(Topic topic, String key, byte[] value, Instant at) {
        append(topic, new TestRecord<>(key, value, at));
    }

    /** A record with headers of its own. */
    public void append(Topic topic, TestRecord<String, byte[]> record) {
        inputs.computeIfAbsent(
                        topic,
                        name -> driver.createInputTopic(name.name(), new StringSerializer(), new ByteArraySerializer()))
                .pipeInput(record);
    }

    public void mark(Topic topic, Instant committedBefore, Instant at) {
        append(
                topic,
                "feed-mark",
                new FeedMark(topic.owner(), topic.name(), 0, committedBefore, "run-1", null, null, null),
                at);
    }

    public void ask(SpecificRecord request, Instant at) {
        append(
                ClaimJudge.concernsOnePerson(request) ? Topics.CLAIMS : Topics.REQUESTS,
                applicantOf(request),
                request,
                at);
    }

    /** Value bytes as a producer of the exchange writes them. */
    public byte[] bytesOf(Topic topic, SpecificRecord record) {
        return wire.encode(topic.name(), record);
    }

    public SpecificRecord decode(byte[] value) {
        return wire.decode(value);
    }

    /** Everything written to a topic so far. */
    public List<TestRecord<String, byte[]>> rawOn(Topic topic) {
        List<TestRecord<String, byte[]>> all = written.computeIfAbsent(topic, name -> new ArrayList<>());
        all.addAll(outputs.computeIfAbsent(
                        topic,
                        name -> driver.createOutputTopic(
                                name.name(), new StringDeserializer(), new ByteArrayDeserializer()))
                .readRecordsToList());
        return List.copyOf(all);
    }

    /** What was written of a store to its changelog since this was asked last. */
    List<TestRecord<byte[], byte[]>> changelogOf(String store) {
        return driver.createOutputTopic(
                        APPLICATION + "-" + store + "-changelog",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** Everything written to a topic so far that is of this type. */
    public <T extends SpecificRecord> List<T> on(Topic topic, Class<T> type) {
        return rawOn(topic).stream()
                .map(record -> wire.decode(record.value()))
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Decisions on one request, oldest first. */
    public List<SpecificRecord> decisionsOn(String requestId) {
        List<TestRecord<String, byte[]>> all = rawOn(Topics.DECISIONS);
        all.stream().skip(decisionsRead).forEach(raw -> {
            SpecificRecord decision = wire.decode(raw.value());
            decisions
                    .computeIfAbsent(DecisionHeaders.of(decision).getRequestId(), id -> new ArrayList<>())
                    .add(decision);
        });
        decisionsRead = all.size();
        return List.copyOf(decisions.getOrDefault(requestId, List.of()));
    }

    <K, V> KeyValueStore<K, V> store(String name) {
        return driver.getKeyValueStore(name);
    }

    /** Lets pass as much time as what is looked at now and then is looked at after. */
    void passTime() {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
    }

    /** How far it has folded, as it is told to other threads. */
    FoldProgress progress() {
        return progress;
    }

    /** Its dossiers, as other threads read them. */
    DossierReader reader() {
        return new DossierReader(new OwnStores(), wire::decode);
    }

    private final class OwnStores implements DossierReader.LocalStores {
        @Override
        public <K, V> ReadOnlyKeyValueStore<K, V> of(String name, int partition) {
            return store(name);
        }
    }

    @Override
    public void close() {
        driver.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException("state cannot be removed", e);
        }
    }

    private static String applicantOf(SpecificRecord request) {
        return KnownCertificateTypes.all().requestHeaderOf(request).getApplicantKey();
    }
}
