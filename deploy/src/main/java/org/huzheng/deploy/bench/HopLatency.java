package org.huzheng.deploy.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.huzheng.deploy.trial.TrialException;

/**
 * How long one hop takes: a record is written, handed on in a transaction, and read once that is committed.
 *
 * @param client logs in
 * @param from topic that is written
 * @param to topic that is read
 */
record HopLatency(Map<String, Object> client, String from, String to) {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Microseconds from the time each record was due, at so many a second; what was due in the first fifth is left out. */
    Histogram measure(double perSecond, Duration duration) throws TrialException, InterruptedException {
        Map<String, Object> writing = new HashMap<>(client);
        writing.put(ProducerConfig.ACKS_CONFIG, "all");
        writing.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        Map<String, Object> reading = new HashMap<>(client);
        reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        int records = (int) Math.max(10, perSecond * duration.toNanos() / TimeUnit.SECONDS.toNanos(1));
        long interval = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        Histogram micros = new Histogram(3);
        try (var producer = new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
                var consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(to).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            warmUp(producer, consumer);
            long started = System.nanoTime();
            ExecutorService writer = Executors.newSingleThreadExecutor();
            try {
                Future<?> written = writer.submit(() -> write(producer, records, started, interval));
                read(consumer, records, started + duration.toNanos() + PATIENCE.toNanos(), micros);
                written.get();
            } catch (ExecutionException e) {
                throw new TrialException("记录未能写入。", "Expected every record to be written to " + from, e);
            } finally {
                writer.shutdownNow();
            }
        }
        return micros;
    }

    private void warmUp(KafkaProducer<byte[], byte[]> producer, KafkaConsumer<byte[], byte[]> consumer)
            throws TrialException {
        write(producer, 1, System.nanoTime(), 1);
        read(consumer, 1, System.nanoTime() + PATIENCE.toNanos(), new Histogram(3));
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer, int records, long until, Histogram micros)
            throws TrialException {
        int read = 0;
        while (read < records) {
            if (System.nanoTime() > until) {
                throw new TrialException("有记录没有到达。", "Expected " + records + " records on " + to + ", found " + read);
            }
            for (var record : consumer.poll(POLL)) {
                long due = ByteBuffer.wrap(record.value()).getLong();
                if (++read > records / 5) {
                    micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due));
                }
            }
        }
    }

    private void write(KafkaProducer<byte[], byte[]> producer, int records, long started, long interval) {
        for (int i = 0; i < records; i++) {
            long due = started + i * interval;
            LockSupport.parkNanos(due - System.nanoTime());
            byte[] key = ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
            byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(due).array();
            // a record that is not written is missed by the reader
            var unused = producer.send(new ProducerRecord<>(from, key, value));
        }
    }
}
