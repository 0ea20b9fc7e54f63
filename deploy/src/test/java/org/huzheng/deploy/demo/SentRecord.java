package org.huzheng.deploy.demo;

import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.huzheng.broker.exchange.ExchangeAddress;
import org.huzheng.catalogue.Topic;
import org.huzheng.event.FeedMark;
import org.huzheng.testing.CommittedRecords;
import org.huzheng.trace.TraceParent;
import org.huzheng.trace.TracedRecord;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.AvroWireDeserializer;
import org.huzheng.wire.HttpSchemaRegistry;
import org.huzheng.wire.RegistrySettings;

/**
 * In which trace a record was sent.
 *
 * @param traceId as its header says; empty when it says nothing
 * @param traceIdOfValue as its value says; empty when it says nothing
 */
record SentRecord(String traceId, String traceIdOfValue) {
    /** Everything but marks that lies on a topic by now, read as the auditor. */
    static List<SentRecord> allOn(Topic topic, ExchangeAddress exchange) {
        AvroWire wire = new AvroWire(new HttpSchemaRegistry(RegistrySettings.of(exchange.registryConfig())));
        return CommittedRecords.on(topic, exchange.clientConfig("auditor"), new AvroWireDeserializer(wire)).stream()
                .filter(record -> !(record.value() instanceof FeedMark))
                .map(SentRecord::of)
                .toList();
    }

    private static SentRecord of(ConsumerRecord<String, SpecificRecord> record) {
        return new SentRecord(
                Objects.requireNonNullElse(TraceParent.traceIdOf(TraceParent.read(record.headers())), ""),
                Objects.requireNonNullElse(TracedRecord.traceIdOf(record.value()), ""));
    }
}
