package org.huzheng.deploy.bench;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Scanner;
import org.HdrHistogram.Histogram;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.topology.MergedDossiers;
import org.huzheng.topology.OwnRecords;
import org.huzheng.topology.Stores;
import org.huzheng.wire.AvroWire;
import org.rocksdb.Options;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

/** Fills the dossier store with contributions, and reads people's contributions out of it, as it is ordered to. */
final class DossierOrders extends ContextualProcessor<byte[], byte[], Void, Void> {
    private static final Topic TOPIC = Topics.SOCIAL_SECURITY_CONTRIBUTION;

    private final SyntheticEvents events;
    private final AvroWire wire;
    private final Statistics statistics;
    private final Asked asked;
    private @org.jspecify.annotations.Nullable KeyValueStore<Bytes, byte[]> dossiers;

    /**
     * @param statistics counts what the store reads
     * @param asked takes what was found
     */
    DossierOrders(SyntheticEvents events, AvroWire wire, Statistics statistics, Asked asked) {
        this.events = events;
        this.wire = wire;
        this.statistics = statistics;
        this.asked = asked;
    }

    /** What is ordered. */
    enum Kind {
        /** One month of some people is written. */
        FILL,
        /** A person's records are read. */
        WARM_UP,
        /** The same, and it counts. */
        ASK,
        /** The same of a person who was asked just before. */
        ASK_AGAIN
    }

    /**
     * One order.
     *
     * @param month month to write, from 0
     * @param person first person
     * @param people how many people from there on
     */
    record Order(Kind kind, int month, long person, int people) {
        byte[] bytes() {
            return (kind + " " + month + " " + person + " " + people).getBytes(StandardCharsets.US_ASCII);
        }

        static Order of(byte[] bytes) {
            Scanner words = new Scanner(new String(bytes, StandardCharsets.US_ASCII));
            return new Order(Kind.valueOf(words.next()), words.nextInt(), words.nextLong(), words.nextInt());
        }
    }

    /**
     * What questions cost.
     *
     * @param nanos time of each
     * @param nanosAgain time of each that was asked just before
     * @param blocks data blocks each read, from RocksDB's cache or from its files
     * @param rows rows each found
     */
    record Asked(Histogram nanos, Histogram nanosAgain, Histogram blocks, Histogram rows) {
        Asked() {
            this(new Histogram(3), new Histogram(3), new Histogram(3), new Histogram(3));
        }
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        dossiers = context.getStateStore(Stores.DOSSIERS);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (dossiers == null) {
            throw new IllegalStateException("expected init before process");
        }
        Order order = Order.of(record.value());
        if (order.kind() == Kind.FILL) {
            fill(dossiers, order, record.timestamp());
        } else {
            ask(new OwnRecords(dossiers, wire::decode), order);
        }
    }

    private void fill(KeyValueStore<Bytes, byte[]> store, Order order, long at) {
        for (long person = order.person(); person < order.person() + order.people(); person++) {
            var event = events.contribution(person, order.month());
            OwnRecords.put(
                    store,
                    event.key(),
                    TOPIC.name(),
                    RecordEvent.headerOf(event.record()),
                    person,
                    at,
                    wire.encode(TOPIC.name(), event.record()));
        }
    }

    private void ask(OwnRecords store, Order order) {
        String key = events.key(order.person());
        long blocks = blocksRead();
        long started = System.nanoTime();
        int rows = store.of(key, TOPIC.name(), 0).size();
        long nanos = System.nanoTime() - started;
        if (order.kind() == Kind.ASK) {
            asked.nanos().recordValue(nanos);
            asked.blocks().recordValue(blocksRead() - blocks);
            asked.rows().recordValue(rows);
        } else if (order.kind() == Kind.ASK_AGAIN) {
            asked.nanosAgain().recordValue(nanos);
        }
    }

    private long blocksRead() {
        return statistics.getTickerCount(TickerType.BLOCK_CACHE_DATA_HIT)
                + statistics.getTickerCount(TickerType.BLOCK_CACHE_DATA_MISS);
    }

    /** Lets RocksDB count what it reads; else the store is as the service has it. */
    public static final class CountedReads implements RocksDBConfigSetter {
        /** Streams setting that holds the statistics. */
        static final String STATISTICS = "bench.rocksdb.statistics";

        private final RocksDBConfigSetter asTheServiceHasIt = new MergedDossiers();

        @Override
        public void setConfig(String storeName, Options options, Map<String, Object> configs) {
            asTheServiceHasIt.setConfig(storeName, options, configs);
            options.setStatistics((Statistics) configs.get(STATISTICS));
        }

        @Override
        public void close(String storeName, Options options) {
            asTheServiceHasIt.close(storeName, options);
            // the statistics belong to whoever made them
        }
    }
}
