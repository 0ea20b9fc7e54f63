package org.huzheng.adapter.run;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.huzheng.catalogue.Topic;
import org.huzheng.event.EventHeader;
import org.huzheng.event.FeedMark;
import org.huzheng.event.RejectedRecord;
import org.huzheng.testing.CommittedRecords;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.AvroWireDeserializer;
import org.huzheng.wire.HttpSchemaRegistry;
import org.huzheng.wire.RegistrySettings;

/** What lies in a topic, committed records only. */
record Published(List<ConsumerRecord<String, SpecificRecord>> records) {
    private static final Comparator<Event> BY_VERSION = Comparator.<Event>comparingInt(
                    event -> event.header().getVersionEpoch())
            .thenComparingLong(event -> event.header().getVersion());

    /** One event with its head and key. */
    record Event(String key, EventHeader header, SpecificRecord record) {}

    static Published in(Topic topic, Map<String, Object> clientConfig, String registryUrl) {
        AvroWire wire = new AvroWire(
                new HttpSchemaRegistry(RegistrySettings.of(Map.of(RegistrySettings.URL, registryUrl))),
                topic.isFeed() ? List.of(topic.recordType()) : List.of());
        return new Published(CommittedRecords.on(topic, clientConfig, new AvroWireDeserializer(wire)));
    }

    List<FeedMark> marks() {
        return records.stream()
                .filter(record -> record.value() instanceof FeedMark)
                .map(record -> (FeedMark) record.value())
                .toList();
    }

    List<RejectedRecord> rejected() {
        return records.stream().map(record -> (RejectedRecord) record.value()).toList();
    }

    List<Event> events() {
        return records.stream()
                .filter(record -> !(record.value() instanceof FeedMark))
                .map(record -> new Event(record.key(), headerOf(record.value()), record.value()))
                .toList();
    }

    /** Events of one record, in the order of their versions. */
    List<Event> eventsOf(String recordId) {
        return events().stream()
                .filter(event -> event.header().getRecordId().equals(recordId))
                .sorted(BY_VERSION)
                .toList();
    }

    Optional<Event> lastOf(String recordId) {
        List<Event> events = eventsOf(recordId);
        return events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1));
    }

    /** The last event of each record, by record id. */
    Map<String, Event> last() {
        Map<String, Event> last = new TreeMap<>();
        for (Event event : events()) {
            last.merge(
                    event.header().getRecordId(),
                    event,
                    (one, other) -> BY_VERSION.compare(one, other) > 0 ? one : other);
        }
        return last;
    }

    private static EventHeader headerOf(SpecificRecord record) {
        return (EventHeader) record.get(record.getSchema().getField("header").pos());
    }
}
