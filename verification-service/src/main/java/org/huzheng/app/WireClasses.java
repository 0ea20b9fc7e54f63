package org.huzheng.app;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.huzheng.cloudevents.CloudEventSerializer;
import org.huzheng.wire.Received;
import org.huzheng.wire.ReceivedDeserializer;

/**
 * Makes serializers and deserializers by class name, so that Confluent's can take the place of ours by configuration alone. Producers never
 * register a schema.
 */
final class WireClasses {
    private final ServiceConfiguration configuration;

    WireClasses(ServiceConfiguration configuration) {
        this.configuration = configuration;
    }

    Deserializer<Received> received() {
        ReceivedDeserializer deserializer = new ReceivedDeserializer(
                create("deserializer", configuration.exchange().deserializer(), Deserializer.class));
        deserializer.configure(settings(), false);
        return deserializer;
    }

    @SuppressWarnings("unchecked") // the class is named by the operator: it serializes Avro records
    Serializer<SpecificRecord> written() {
        Serializer<SpecificRecord> serializer = new CloudEventSerializer(
                create("serializer", configuration.exchange().serializer(), Serializer.class));
        serializer.configure(settings(), false);
        return serializer;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(configuration.exchange().registry());
        settings.put("auto.register.schemas", false);
        settings.put("specific.avro.reader", true);
        settings.put("value.subject.name.strategy", "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy");
        return settings;
    }

    private static <T> T create(String key, String className, Class<T> kind) {
        try {
            // as Kafka finds the classes it is configured with: what the operator adds to the class path is seen
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return kind.cast(Class.forName(className, true, loader)
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new ServiceStartFailure(
                    "setting " + key + ": expected a " + kind.getSimpleName() + " on the class path, found " + className
                            + " (" + e.getClass().getSimpleName() + ")");
        }
    }
}
