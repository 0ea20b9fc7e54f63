package org.huzheng.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.mark.FeedMarks;
import org.huzheng.adapter.publish.ExchangeClients;
import org.huzheng.broker.embedded.EmbeddedBroker;
import org.huzheng.broker.exchange.EmbeddedExchange;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.deploy.registers.RegisterSource;
import org.jspecify.annotations.Nullable;

/**
 * Where adapters are measured: one exchange, and the shipped mappings with one register of each department, read in the way that is measured.
 *
 * @param directory where configurations lie
 * @param exchange exchange they publish to
 * @param admin its administrator
 * @param personKeySecret file that holds the secret of person keys
 */
record BenchSite(Path directory, EmbeddedExchange exchange, Admin admin, Path personKeySecret) {
    /** Topic of no department, for those who only write bytes. */
    static final String RAW = "bench.raw";

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);
    private static final int LOOKS_MAX = 600;

    private static final YAMLMapper YAML = new YAMLMapper();

    /**
     * Writes the shipped mapping of a register's department, with the records of that register alone and another source.
     *
     * @param source the {@code source} of the mapping
     */
    static Path writeMapping(Path directory, RegisterSource register, Map<String, ?> source) throws IOException {
        String name = register.department().code() + ".yaml";
        ObjectNode mapping;
        try (InputStream in = Objects.requireNonNull(
                BenchSite.class.getResourceAsStream("/departments/" + name), () -> "resource missing: " + name)) {
            mapping = (ObjectNode) YAML.readTree(in);
        }
        mapping.set("source", YAML.valueToTree(source));
        ArrayNode kept = YAML.createArrayNode();
        for (JsonNode record : mapping.path("records")) {
            if (record.path("from").asText().startsWith(register.place())) {
                kept.add(record);
            }
        }
        mapping.set("records", kept);
        Files.createDirectories(directory);
        Path file = directory.resolve(name);
        YAML.writeValue(file.toFile(), mapping);
        return file;
    }

    /**
     * An adapter of one register.
     *
     * @param name folder for its files
     */
    AdapterConfiguration adapter(String name, RegisterSource register, Map<String, ?> source) throws IOException {
        return AdapterConfiguration.of(
                writeMapping(directory.resolve(name), register, source),
                Map.of(),
                exchange.clientConfig(register.department().code()),
                exchange.address().registryConfig(),
                personKeySecret);
    }

    /** The same as a file, for an adapter in a process of its own. */
    static Path write(AdapterConfiguration configuration) throws IOException {
        Path file = configuration.mapping().resolveSibling("adapter.yaml");
        YAML.writeValue(
                file.toFile(),
                Map.of(
                        "mapping", configuration.mapping().toAbsolutePath().toString(),
                        "personKeySecret",
                                configuration.personKeySecret().toAbsolutePath().toString(),
                        "kafka", configuration.exchange().kafka(),
                        "registry", configuration.exchange().registry()));
        return file;
    }

    /** Makes a department's adapter begin as on its first day: its topics are made anew, since they are what it remembers by. */
    void forget(Department department) throws InterruptedException, ExecutionException {
        List<String> names = Stream.concat(
                        department.recordTopics().stream(), Stream.of(Topics.adapterProgressOf(department)))
                .map(Topic::name)
                .toList();
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<ConfigResource, Config> configs =
                admin.describeConfigs(resources).all().get();
        List<NewTopic> topics = admin.describeTopics(names).allTopicNames().get().values().stream()
                .map(described -> new NewTopic(
                                described.name(),
                                Optional.of(described.partitions().size()),
                                Optional.empty())
                        .configs(
                                declared(configs.get(new ConfigResource(ConfigResource.Type.TOPIC, described.name())))))
                .toList();
        admin.deleteTopics(names).all().get();
        admin.createTopics(topics).all().get();
        awaitTopics(names);
    }

    /** The broker hears of a topic a moment after it is made. */
    private void awaitTopics(List<String> names) throws InterruptedException, ExecutionException {
        Set<String> known = Set.of();
        for (int look = 0; !known.containsAll(names); look++) {
            if (look == LOOKS_MAX) {
                throw new IllegalStateException(
                        "topics " + names + ": expected the broker to know them, found " + known);
            }
            Thread.sleep(LOOK_INTERVAL.toMillis());
            known = admin.listTopics().names().get();
        }
    }

    private static Map<String, String> declared(@Nullable Config config) {
        return Objects.requireNonNull(config, "configuration of a topic that is described").entries().stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    /** For those who may write to {@link #RAW}: the same settings as an adapter's, but for the login. */
    ExchangeClients bareClients() {
        return new ExchangeClients(exchange.clientConfig(EmbeddedBroker.ADMIN), Map.of(), "", "");
    }

    /** The record events on a topic: marks are left out. */
    PublishedRecords recordsOn(Topic topic) {
        return PublishedRecords.read(
                exchange.clientConfig(EmbeddedBroker.ADMIN),
                List.of(topic),
                record -> !FeedMarks.KEY.equals(new String(record.key(), java.nio.charset.StandardCharsets.UTF_8)));
    }
}
