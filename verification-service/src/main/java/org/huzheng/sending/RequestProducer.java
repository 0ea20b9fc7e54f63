package org.huzheng.sending;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.claims.ClaimJudge;
import org.huzheng.exchange.Dispute;
import org.huzheng.exchange.DisputeStatement;
import org.huzheng.exchange.Locator;

/** Puts requests, claims about one person and disputes on their topics; each is accepted once every replica that must have it has it. */
public final class RequestProducer implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final Serializer<SpecificRecord> serializer;

    /**
     * @param kafka address and login of the principal {@code verification}
     * @param serializer encodes values; closed with this
     */
    public RequestProducer(Map<String, Object> kafka, Serializer<SpecificRecord> serializer) {
        this.serializer = serializer;
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    /**
     * A record that was appended.
     *
     * @param value its value bytes
     * @param place where it lies
     * @param at when it was appended, by the broker
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere; the bytes are handed on, not copied
    record Appended(byte[] value, Locator place, Instant at) {
        /** Whether the broker said where it lies; of a batch it had already, it may not. */
        boolean isPlaced() {
            return place.getOffset() >= 0;
        }
    }

    /**
     * Completes when the record is appended for good; fails when it could not be.
     *
     * @param told is told of what is appended to a partition in the order it lies there, and says what to complete with
     */
    <T> CompletableFuture<T> append(String key, SpecificRecord record, Function<Appended, T> told) {
        String topic = topicOf(record).name();
        Headers headers = new RecordHeaders();
        byte[] value = Objects.requireNonNull(serializer.serialize(topic, headers, record), "only null has no value");
        CompletableFuture<T> appended = new CompletableFuture<>();
        var unused = producer.send(new ProducerRecord<>(topic, null, key, value, headers), (metadata, error) -> {
            if (error != null) {
                appended.completeExceptionally(error);
                return;
            }
            Locator place = new Locator(topic, metadata.partition(), metadata.offset());
            appended.complete(told.apply(new Appended(value, place, Instant.ofEpochMilli(metadata.timestamp()))));
        });
        return appended;
    }

    private static Topic topicOf(SpecificRecord record) {
        if (record instanceof Dispute) {
            return Topics.DISPUTES;
        }
        if (record instanceof DisputeStatement) {
            return Topics.DISPUTE_STATEMENTS;
        }
        return ClaimJudge.concernsOnePerson(record) ? Topics.CLAIMS : Topics.REQUESTS;
    }

    @Override
    public void close() {
        producer.close();
        serializer.close();
    }
}
