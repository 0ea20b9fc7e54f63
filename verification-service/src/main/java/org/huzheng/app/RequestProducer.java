package org.huzheng.app;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.huzheng.api.RequestSender;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.claims.ClaimJudge;
import org.huzheng.exchange.Dispute;
import org.huzheng.exchange.DisputeStatement;

/** Puts requests, claims about one person and disputes on their topics; each is accepted once every replica that must have it has it. */
final class RequestProducer implements RequestSender, AutoCloseable {
    private final KafkaProducer<String, SpecificRecord> producer;

    RequestProducer(Map<String, Object> kafka, Serializer<SpecificRecord> serializer) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        producer = new KafkaProducer<>(config, new StringSerializer(), serializer);
    }

    @Override
    public CompletableFuture<Void> send(String key, SpecificRecord record) {
        CompletableFuture<Void> appended = new CompletableFuture<>();
        var unused = producer.send(new ProducerRecord<>(topicOf(record).name(), key, record), (metadata, error) -> {
            if (error == null) {
                appended.complete(null);
            } else {
                appended.completeExceptionally(error);
            }
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
    }
}
