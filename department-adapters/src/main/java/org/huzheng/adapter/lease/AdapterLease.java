package org.huzheng.adapter.lease;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;

/**
 * The right to be the one running adapter of a department. The broker keeps it: all adapters of a department are members of one consumer group
 * over the progress topic, which has one partition, and whoever is assigned it runs. It stays with its holder while others come and go; a
 * holder that is killed loses it with its session. Nothing is read by this consumer.
 */
public final class AdapterLease implements AutoCloseable {
    /** How long a holder that was killed is taken to be alive when nothing else is said: the least a broker allows by default. */
    private static final Duration SESSION = Duration.ofSeconds(6);

    private static final int HEARTBEATS_PER_SESSION = 4;
    /** What the group needs to settle once a holder that was killed is given up. */
    private static final Duration SETTLING = Duration.ofSeconds(9);
    /** How long to wait once the group has settled for another: it may be about to stop. */
    private static final Duration SETTLED_PATIENCE = Duration.ofSeconds(3);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final Department department;
    private final Map<String, Object> kafka;
    private final String clientId;
    private final Duration session;
    private final Topic topic;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean held;
    private boolean settled;
    private boolean closed;
    private Optional<KafkaException> failure = Optional.empty();

    private AdapterLease(Department department, Map<String, Object> kafka, String clientId) {
        this.department = department;
        this.kafka = Map.copyOf(kafka);
        this.clientId = clientId;
        this.session = sessionOf(kafka);
        this.topic = Topics.adapterProgressOf(department);
        this.thread = new Thread(this::work, "adapter-lease-" + department.code());
        this.thread.setDaemon(true);
    }

    /**
     * Joins those that would run; {@link #await()} says who does.
     *
     * @param kafka addresses and login of the brokers; {@code session.timeout.ms} says how long one that was killed is taken to be alive
     * @param run run of the adapter, for others to know it by
     */
    public static AdapterLease join(Department department, Map<String, Object> kafka, String run) {
        AdapterLease lease = new AdapterLease(department, kafka, LeaseHolder.clientId(run, hostName()));
        lease.thread.start();
        return lease;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A machine that does not know its own name.
            return "unnamed-host";
        }
    }

    private static Duration sessionOf(Map<String, Object> kafka) {
        Object stated = kafka.get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
        try {
            return stated == null ? SESSION : Duration.ofMillis(Long.parseLong(stated.toString()));
        } catch (NumberFormatException e) {
            throw new LeaseException(
                    "kafka." + ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG + ": expected milliseconds, found " + stated,
                    e);
        }
    }

    static String groupOf(Department department) {
        return department.code() + ".adapter";
    }

    private void work() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, groupOf(department));
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Math.toIntExact(session.toMillis()));
        config.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                Math.toIntExact(session.toMillis() / HEARTBEATS_PER_SESSION));
        // Others leave the lease where it is; by range it would go to the lower name.
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic.name()), new Assignments(consumer));
            while (!isClosed()) {
                try {
                    consumer.poll(POLL);
                } catch (KafkaException e) {
                    changing(() -> failure = Optional.of(e));
                    awaitClosed(POLL);
                }
            }
        } catch (KafkaException e) {
            changing(() -> failure = Optional.of(e));
        } finally {
            changing(() -> held = false);
        }
    }

    /** Follows what the group decides. */
    private final class Assignments implements ConsumerRebalanceListener {
        private final KafkaConsumer<byte[], byte[]> consumer;

        Assignments(KafkaConsumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
            changing(() -> {
                settled = true;
                held |= !partitions.isEmpty();
                failure = Optional.empty();
            });
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            changing(() -> held &= partitions.isEmpty());
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            changing(() -> held &= partitions.isEmpty());
        }
    }

    /** Whether this adapter is the one that runs. */
    public boolean isHeld() {
        lock.lock();
        try {
            return held;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits to become the one that runs, as long as one that was killed is still taken to be alive.
     *
     * @throws LeaseException if another one runs; the message names it
     */
    public void await() throws InterruptedException {
        long patience = session.plus(SETTLING).toNanos();
        long settledPatience = SETTLED_PATIENCE.toNanos();
        lock.lock();
        try {
            while (!held && patience > 0 && settledPatience > 0) {
                boolean wasSettled = settled;
                long wait = wasSettled ? Math.min(patience, settledPatience) : patience;
                long waited = wait - changed.awaitNanos(wait);
                patience -= waited;
                settledPatience -= wasSettled ? waited : 0;
            }
            if (held) {
                return;
            }
        } finally {
            lock.unlock();
        }
        throw refusal();
    }

    private LeaseException refusal() {
        if (failure.isPresent()) {
            return new LeaseException(
                    "group " + groupOf(department) + ": expected to join it, found: "
                            + failure.get().getMessage(),
                    failure.get());
        }
        Optional<LeaseHolder> holder = LeaseHolder.now(department, kafka).filter(other -> !isThis(other));
        return holder.map(other -> LeaseException.heldByAnother("department " + department.code()
                        + ": expected to be its only adapter, found another running: " + other
                        + "; stop that one first. One that was killed is forgotten after " + session.toSeconds()
                        + " s"))
                .orElseGet(() -> LeaseException.notGiven("group " + groupOf(department)
                        + ": expected to be given the topic " + topic.name() + " within "
                        + session.plus(SETTLING).toSeconds()
                        + " s, found neither it nor another adapter that has it; run \"huzheng exchange apply\" if the"
                        + " topic is not there"));
    }

    private boolean isThis(LeaseHolder other) {
        return LeaseHolder.of(clientId, "").run().equals(other.run());
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void awaitClosed(Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void changing(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets go at once: another may run. */
    @Override
    public void close() {
        changing(() -> closed = true);
        try {
            thread.join(CLOSE_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
