package org.huzheng.adapter.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.huzheng.catalogue.Topic;

/** Reads back an event the adapter published: what is withdrawn is withdrawn as it was said. */
final class EventReader {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Consumer<String, byte[]> consumer;
    private final Deserializer<SpecificRecord> deserializer;

    EventReader(Consumer<String, byte[]> consumer, Deserializer<SpecificRecord> deserializer) {
        this.consumer = consumer;
        this.deserializer = deserializer;
    }

    SpecificRecord read(Topic topic, PublishedVersion.Place place) {
        TopicPartition partition = new TopicPartition(topic.name(), place.partition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, place.offset());
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(giveUp)) {
            for (ConsumerRecord<String, byte[]> found : consumer.poll(POLL)) {
                if (found.offset() == place.offset() && place.key().value().equals(found.key())) {
                    return deserializer.deserialize(topic.name(), found.value());
                }
                throw missing(partition, place, "the record at offset " + found.offset());
            }
        }
        throw missing(partition, place, "nothing");
    }

    private static PublishException missing(TopicPartition partition, PublishedVersion.Place place, String found) {
        return new PublishException(
                "topic " + partition + ": expected the adapter's own event at offset " + place.offset() + ", found "
                        + found
                        + "; is the record index of another exchange? Its state directory may be deleted, it is made anew from the topics");
    }
}
