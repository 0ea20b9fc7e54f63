package org.huzheng.deploy.bench;

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
 * compactions are waited for.
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

    void run(long few, long many) throws TrialException, InterruptedException, ExecutionException {
        findings.count("dossierPeopleFew", few);
        findings.count("dossierPeopleMany", many);
        findings.count("dossierMonthsOfAPerson", SyntheticEvents.MONTHS);
        Asked ofFew = asked(ORDERS_FEW, few);
        Asked ofMany = asked(ORDERS_MANY, many);
        findings.add(Figure.held(
                        "question-blocks-many",
                        "多人中一问读块",
                        blocks(ofMany),
                        findings.limit("question-blocks-few", "少人中一问读块", blocks(ofFew), "blocks"))
                .meantFor(Target.ratioAtMost(SAME)));
        findings.add(Figure.held(
                        "question-p50-many",
                        "多人中一问读时",
                        micros(ofMany.nanos()),
                        findings.limit("question-p50-few", "少人中一问读时", micros(ofFew.nanos()), "µs"))
                .meantFor(Target.ratioAtMost(TIMES_OF_FEW)));
        findings.add(Figure.held(
                        "question-p50-many-warm",
                        "多人中再问读时",
                        micros(ofMany.nanosAgain()),
                        findings.limit("question-p50-few-warm", "少人中再问读时", micros(ofFew.nanosAgain()), "µs"))
                .meantFor(Target.ratioAtMost(TIMES_OF_FEW)));
    }

    private static double blocks(Asked asked) {
        return (double) asked.blocks().getValueAtPercentile(50);
    }

    private static double micros(Histogram nanos) {
        return nanos.getValueAtPercentile(50) / 1e3;
    }

    private Asked asked(String topic, long people) throws TrialException, InterruptedException, ExecutionException {
        Asked asked = new Asked();
        try (Statistics statistics = new Statistics()) {
            BenchStreams filling = streams(topic, statistics, asked);
            try {
                carryOut(topic, fills(people));
            } finally {
                filling.stop();
            }
            try (BenchStreams asking = streams(topic, statistics, asked)) {
                carryOut(topic, questions(Kind.WARM_UP, people, SEED));
                awaitQuiet(asking);
                carryOut(topic, questions(Kind.WARM_UP, people, SEED + 1));
                carryOut(topic, questions(Kind.ASK, people, SEED + 2));
                carryOut(topic, questions(Kind.WARM_UP, people, SEED + 3).limit(QUESTIONS_AGAIN));
                carryOut(topic, questions(Kind.ASK_AGAIN, people, SEED + 3).limit(QUESTIONS_AGAIN));
            }
        }
        long rows = asked.rows().getMinValue();
        if (rows != SyntheticEvents.MONTHS || asked.rows().getMaxValue() != SyntheticEvents.MONTHS) {
            throw new TrialException(
                    "档案与所存不符。",
                    "Expected " + SyntheticEvents.MONTHS + " records of each person in a store of " + people
                            + ", found " + rows + " to " + asked.rows().getMaxValue());
        }
        return asked;
    }

    private BenchStreams streams(String topic, Statistics statistics, Asked asked) {
        Path state = directory.resolve(topic);
        Properties settings = BenchStreams.bare(BenchStreams.settings(topic, log.client(), state));
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, DossierOrders.CountedReads.class);
        settings.put(DossierOrders.CountedReads.STATISTICS, statistics);
        Topology topology = new Topology();
        topology.addSource("orders", new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic);
        topology.addProcessor("carry-out", () -> new DossierOrders(events, log.wire(), statistics, asked), "orders");
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
