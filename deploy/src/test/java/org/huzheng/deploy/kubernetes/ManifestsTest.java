package org.huzheng.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.app.ServiceConfiguration;
import org.huzheng.broker.registry.EmbeddedRegistry;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Topic;
import org.huzheng.deploy.HuzhengCommands;
import org.huzheng.identity.UnifiedSocialCreditCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The manifests for Kubernetes, read with the model classes of its client and of Strimzi: every field there is one they know, and survives. None of it was run
 * on a cluster.
 */
class ManifestsTest {
    private static final Path MANIFESTS = Path.of(System.getProperty("huzheng.root"), "deploy", "kubernetes");
    private static final YAMLMapper YAML = new YAMLMapper();
    /** The model classes gather what they do not know beside what they do; here it is refused. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }

                @Override
                public Boolean hasAnyGetter(Annotated member) {
                    return false;
                }
            })
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "ConfigMap", ConfigMap.class,
            "Deployment", Deployment.class,
            "StatefulSet", StatefulSet.class,
            "Service", Service.class,
            "PodDisruptionBudget", PodDisruptionBudget.class,
            "NetworkPolicy", NetworkPolicy.class,
            "Kafka", Kafka.class,
            "KafkaNodePool", KafkaNodePool.class,
            "KafkaTopic", KafkaTopic.class,
            "KafkaUser", KafkaUser.class);

    static Stream<Path> manifests() throws IOException {
        try (Stream<Path> files = Files.walk(MANIFESTS)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    private static List<JsonNode> documents(Path file) throws IOException {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
            return documents.readAll();
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void shouldHoldNothingThatTheModelClassesDoNotKnow(Path manifest) throws IOException {
        List<JsonNode> documents = documents(manifest);
        assertThat(documents).isNotEmpty();
        for (JsonNode document : documents) {
            // Given
            Class<? extends HasMetadata> kind = KINDS.get(document.path("kind").asText());
            assertThat(kind).as(document.path("kind").asText()).isNotNull();

            // When
            HasMetadata resource = STRICT.treeToValue(document, kind);
            JsonNode back = STRICT.valueToTree(resource);

            // Then
            assertThat(resource.getMetadata().getName()).matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
            // The core group has no name before the slash.
            assertThat(HasMetadata.getApiVersion(kind).replaceFirst("^/", ""))
                    .isEqualTo(document.path("apiVersion").asText());
            assertThat(missing("", document, back))
                    .as(resource.getMetadata().getName())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Deployment, apps/v1, '{template: {spec: {containers: [{name: a, readinesProbe: {}}]}}}', readinesProbe",
        "Kafka, kafka.strimzi.io/v1beta2, '{kafka: {listners: []}}', listners",
        "KafkaUser, kafka.strimzi.io/v1beta2, '{authorization: {type: simple, acls: [{operatons: [Read]}]}}', operatons"
    })
    void shouldRefuseAFieldThatTheModelClassesDoNotKnow(String kind, String version, String spec, String field)
            throws IOException {
        // Given
        JsonNode document = YAML.readTree(
                "{apiVersion: " + version + ", kind: " + kind + ", metadata: {name: a}, spec: " + spec + "}");

        // Then
        assertThatExceptionOfType(UnrecognizedPropertyException.class)
                .isThrownBy(() -> STRICT.treeToValue(document, KINDS.get(kind)))
                .satisfies(refused -> assertThat(refused.getPropertyName()).isEqualTo(field));
    }

    /** What stands in the manifest and did not come back, by path. */
    private static List<String> missing(String path, JsonNode written, JsonNode back) {
        List<String> lost = new ArrayList<>();
        if (written.isObject()) {
            written.fields().forEachRemaining(field -> {
                JsonNode other = back.path(field.getKey());
                if (other.isMissingNode() && !field.getValue().isEmpty()) {
                    lost.add(path + "." + field.getKey());
                } else {
                    lost.addAll(missing(path + "." + field.getKey(), field.getValue(), other));
                }
            });
        } else if (written.isArray()) {
            for (int index = 0; index < written.size(); index++) {
                lost.addAll(missing(path + "[" + index + "]", written.get(index), back.path(index)));
            }
        } else if (!written.asText().equals(back.asText())) {
            lost.add(path + ": " + written + " came back as " + back);
        }
        return lost;
    }

    @Test
    void shouldHoldTheTopicsAndUsersTheCatalogueDeclares(@TempDir Path directory) throws IOException {
        // When
        int exitCode = HuzhengCommands.run("exchange", "kubernetes", "--into", directory.toString());

        // Then
        assertThat(exitCode).isZero();
        for (String file : List.of("topics.yaml", "users.yaml")) {
            assertThat(MANIFESTS.resolve("generated").resolve(file))
                    .as(file)
                    .hasSameTextualContentAs(directory.resolve(file));
        }
        assertThat(documents(directory.resolve("topics.yaml")))
                .extracting(topic -> topic.path("spec").path("topicName").asText())
                .containsAll(new TreeSet<>(
                        Catalogue.JUDGED.topics().stream().map(Topic::name).toList()));
    }

    @Test
    void shouldGiveEachProcessSettingsThatItReads(@TempDir Path directory) throws Exception {
        // Given
        for (String secret : List.of("login/password", "writer/password", "register/password")) {
            Files.createDirectories(directory.resolve(secret).getParent());
            Files.writeString(directory.resolve(secret), "secret");
        }
        Map<String, String> environment = Map.of(
                "HOSTNAME",
                "service-0",
                "CREDIT_CODE",
                UnifiedSocialCreditCode.withCheckCharacter("11110000MB1234567").value());

        // When
        ServiceConfiguration service = ServiceConfiguration.read(settings(directory, "service.yaml"), environment);
        EmbeddedRegistry.Config registry =
                EmbeddedRegistry.Config.read(settings(directory, "registry.yaml"), environment);
        AdapterConfiguration adapter = AdapterConfiguration.read(settings(directory, "adapter.yaml"), environment);

        // Then
        assertThat(service.judging().instance()).contains("service-0");
        assertThat(service.http().tls()).isPresent();
        assertThat(registry.port()).isEqualTo(8081);
        assertThat(registry.tls()).isPresent();
        assertThat(adapter.monitoring().orElseThrow().tls()).isPresent();
    }

    private static Path settings(Path directory, String name) throws IOException {
        for (JsonNode document : documents(MANIFESTS.resolve(name))) {
            if (document.path("kind").asText().equals("ConfigMap")) {
                return Files.writeString(
                        directory.resolve(name),
                        document.path("data").path(name).asText());
            }
        }
        throw new IOException(name + ": expected a ConfigMap with it, found none");
    }
}
