package org.huzheng.adapter.publish;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.Serializer;
import org.huzheng.catalogue.Topic;

/** What one transaction sends. Begins it when made; what is sent counts once it is committed, and where it lies is known before. */
final class Transmission {
    private final Producer<String, byte[]> producer;
    private final Serializer<SpecificRecord> serializer;
    private final Topic progressTopic;
    private final IdentityHashMap<OutgoingEvent, Future<RecordMetadata>> events = new IdentityHashMap<>();

    Transmission(Producer<String, byte[]> producer, Serializer<SpecificRecord> serializer, Topic progressTopic) {
        this.producer = producer;
        this.serializer = serializer;
        this.progressTopic = progressTopic;
        producer.beginTransaction();
    }

    void sendEvents(List<OutgoingEvent> outgoing) {
        for (OutgoingEvent event : outgoing) {
            byte[] value = serializer.serialize(event.topic().name(), event.record());
            events.put(
                    event,
                    producer.send(new ProducerRecord<>(
                            event.topic().name(), event.key().value(), value)));
        }
    }

    void sendProgress(Progress.Entry entry) {
        send(new ProducerRecord<>(
                progressTopic.name(), entry.key(), entry.value().getBytes(StandardCharsets.UTF_8)));
    }

    void sendRecord(Topic topic, String key, SpecificRecord record) {
        send(new ProducerRecord<>(topic.name(), key, serializer.serialize(topic.name(), record)));
    }

    void sendRecord(ProducerRecord<String, SpecificRecord> record) {
        byte[] value = serializer.serialize(record.topic(), record.value());
        send(new ProducerRecord<>(record.topic(), record.partition(), record.key(), value));
    }

    /** Sends what is not referred to later. */
    @SuppressWarnings("FutureReturnValueIgnored") // A record that is not written fails the commit.
    void send(ProducerRecord<String, byte[]> record) {
        producer.send(record);
    }

    /** Where the staged events came to lie, as the progress topic keeps it: known once they are written, still inside the transaction. */
    Map<RecordReference, PublishedVersion> sendPlaces(BatchDraft draft) {
        if (!events.isEmpty()) {
            producer.flush();
        }
        Map<RecordReference, PublishedVersion> placed = new HashMap<>();
        draft.staged().forEach((reference, staged) -> {
            PublishedVersion version = placed(staged);
            placed.put(reference, version);
            sendProgress(Progress.entryOf(reference, version));
        });
        return placed;
    }

    private PublishedVersion placed(BatchDraft.Staged staged) {
        List<PublishedVersion.Place> places = new ArrayList<>(staged.live().size());
        for (OutgoingEvent event : staged.live()) {
            RecordMetadata written = written(event);
            places.add(new PublishedVersion.Place(event.key(), written.partition(), written.offset()));
        }
        PublishedVersion version = staged.version();
        return new PublishedVersion(version.version(), version.change(), version.body(), places, version.earlier());
    }

    private RecordMetadata written(OutgoingEvent event) {
        Future<RecordMetadata> future = events.get(event);
        if (future == null) {
            throw new IllegalStateException("event: expected every staged event to be sent, found one that was not");
        }
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new PublishException("topic " + event.topic().name() + ": expected an event to be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishException("topic " + event.topic().name() + ": expected to wait for an event", e);
        }
    }

    void commit() {
        producer.commitTransaction();
    }
}
