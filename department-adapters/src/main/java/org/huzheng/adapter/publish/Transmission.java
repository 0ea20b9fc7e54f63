package org.huzheng.adapter.publish;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;

/** The events of one transaction on their way, and where they came to lie. */
final class Transmission {
    private final Producer<String, byte[]> producer;
    private final Serializer<SpecificRecord> serializer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    Transmission(Producer<String, byte[]> producer, Serializer<SpecificRecord> serializer) {
        this.producer = producer;
        this.serializer = serializer;
    }

    /** Sends what has been added to the events of the draft since the last call. */
    void send(List<OutgoingEvent> events) {
        for (int number = sent.size(); number < events.size(); number++) {
            OutgoingEvent event = events.get(number);
            byte[] value = serializer.serialize(event.topic().name(), event.record());
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(event.topic().name(), event.key().value(), value);
            event.body().ifPresent(digest -> record.headers().add(IndexFeed.BODY_DIGEST, digest.bytes()));
            sent.add(producer.send(record));
        }
    }

    /** The draft's versions with their places; known once the transaction is committed. */
    Map<RecordReference, PublishedVersion> placed(BatchDraft draft) {
        Map<RecordReference, PublishedVersion> placed = new HashMap<>();
        draft.staged().forEach((reference, staged) -> {
            PublishedVersion version = staged.version();
            List<PublishedVersion.Place> places = new ArrayList<>(staged.live().size());
            for (int event = 0; event < staged.live().size(); event++) {
                RecordMetadata written = written(staged.firstEvent() + event);
                places.add(new PublishedVersion.Place(
                        staged.live().get(event).key(), written.partition(), written.offset()));
            }
            placed.put(
                    reference,
                    new PublishedVersion(
                            version.version(), version.change(), version.body(), places, version.earlier()));
        });
        return placed;
    }

    /** For each partition written to, the offset behind the last event. */
    Map<TopicPartition, Long> completeBelow() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (int event = 0; event < sent.size(); event++) {
            RecordMetadata written = written(event);
            offsets.merge(new TopicPartition(written.topic(), written.partition()), written.offset() + 1, Math::max);
        }
        return offsets;
    }

    private RecordMetadata written(int event) {
        try {
            return sent.get(event).get();
        } catch (ExecutionException e) {
            throw new PublishException("record topic: expected an event to be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishException("record topic: expected to wait for an event", e);
        }
    }
}
