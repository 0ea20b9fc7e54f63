package org.huzheng.deploy.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.huzheng.broker.embedded.EmbeddedBroker;
import org.huzheng.catalogue.Topics;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.household.Resident;
import org.huzheng.wire.AvroWireDeserializer;

/**
 * How soon a change is visible: clerks commit so many changes a second, each due at its own time whether or not those before it have been seen,
 * and a reader of committed records notes when each comes. A change is timed from when its commit was sent, and once more from when it was due, so
 * that nothing that holds clerks up is left out.
 *
 * @param site where the adapter runs
 * @param register whose residents are renamed
 * @param findings takes what is found
 */
record VisibilityBench(BenchSite site, ResidentRegister register, Findings findings) {
    private static final int CHANGES_PER_SECOND = 1_000;
    private static final int CLERKS = 8;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double MICROS_PER_MILLI = 1e3;
    private static final Target ONE_SECOND = Target.valueAtMost(1_000);

    /**
     * The changes of one load, by number.
     *
     * @param committing when the commit of each was sent
     */
    private record Changes(int count, long firstDue, AtomicLongArray committing) {
        long due(int change) {
            return firstDue + change * (TimeUnit.SECONDS.toNanos(1) / CHANGES_PER_SECOND);
        }
    }

    /**
     * Offers changes and waits for them.
     *
     * @param version version the register is in
     */
    void run(WatchedAdapter adapter, int version, Duration load)
            throws TrialException, InterruptedException, ExecutionException {
        adapter.awaitCaughtUp();
        int count = Math.toIntExact(load.toMillis() * CHANGES_PER_SECOND / TimeUnit.SECONDS.toMillis(1));
        Map<String, Object> reading = new HashMap<>(site.exchange().clientConfig(EmbeddedBroker.ADMIN));
        reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        AvroWireDeserializer values = new AvroWireDeserializer();
        values.configure(site.exchange().address().registryConfig(), false);
        try (KafkaConsumer<String, SpecificRecord> consumer =
                new KafkaConsumer<>(reading, new StringDeserializer(), values)) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.HOUSEHOLD_RESIDENT.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            Changes changes = new Changes(count, System.nanoTime(), new AtomicLongArray(count));
            ExecutorService clerks = Executors.newFixedThreadPool(CLERKS);
            try {
                List<Future<?>> working = new ArrayList<>();
                for (int clerk = 0; clerk < CLERKS; clerk++) {
                    int first = clerk;
                    working.add(clerks.submit(() -> {
                        work(changes, first, version);
                        return null;
                    }));
                }
                Micros micros = read(consumer, changes, load);
                for (Future<?> each : working) {
                    each.get();
                }
                report(changes, micros);
            } finally {
                clerks.shutdownNow();
            }
        }
    }

    private void work(Changes changes, int first, int version) throws SQLException {
        try (ResidentRegister.Clerk clerk = register.new Clerk()) {
            for (int change = first; change < changes.count(); change += CLERKS) {
                long due = changes.due(change);
                LockSupport.parkNanos(due - System.nanoTime());
                int number = change;
                clerk.rename(entryOf(change), version + passOf(change), at -> changes.committing()
                        .set(number, at));
            }
        }
    }

    private long entryOf(int change) {
        return change % register.rows() + 1;
    }

    /** How often everybody was renamed before, and once more: each name differs from the one before. */
    private int passOf(int change) {
        return Math.toIntExact(change / register.rows()) + 1;
    }

    /** Microseconds of each change, since its commit was sent and since it was due. */
    private record Micros(Histogram sinceCommit, Histogram sinceDue) {}

    /** Those of the first fifth are left out, while the way to the topic warms up. */
    private Micros read(KafkaConsumer<String, SpecificRecord> consumer, Changes changes, Duration load)
            throws TrialException {
        Micros micros = new Micros(new Histogram(3), new Histogram(3));
        Map<Long, Integer> passes = new HashMap<>();
        long until = changes.firstDue() + load.toNanos() + PATIENCE.toNanos();
        int seen = 0;
        while (seen < changes.count()) {
            if (System.nanoTime() > until) {
                throw new TrialException(
                        "有变更没有到达主题。", "Expected " + changes.count() + " changes on the topic, found " + seen);
            }
            for (ConsumerRecord<String, SpecificRecord> record : consumer.poll(POLL)) {
                if (record.value() instanceof Resident resident) {
                    long now = System.nanoTime();
                    long entry = Long.parseLong(resident.getHeader().getRecordId());
                    int pass = passes.merge(entry, 1, Integer::sum) - 1;
                    int change = Math.toIntExact(pass * register.rows() + entry - 1);
                    seen++;
                    if (change >= changes.count() / 5) {
                        micros.sinceCommit()
                                .recordValue(TimeUnit.NANOSECONDS.toMicros(
                                        now - changes.committing().get(change)));
                        micros.sinceDue().recordValue(TimeUnit.NANOSECONDS.toMicros(now - changes.due(change)));
                    }
                }
            }
        }
        return micros;
    }

    private void report(Changes changes, Micros micros) {
        int last = changes.count() - 1;
        findings.count("changesOffered", changes.count());
        findings.count("changesTimed", micros.sinceCommit().getTotalCount());
        findings.count(
                "changesCommittedPerSecond",
                Math.round(new Rate(changes.count(), changes.committing().get(last) - changes.firstDue()).perSecond()));
        findings.add(millis("change-visible-p50", "提交到可见", micros.sinceCommit(), 50));
        findings.add(
                millis("change-visible-p99", "提交到可见", micros.sinceCommit(), 99).meantFor(ONE_SECOND));
        findings.add(millis("change-due-visible-p99", "应时到可见", micros.sinceDue(), 99));
    }

    private static Figure millis(String name, String chinese, Histogram micros, int percentile) {
        return Figure.alone(name, chinese, micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI, "ms");
    }
}
