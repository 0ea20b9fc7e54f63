package org.huzheng.app;

import java.util.Map;
import java.util.Objects;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;
import org.huzheng.wire.AvroWireDeserializer;
import org.huzheng.wire.AvroWireSerializer;

/**
 * How the exchange is reached.
 *
 * @param kafka Kafka client settings of the principal {@code verification}: address and login
 * @param registry schema registry under Confluent's keys, {@code schema.registry.url} and what admits
 * @param serializer class name of the value serializer; Confluent's may take the place of ours
 * @param deserializer class name of the value deserializer
 */
public record ExchangeSettings(
        Map<String, Object> kafka, Map<String, Object> registry, String serializer, String deserializer) {
    public ExchangeSettings {
        kafka = Map.copyOf(kafka);
        registry = Map.copyOf(registry);
        Objects.requireNonNull(serializer, "serializer");
        Objects.requireNonNull(deserializer, "deserializer");
    }

    /** With our own serializers. */
    public static ExchangeSettings of(Map<String, Object> kafka, Map<String, Object> registry) {
        return new ExchangeSettings(
                kafka, registry, AvroWireSerializer.class.getName(), AvroWireDeserializer.class.getName());
    }

    /** The settings {@code kafka}, {@code registry}, {@code serializer} and {@code deserializer} of the service. */
    static ExchangeSettings read(SettingsNode root) throws SettingsException {
        return new ExchangeSettings(
                Map.copyOf(root.requiredTexts("kafka")),
                Map.copyOf(root.requiredTexts("registry")),
                root.textOr("serializer", AvroWireSerializer.class.getName()),
                root.textOr("deserializer", AvroWireDeserializer.class.getName()));
    }

    /** A login is among them. */
    @Override
    public String toString() {
        return "ExchangeSettings[kafka=" + kafka.keySet() + ", registry=" + registry.keySet() + "]";
    }
}
