package org.huzheng.deploy.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.huzheng.adapter.publish.ExchangeClients;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.trial.TrialException;

/**
 * A backfill with nothing between reading and writing: rows are read as the adapter reads them and dropped, and for each of them bytes that were
 * encoded before are written, with the adapter's own producer, a transaction for each batch.
 *
 * @param clients make the producer
 * @param department whose adapter's producer it is
 * @param topic where bytes are written
 * @param encoded the bytes, from the beginning again where there are more rows
 */
record BareBackfill(
        ExchangeClients clients, Department department, String topic, List<PublishedRecords.Sampled> encoded) {
    /** Rows read batch by batch. */
    interface Rows extends AutoCloseable {
        /** How many rows the next batch has; negative after the last. */
        int next() throws SourceException, InterruptedException;

        @Override
        void close();
    }

    /** Opens what is read. */
    interface Opening {
        Rows open() throws SourceException;
    }

    BareBackfill {
        encoded = List.copyOf(encoded);
    }

    /** From the opening until the last row is committed: whatever a source does after that an adapter's rows do not wait for either. */
    Rate run(Opening source) throws TrialException, InterruptedException {
        long started = System.nanoTime();
        Producer<String, byte[]> producer = clients.producer(department);
        try (Rows rows = source.open()) {
            producer.initTransactions();
            long count = 0;
            long written = started;
            for (int batch = rows.next(); batch >= 0; batch = rows.next()) {
                if (batch > 0) {
                    producer.beginTransaction();
                    for (int row = 0; row < batch; row++) {
                        send(producer, count++);
                    }
                    producer.commitTransaction();
                    written = System.nanoTime();
                }
            }
            return new Rate(count, written - started);
        } catch (SourceException e) {
            throw new TrialException("来源无法读取。", "The source cannot be read: " + e.getMessage(), e);
        } finally {
            producer.close(Duration.ofSeconds(10));
        }
    }

    private void send(Producer<String, byte[]> producer, long row) {
        PublishedRecords.Sampled next = encoded.get((int) (row % encoded.size()));
        // a record that is not written fails the commit
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(topic, new String(next.key(), StandardCharsets.ISO_8859_1), next.value()));
    }
}
