package org.huzheng.adapter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.MappingReader;
import org.huzheng.adapter.monitor.Monitoring;
import org.huzheng.adapter.pace.Pace;
import org.huzheng.adapter.publish.ExchangeClients;
import org.huzheng.identity.PersonKeyDerivation;
import org.huzheng.settings.References;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;
import org.huzheng.trace.TracingSettings;
import org.huzheng.wire.AvroWireDeserializer;
import org.huzheng.wire.AvroWireSerializer;

/**
 * Everything one adapter is told.
 *
 * @param mapping the department's mapping file
 * @param settings values for the mapping's {@code ${setting:NAME}} references
 * @param exchange how the exchange is reached
 * @param personKeySecret file that holds the exchange's secret, as bytes
 * @param markInterval how often feed marks are written
 * @param pace what the adapter may ask of the register
 * @param monitoring where the adapter answers about itself, if it does
 * @param tracing where traces go, if anywhere
 * @param state directory for what is kept to begin sooner after a stop; it may be lost. Empty to keep nothing
 */
public record AdapterConfiguration(
        Path mapping,
        Map<String, String> settings,
        ExchangeClients exchange,
        Path personKeySecret,
        Duration markInterval,
        Pace pace,
        Optional<Monitoring> monitoring,
        Optional<TracingSettings> tracing,
        Optional<Path> state) {
    /** How often feed marks are written when nothing else is said. */
    public static final Duration DEFAULT_MARK_INTERVAL = Duration.ofSeconds(1);

    /** Settings of the configuration file. */
    private static final String[] NAMES = {
        "mapping",
        "personKeySecret",
        "kafka",
        "registry",
        "settings",
        "serializer",
        "deserializer",
        "markInterval",
        "pace",
        "monitoring",
        "tracing",
        "state"
    };

    /** An adapter that reads as fast as it can and answers nobody about itself, and keeps nothing between its runs. */
    public AdapterConfiguration(
            Path mapping,
            Map<String, String> settings,
            ExchangeClients exchange,
            Path personKeySecret,
            Duration markInterval) {
        this(
                mapping,
                settings,
                exchange,
                personKeySecret,
                markInterval,
                Pace.UNLIMITED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public AdapterConfiguration {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(mapping, "mapping");
        settings = Map.copyOf(settings);
        Objects.requireNonNull(exchange, "exchange");
        Objects.requireNonNull(personKeySecret, "personKeySecret");
        Objects.requireNonNull(pace, "pace");
        Objects.requireNonNull(monitoring, "monitoring");
        Objects.requireNonNull(tracing, "tracing");
        if (markInterval.isNegative() || markInterval.isZero()) {
            throw new IllegalArgumentException("mark interval: expected more than nothing, found " + markInterval);
        }
    }

    /**
     * An adapter with our own serializers and the default interval.
     *
     * @param kafka addresses and login of the brokers, under Kafka's configuration keys
     * @param registry address and login of the schema registry, under Confluent's configuration keys
     */
    public static AdapterConfiguration of(
            Path mapping,
            Map<String, String> settings,
            Map<String, Object> kafka,
            Map<String, Object> registry,
            Path personKeySecret) {
        ExchangeClients clients = new ExchangeClients(
                kafka, registry, AvroWireSerializer.class.getName(), AvroWireDeserializer.class.getName());
        return new AdapterConfiguration(mapping, settings, clients, personKeySecret, DEFAULT_MARK_INTERVAL);
    }

    /**
     * Reads a configuration file. Its settings are described in {@code docs/adapter-settings.md}; file names are relative to this file.
     *
     * @param environment environment variables, for references
     */
    public static AdapterConfiguration read(Path file, Map<String, String> environment) throws SettingsException {
        SettingsNode root = SettingsNode.read(file, environment);
        Path directory = root.directory();
        root.allowOnly(NAMES);
        Optional<SettingsNode> settings = root.optional("settings");
        Optional<SettingsNode> interval = root.optional("markInterval");
        Optional<SettingsNode> state = root.optional("state");
        ExchangeClients clients = new ExchangeClients(
                Map.copyOf(root.requiredTexts("kafka")),
                Map.copyOf(root.requiredTexts("registry")),
                root.textOr("serializer", AvroWireSerializer.class.getName()),
                root.textOr("deserializer", AvroWireDeserializer.class.getName()));
        return new AdapterConfiguration(
                root.requiredFile("mapping"),
                settings.isPresent() ? root.requiredTexts("settings") : Map.of(),
                clients,
                root.requiredFile("personKeySecret"),
                interval.isPresent()
                        ? interval.get().as("a duration such as PT10S", AdapterConfiguration::positive)
                        : DEFAULT_MARK_INTERVAL,
                Pace.read(root.optional("pace")),
                Monitoring.read(root.optional("monitoring")),
                TracingSettings.read(root.optionalPart("tracing")),
                state.isPresent() ? Optional.of(directory.resolve(state.get().text())) : Optional.empty());
    }

    private static Duration positive(String text) {
        Duration duration = Duration.parse(text);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("duration: expected more than nothing, found " + duration);
        }
        return duration;
    }

    /** The same adapter at another pace. */
    public AdapterConfiguration withPace(Pace other) {
        return new AdapterConfiguration(
                mapping, settings, exchange, personKeySecret, markInterval, other, monitoring, tracing, state);
    }

    /** Reads and checks the mapping file. */
    public Mapping readMapping() throws SettingsException {
        Path directory = Objects.requireNonNullElse(mapping.toAbsolutePath().getParent(), mapping.toAbsolutePath());
        return MappingReader.read(mapping, new References(directory, System.getenv(), settings));
    }

    /** Reads the secret person keys are derived with. */
    public PersonKeyDerivation readPersonKeys() throws SettingsException {
        try {
            return new PersonKeyDerivation(Files.readAllBytes(personKeySecret));
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(
                    "personKeySecret: expected a readable file of at least 32 bytes at " + personKeySecret, e);
        }
    }

    /** Names the files and the exchange; neither settings nor logins. */
    @Override
    public String toString() {
        return "AdapterConfiguration[mapping=" + mapping + ", exchange=" + exchange + ", markInterval=" + markInterval
                + "]";
    }
}
