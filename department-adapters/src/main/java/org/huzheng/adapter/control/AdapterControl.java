package org.huzheng.adapter.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.huzheng.adapter.publish.ExchangeClients;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topics;

/**
 * Gives orders to a department's adapter through its control topic: they reach it wherever it runs, and wait for it while it does not. Used by one
 * thread.
 */
public final class AdapterControl implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final String topic;
    private final ControlReader reader;
    private final Producer<String, byte[]> producer;

    private AdapterControl(String topic, ControlReader reader, Producer<String, byte[]> producer) {
        this.topic = topic;
        this.reader = reader;
        this.producer = producer;
    }

    public static AdapterControl open(ExchangeClients clients, Department department) {
        ControlReader reader = ControlReader.open(clients, department);
        boolean opened = false;
        try {
            Producer<String, byte[]> producer = clients.writer(department, "adapter-control");
            opened = true;
            return new AdapterControl(Topics.adapterControlOf(department).name(), reader, producer);
        } finally {
            if (!opened) {
                reader.close();
            }
        }
    }

    /** What is asked and answered until now. */
    public ControlState state() {
        return reader.readToEnd();
    }

    /**
     * Gives an order.
     *
     * @throws ControlException if it could not be written
     */
    public void give(Order order) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(topic, order.key(), ControlCodec.write(order)))
                    .get();
        } catch (ExecutionException e) {
            throw new ControlException("topic " + topic + ": expected an order to be written: " + e.getMessage(), e);
        }
    }

    /**
     * The adapter's answer to an order, as far as it has come within the patience given; nothing if there is none: then the order waits for the
     * adapter.
     */
    public Optional<Answer> awaitAnswerTo(Order order, Duration patience) {
        Instant until = Instant.now().plus(patience);
        Optional<Answer> answer = reader.readToEnd().answerTo(order);
        while (answer.filter(Answer::done).isEmpty() && Instant.now().isBefore(until)) {
            answer = reader.poll(POLL).answerTo(order);
        }
        return answer;
    }

    @Override
    public void close() {
        try {
            producer.close();
        } finally {
            reader.close();
        }
    }
}
