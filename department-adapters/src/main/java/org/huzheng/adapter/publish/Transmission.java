package org.huzheng.adapter.publish;

import io.opentelemetry.api.trace.Span;
import java.nio.charset.StandardCharsets;
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
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.huzheng.catalogue.Topic;
import org.huzheng.trace.Place;

/** What one transaction sends. Begins it when made; what is sent counts once it is committed, and where it lies is known then. */
final class Transmission {
    private final Producer<String, byte[]> producer;
    private final Serializer<SpecificRecord> serializer;
    private final Topic progressTopic;
    private final List<Future<RecordMetadata>> events = new ArrayList<>();
    private final List<Future<RecordMetadata>> marks = new ArrayList<>();
    /** Of events of rows that are traced, by their number among the events. */
    private final Map<Integer, Span> spans = new HashMap<>();

    Transmission(Producer<String, byte[]> producer, Serializer<SpecificRecord> serializer, Topic progressTopic) {
        this.producer = producer;
        this.serializer = serializer;
        this.progressTopic = progressTopic;
        producer.beginTransaction();
    }

    /** Sends what has been added to the events of a draft since the last call. */
    void sendEvents(List<OutgoingEvent> drafted) {
        SpecificRecord encoded = null;
        Headers headers = new RecordHeaders();
        byte[] value = {};
        for (int number = events.size(); number < drafted.size(); number++) {
            OutgoingEvent event = drafted.get(number);
            // A record with several keys is the same event under each.
            if (event.record() != encoded) {
                encoded = event.record();
                headers = new RecordHeaders();
                value = serializer.serialize(event.topic().name(), headers, encoded);
            }
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(event.topic().name(), null, event.key().value(), value, headers);
            event.body().ifPresent(digest -> record.headers().add(IndexFeed.BODY_DIGEST, digest.bytes()));
            if (event.trace().isSampled()) {
                spans.put(number, event.trace().send(event, record.headers()));
            }
            events.add(producer.send(record));
        }
    }

    void sendMark(ProducerRecord<String, SpecificRecord> mark) {
        Headers headers = new RecordHeaders();
        byte[] value = serializer.serialize(mark.topic(), headers, mark.value());
        marks.add(producer.send(new ProducerRecord<>(mark.topic(), mark.partition(), mark.key(), value, headers)));
    }

    void sendProgress(Progress.Entry entry) {
        send(new ProducerRecord<>(
                progressTopic.name(), entry.key(), entry.value().getBytes(StandardCharsets.UTF_8)));
    }

    void sendRecord(Topic topic, String key, SpecificRecord record) {
        Headers headers = new RecordHeaders();
        byte[] value = serializer.serialize(topic.name(), headers, record);
        send(new ProducerRecord<>(topic.name(), null, key, value, headers));
    }

    /** Sends what is not referred to later. */
    @SuppressWarnings("FutureReturnValueIgnored") // A record that is not written fails the commit.
    void send(ProducerRecord<String, byte[]> record) {
        producer.send(record);
    }

    void commit() {
        producer.commitTransaction();
        spans.forEach((number, span) -> {
            RecordMetadata written = written(events.get(number));
            Place.tellOffset(written.partition(), written.offset(), span);
            span.end();
        });
    }

    /** The draft's versions with their places; known once the transaction is committed. */
    Map<RecordReference, PublishedVersion> placed(BatchDraft draft) {
        Map<RecordReference, PublishedVersion> placed = new HashMap<>();
        draft.staged().forEach((reference, staged) -> placed.put(reference, placed(staged)));
        return placed;
    }

    private PublishedVersion placed(BatchDraft.Staged staged) {
        PublishedVersion version = staged.version();
        List<PublishedVersion.Place> places = new ArrayList<>(staged.live().size());
        for (int event = 0; event < staged.live().size(); event++) {
            RecordMetadata written = written(events.get(staged.firstEvent() + event));
            places.add(
                    new PublishedVersion.Place(staged.live().get(event).key(), written.partition(), written.offset()));
        }
        return new PublishedVersion(version.version(), version.change(), version.body(), places, version.earlier());
    }

    /** For each partition of a record topic written to, the offset behind the last of what was written; known once it is committed. */
    Map<TopicPartition, Long> completeBelow() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (List<Future<RecordMetadata>> some : List.of(events, marks)) {
            for (Future<RecordMetadata> future : some) {
                RecordMetadata written = written(future);
                offsets.merge(
                        new TopicPartition(written.topic(), written.partition()), written.offset() + 1, Math::max);
            }
        }
        return offsets;
    }

    private static RecordMetadata written(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw new PublishException("record topic: expected an event to be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishException("record topic: expected to wait for an event", e);
        }
    }
}
