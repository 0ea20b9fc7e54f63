package org.huzheng.broker.testing;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.huzheng.catalogue.Topic;
import org.huzheng.testing.CommittedRecords;

/** Reads what lies on a topic with the CloudEvents project's own deserializer, committed records only. */
public final class EventsOn {
    private EventsOn() {}

    /**
     * The events on a topic, in the order of each partition; tombstones are none.
     *
     * @param clientConfig address and login of who may read it
     * @throws org.apache.kafka.common.errors.RecordDeserializationException if a record is no CloudEvent
     */
    public static List<CloudEvent> of(Topic topic, Map<String, Object> clientConfig) {
        return CommittedRecords.on(topic, clientConfig, new CloudEventDeserializer()).stream()
                .map(ConsumerRecord::value)
                .toList();
    }
}
