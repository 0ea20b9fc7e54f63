package org.huzheng.deploy.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.huzheng.deploy.bench.DossierOrders.Asked;
import org.huzheng.deploy.bench.DossierOrders.Kind;
import org.huzheng.deploy.bench.DossierOrders.Order;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.topology.Stores;
import org.rocksdb.Statistics;

/**
 * What it costs to read one person's records where the dossier store holds few people, and where it holds many: blocks and time. The store is the production
 * one, opened by Streams, written and read with the production keys; only the way from the record topics into it is left out, so that it can be large. Months
 * are written as they come in: everybody's first, then everybody's second. Then Streams is stopped and started again, so that all is read from files, and
 * compactions are waited for; and once more after the merging that the service has done once a day.
 *
 * @param directory where state lies
 * @param log encodes events, and logs in
 * @param events makes them
 * @param findings takes what is found
 */
record DossierBench(Path directory, EventLog log, SyntheticEvents events, Findings findings) {
    /** Topics of one partition, since the store is one: orders for the store of few people, and of many. */
    static final String ORDERS_FEW = "bench.dossiers-few";

    static final String ORDERS_MANY = "bench.dossiers-many";

    private static final int PEOPLE_IN_ORDER = 1_000;
    private static final long SEED = 1;
    private static final int QUESTIONS = 5_000;
    /** So few that what they read fits into the cache Streams gives a store. */
    private static final int QUESTIONS_AGAIN = 1_000;

    private static final double SAME = 1;
    private static final double TIMES_OF_FEW = 1.5;
    private static final long LOOK_INTERVAL_MILLIS = 200;
    private static final int QUIET_LOOKS = 5;
    private static final Duration QUIET_PATIENCE = Duration.ofMinutes(30);
    // Not compaction-pending: universal compaction may say that it has something to do and find nothing worth doing
    // until something is written.
    private static final Set<String> BUSY =
            Set.of("num-running-compactions", "num-running-flushes", "mem-table-flush-pending");

    void run(long few, long many) throws TrialException, IOException, InterruptedException, ExecutionException {
        findings.count("dossierPeopleFew", few);
        findings.count("dossierPeopleMany", many);
        findings.count("dossierMonthsOfAPerson", SyntheticEvents.MONTHS);
        AskedTwice ofFew = asked(ORDERS_FEW, few);
        AskedTwice ofMany = asked(ORDERS_MANY, many);
        held("", "", ofFew.asWritten(), ofMany.asWritten());
        held("-merged", "合并后", ofFew.merged(), ofMany.merged());
    }

    /** What is found out about one store: as writing has left it, and after the merging that the service has done once a day. */
    private record AskedTwice(Asked asWritten, Asked merged) {}

    private void held(String name, String chinese, Asked few, Asked many) {
        findings.add(Figure.held(
                        "question-blocks-many" + name,
                        chinese + "多人中一问读块",
                        blocks(many),
                        findings.limit("question-blocks-few" + name, chinese + "少人中一问读块", blocks(few), "blocks"))
                .meantFor(Target.ratioAtMost(SAME)));
        findings.add(Figure.held(
                        "question-p50-many" + name,
                        chinese + "多人中一问读时",
                        micros(many.nanos()),
                        findings.limit("question-p50-few" + name, chinese + "少人中一问读时", micros(few.nanos()), "µs"))
                .meantFor(Target.ratioAtMost(TIMES_OF_FEW)));
        findings.add(Figure.held(
                        "question-p50-many-warm" + name,
                        chinese + "多人中再问读时",
                        micros(many.nanosAgain()),
                        findings.limit(
                                "question-p50-few-warm" + name, chinese + "少人中再问读时", micros(few.nanosAgain()), "µs"))
                .meantFor(Target.ratioAtMost(TIMES_OF_FEW)));
    }

    private static double blocks(Asked asked) {
        return (double) asked.blocks().getValueAtPercentile(50);
    }

    private static double micros(Histogram nanos) {
        return nanos.getValueAtPercentile(50) / 1e3;
    }

    private AskedTwice asked(String topic, long people)
            throws TrialException, IOException, InterruptedException, ExecutionException {
        try (Statistics statistics = new Statistics()) {
            Store store = new Store(topic, people, statistics);
            BenchStreams filling = streams(store, new Asked());
            try {
                carryOut(topic, fills(people));
            } finally {
                filling.stop();
            }
            Asked asWritten = new Asked();
            BenchStreams asking = streams(store, asWritten);
            try {
                ask(store, asking, asWritten);
            } finally {
                asking.stop();
            }
            MergedStore.merge(directory.resolve(topic), Stores.DOSSIERS);
            Asked merged = new Asked();
            try (BenchStreams askingAgain = streams(store, merged)) {
                ask(store, askingAgain, merged);
            }
            return new AskedTwice(asWritten, merged);
        }
    }

    /**
     * A dossier store.
     *
     * @param topic orders about it; its Streams application has the same name
     * @param people whose records it holds
     */
    private record Store(String topic, long people, Statistics statistics) {}

    private void ask(Store store, BenchStreams asking, Asked asked)
            throws TrialException, InterruptedException, ExecutionException {
        String topic = store.topic();
        long people = store.people();
        carryOut(topic, questions(Kind.WARM_UP, people, SEED));
        awaitQuiet(asking);
        carryOut(topic, questions(Kind.WARM_UP, people, SEED + 1));
        carryOut(topic, questions(Kind.ASK, people, SEED + 2));
        carryOut(topic, questions(Kind.WARM_UP, people, SEED + 3).limit(QUESTIONS_AGAIN));
        carryOut(topic, questions(Kind.ASK_AGAIN, people, SEED + 3).limit(QUESTIONS_AGAIN));
        long rows = asked.rows().getMinValue();
        if (rows != SyntheticEvents.MONTHS || asked.rows().getMaxValue() != SyntheticEvents.MONTHS) {
            throw new TrialException(
                    "档案与所存不符。",
                    "Expected " + SyntheticEvents.MONTHS + " records of each person in a store of " + people
                            + ", found " + rows + " to " + asked.rows().getMaxValue());
        }
    }

    private BenchStreams streams(Store store, Asked asked) {
        Path state = directory.resolve(store.topic());
        Properties settings = BenchStreams.bare(BenchStreams.settings(store.topic(), log.client(), state));
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, DossierOrders.CountedReads.class);
        settings.put(DossierOrders.CountedReads.STATISTICS, store.statistics());
        Topology topology = new Topology();
        topology.addSource("orders", new ByteArrayDeserializer(), new ByteArrayDeserializer(), store.topic());
        topology.addProcessor(
                "carry-out", () -> new DossierOrders(events, log.wire(), store.statistics(), asked), "orders");
        topology.addStateStore(Stores.dossiers().withLoggingDisabled(), "carry-out");
        return BenchStreams.start(topology, settings, state);
    }

    private static Stream<Order> fills(long people) {
        return IntStream.range(0, SyntheticEvents.MONTHS).boxed().flatMap(month -> LongStream.rangeClosed(
                        0, (people - 1) / PEOPLE_IN_ORDER)
                .map(order -> order * PEOPLE_IN_ORDER)
                .mapToObj(
                        first -> new Order(Kind.FILL, month, first, (int) Math.min(PEOPLE_IN_ORDER, people - first))));
    }

    private static Stream<Order> questions(Kind kind, long people, long seed) {
        return new Random(seed)
                .longs(Math.min(QUESTIONS, 10 * people), 0, people)
                .mapToObj(person -> new Order(kind, 0, person, 1));
    }

    /** Sends orders, and waits until the last is committed. */
    private void carryOut(String topic, Stream<Order> orders)
            throws TrialException, InterruptedException, ExecutionException {
        Map<String, Object> config = new HashMap<>(log.client());
        List<Future<RecordMetadata>> sent;
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            sent = orders.map(order -> producer.send(new ProducerRecord<byte[], byte[]>(topic, order.bytes())))
                    .toList();
        }
        TopicPartition partition = new TopicPartition(topic, 0);
        long begin = sent.get(0).get().offset();
        long end = sent.get(sent.size() - 1).get().offset() + 1;
        new CatchUp(log.admin(), topic, Map.of(partition, begin), Map.of(partition, end), sent.size()).call();
    }

    /** Waits until RocksDB neither flushes nor compacts. */
    private static void awaitQuiet(BenchStreams streams) throws TrialException, InterruptedException {
        long until = System.nanoTime() + QUIET_PATIENCE.toNanos();
        int quiet = 0;
        while (quiet < QUIET_LOOKS) {
            if (System.nanoTime() > until) {
                throw new TrialException(
                        "档案存储没有静止。",
                        "Expected RocksDB to end its compactions within " + QUIET_PATIENCE.toMinutes()
                                + " minutes, found it at work");
            }
            Thread.sleep(LOOK_INTERVAL_MILLIS);
            List<Long> at = streams.metrics().stream()
                    .filter(metric -> BUSY.contains(metric.metricName().name()))
                    .map(metric -> ((Number) metric.metricValue()).longValue())
                    .toList();
            quiet = at.size() == BUSY.size() && at.stream().allMatch(work -> work == 0) ? quiet + 1 : 0;
        }
    }
}
