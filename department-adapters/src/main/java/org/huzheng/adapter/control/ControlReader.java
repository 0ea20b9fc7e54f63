package org.huzheng.adapter.control;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.huzheng.adapter.publish.ExchangeClients;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;

/** Follows a department's control topic from its beginning. Used by one thread. */
public final class ControlReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, byte[]> consumer;
    private final TopicPartition partition;
    private final ControlState state = new ControlState();

    private ControlReader(Consumer<String, byte[]> consumer, Topic topic) {
        this.consumer = consumer;
        this.partition = new TopicPartition(topic.name(), 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    public static ControlReader open(ExchangeClients clients, Department department) {
        return new ControlReader(clients.reader(department, "adapter-control"), Topics.adapterControlOf(department));
    }

    /**
     * Reads all there is.
     *
     * @throws org.apache.kafka.common.KafkaException if the exchange is away or refuses us
     * @throws ControlException if the topic holds something else than orders and answers
     */
    public ControlState readToEnd() {
        Long end = consumer.endOffsets(List.of(partition)).get(partition);
        if (end == null) {
            throw new ControlException("topic " + partition.topic() + ": expected one partition, found none", null);
        }
        while (consumer.position(partition) < end) {
            poll(POLL);
        }
        return state;
    }

    /** What is known once whatever has come since is taken over, waiting for it no longer than the time given. */
    public ControlState poll(Duration timeout) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(timeout)) {
            ControlCodec.read(record.key(), record.value(), state);
        }
        return state;
    }

    /** An answer as it is written, in whatever transaction carries the order out. */
    public ProducerRecord<String, byte[]> recordOf(Order order, Answer answer) {
        return new ProducerRecord<>(partition.topic(), ControlCodec.keyOfAnswerTo(order), ControlCodec.write(answer));
    }

    /** Takes over an answer that is committed, before it is read back. */
    public void answered(Answer answer) {
        state.put(answer);
    }

    /** What is known. */
    public ControlState state() {
        return state;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
