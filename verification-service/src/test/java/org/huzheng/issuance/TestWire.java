package org.huzheng.issuance;

import org.huzheng.catalogue.Topics;
import org.huzheng.cloudevents.CloudEventSerializer;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.AvroWireDeserializer;
import org.huzheng.wire.AvroWireSerializer;
import org.huzheng.wire.InMemorySchemaRegistry;
import org.huzheng.wire.ReceivedDeserializer;

/** The wire format with every schema of the catalogue registered, where no registry runs. */
public final class TestWire {
    private final AvroWire wire;

    /** Registers the catalogue. */
    public TestWire() {
        InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
        Topics.all().forEach(topic -> topic.schemas()
                .forEach(schema -> registry.register(topic.subjectOf(schema), schema)));
        wire = new AvroWire(registry);
    }

    /** Values, to and from bytes. */
    public AvroWire wire() {
        return wire;
    }

    /** Keeps the bytes beside the record. */
    public ReceivedDeserializer received() {
        return new ReceivedDeserializer(decoder());
    }

    /** Reads records. */
    public AvroWireDeserializer decoder() {
        return new AvroWireDeserializer(wire);
    }

    /** Writes records. */
    public CloudEventSerializer encoder() {
        return new CloudEventSerializer(new AvroWireSerializer(wire));
    }
}
