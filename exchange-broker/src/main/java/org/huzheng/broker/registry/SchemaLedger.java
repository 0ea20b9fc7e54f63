package org.huzheng.broker.registry;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The registry's topic: written by one writer at a time, and applied only when read back, so that memory never runs ahead of what is kept.
 */
final class SchemaLedger implements Ledger, AutoCloseable {
    static final String TOPIC = "_schemas";

    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Duration timeout;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread reader;
    private final Object progress = new Object();
    private final Object writing = new Object();

    private volatile RegistryState state = RegistryState.EMPTY;
    private long position;
    private @Nullable RuntimeException failure;
    // Set when a write's fate is unknown: the topic may still grow by it.
    private boolean uncertain;

    private SchemaLedger(Map<String, Object> clientConfig, Duration timeout) {
        this.timeout = timeout;
        this.producer = new KafkaProducer<>(
                producerConfig(clientConfig, timeout), new ByteArraySerializer(), new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                consumerConfig(clientConfig), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.reader = new Thread(this::follow, "schema-ledger");
        this.reader.setDaemon(true);
    }

    /**
     * Opens the topic and returns when everything in it has been applied.
     *
     * @throws LedgerUnreadable if the topic is absent, has more than one partition, holds a foreign record or cannot be read in time
     */
    static SchemaLedger open(Map<String, Object> clientConfig, Duration timeout) {
        SchemaLedger ledger = new SchemaLedger(clientConfig, timeout);
        try {
            ledger.start();
            return ledger;
        } catch (KafkaException e) {
            ledger.close();
            throw new LedgerUnreadable("expected to read topic " + TOPIC + ", found: " + e.getMessage(), e);
        } catch (RegistryError | LedgerUnreadable e) {
            ledger.close();
            throw new LedgerUnreadable(e.getMessage(), e);
        }
    }

    private void start() {
        List<PartitionInfo> partitions = consumer.partitionsFor(TOPIC, timeout);
        if (partitions == null || partitions.size() != 1) {
            throw new LedgerUnreadable("expected topic " + TOPIC + " with one partition, found "
                    + (partitions == null ? "no topic" : partitions.size() + " partitions"));
        }
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
        long end = consumer.endOffsets(List.of(PARTITION), timeout).getOrDefault(PARTITION, 0L);
        reader.start();
        awaitPosition(end);
    }

    @Override
    public RegistryState state() {
        synchronized (progress) {
            requireReader();
        }
        return state;
    }

    @Override
    public <T> T write(Function<RegistryState, Write<T>> writer) {
        synchronized (writing) {
            if (uncertain) {
                append(List.of(new LedgerEntry.Noop()));
                uncertain = false;
            }
            Write<T> write = writer.apply(state());
            append(write.entries());
            return write.answer();
        }
    }

    private void append(List<LedgerEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        uncertain = true;
        Future<RecordMetadata> last = null;
        try {
            for (LedgerEntry entry : entries) {
                LedgerCodec.Encoded encoded = LedgerCodec.encode(entry);
                last = producer.send(new ProducerRecord<>(TOPIC, 0, encoded.key(), encoded.value()));
            }
            if (last != null) {
                awaitPosition(
                        last.get(timeout.toMillis(), TimeUnit.MILLISECONDS).offset() + 1);
            }
        } catch (ExecutionException | KafkaException e) {
            throw RegistryError.storeFailed(String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            throw RegistryError.timedOut("waiting for topic " + TOPIC);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RegistryError.storeFailed("interrupted");
        }
        uncertain = false;
    }

    private void awaitPosition(long wanted) {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (progress) {
            while (position < wanted) {
                requireReader();
                long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (leftMillis <= 0) {
                    throw RegistryError.timedOut(
                            "reading topic " + TOPIC + " up to " + wanted + ", found position " + position);
                }
                try {
                    progress.wait(leftMillis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw RegistryError.storeFailed("interrupted");
                }
            }
        }
    }

    private void requireReader() {
        if (failure != null) {
            throw RegistryError.storeFailed(String.valueOf(failure.getMessage()));
        }
    }

    private void follow() {
        try {
            while (true) {
                RegistryState next = state;
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                    next = next.after(decode(found));
                }
                long reached = consumer.position(PARTITION);
                synchronized (progress) {
                    state = next;
                    position = reached;
                    progress.notifyAll();
                }
            }
        } catch (WakeupException e) {
            stopped(new LedgerUnreadable("the registry is closed", e));
        } catch (KafkaException | LedgerUnreadable e) {
            stopped(e);
        }
    }

    private static LedgerEntry decode(ConsumerRecord<byte[], byte[]> found) {
        try {
            return LedgerCodec.decode(found.key(), found.value());
        } catch (LedgerUnreadable e) {
            throw new LedgerUnreadable("topic " + TOPIC + ", offset " + found.offset() + ": " + e.getMessage(), e);
        }
    }

    private void stopped(RuntimeException cause) {
        synchronized (progress) {
            failure = cause;
            progress.notifyAll();
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            reader.join(timeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(timeout);
        consumer.close();
    }

    private static Map<String, Object> producerConfig(Map<String, Object> clientConfig, Duration timeout) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put("client.id", "registry-ledger-writer");
        config.put("acks", "all");
        config.put("enable.idempotence", "true");
        config.put("linger.ms", "0");
        config.put("max.block.ms", Long.toString(timeout.toMillis()));
        config.put("request.timeout.ms", Long.toString(timeout.toMillis() / 2));
        config.put("delivery.timeout.ms", Long.toString(timeout.toMillis()));
        return config;
    }

    private static Map<String, Object> consumerConfig(Map<String, Object> clientConfig) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put("client.id", "registry-ledger-reader");
        config.put("enable.auto.commit", "false");
        config.put("auto.offset.reset", "earliest");
        return config;
    }
}
