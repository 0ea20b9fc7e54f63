package org.huzheng.broker.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.broker.testing.GenuineConfluent;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.FeedMark;
import org.huzheng.wire.AvroWireDeserializer;
import org.huzheng.wire.AvroWireSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our registry and wire format held against Confluent's own client and serializers, unchanged. */
class ConfluentConformanceTest {
    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(1);

    private static final String ONE = "{\"type\":\"record\",\"name\":\"C\",\"namespace\":\"conformance\",\"fields\":["
            + "{\"name\":\"a\",\"type\":\"int\"}]}";
    private static final String TWO = "{\"type\":\"record\",\"name\":\"C\",\"namespace\":\"conformance\",\"fields\":["
            + "{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":[\"null\",\"string\"],\"default\":null}]}";
    private static final String BAD = "{\"type\":\"record\",\"name\":\"C\",\"namespace\":\"conformance\",\"fields\":["
            + "{\"name\":\"a\",\"type\":\"string\"}]}";

    private static URLClassLoader classes;

    @BeforeAll
    static void fetch() {
        classes = GenuineConfluent.classLoader();
        Thread.currentThread().setContextClassLoader(classes);
    }

    @AfterAll
    static void release() throws IOException {
        if (classes != null) {
            Thread.currentThread().setContextClassLoader(classes.getParent());
            classes.close();
        }
    }

    @Test
    void shouldServeTheGenuineClient() throws Exception {
        // Given
        GenuineClient client = client();
        String subject = "conformance-client";

        // When
        int first = client.register(subject, ONE);
        client.call("updateCompatibility", subject, "FULL_TRANSITIVE");
        int second = client.register(subject, TWO);

        // Then
        assertThat(second).isGreaterThan(first);
        assertThat(client.call("getAllSubjects"))
                .asInstanceOf(InstanceOfAssertFactories.COLLECTION)
                .contains(subject);
        assertThat(client.call("getAllVersions", subject)).isEqualTo(List.of(1, 2));
        assertThat(client.call("getId", subject, client.schema(TWO))).isEqualTo(second);
        assertThat(client.call("getVersion", subject, client.schema(ONE))).isEqualTo(1);
        assertThat(client.call("getSchemaById", second)).isEqualTo(client.schema(TWO));
        assertThat(GenuineClient.get(client.call("getLatestSchemaMetadata", subject), "getVersion"))
                .isEqualTo(2);
        assertThat(GenuineClient.get(client.call("getSchemaMetadata", subject, 1), "getId"))
                .isEqualTo(first);
        assertThat(client.call("getAllSubjectsById", second)).isEqualTo(List.of(subject));
        assertThat(client.call("getCompatibility", subject)).isEqualTo("FULL_TRANSITIVE");
        assertThat(client.call("getMode")).isEqualTo("READWRITE");
    }

    @Test
    void shouldGiveTheGenuineClientTheVerdictsAndCodesItKnows() throws Exception {
        // Given
        GenuineClient client = client();
        String subject = "conformance-verdicts";
        client.register(subject, ONE);

        // When // Then
        assertThat(client.call("testCompatibility", subject, client.schema(TWO)))
                .isEqualTo(true);
        assertThat(client.call("testCompatibility", subject, client.schema(BAD)))
                .isEqualTo(false);
        assertThat(client.call("testCompatibilityVerbose", subject, client.schema(BAD))
                        .toString())
                .contains("TYPE_MISMATCH");
        assertRefused(() -> client.register(subject, BAD), 409, 409);
        assertRefused(() -> client.call("getSchemaById", 987_654), 404, 40403);
        assertRefused(() -> client.call("getAllVersions", "conformance-nobody"), 404, 40401);
        assertRefused(() -> client.call("getSchemaMetadata", subject, 77), 404, 40402);
        assertRefused(() -> client.call("updateCompatibility", subject, "SIDEWAYS"), 422, 42203);
    }

    @Test
    void shouldLetTheGenuineClientDeleteAndForget() throws Exception {
        // Given
        GenuineClient client = client();
        String subject = "conformance-deletes";
        client.register(subject, ONE);
        client.register(subject, TWO);

        // When
        Object version = client.call("deleteSchemaVersion", subject, "1");
        Object soft = client.call("deleteSubject", subject);
        Object hard = client.call("deleteSubject", subject, true);

        // Then
        assertThat(version).isEqualTo(1);
        assertThat(soft).isEqualTo(List.of(2));
        assertThat(hard).isEqualTo(List.of(1, 2));
        assertRefused(() -> client().call("getAllVersions", subject), 404, 40401);
    }

    @Test
    void shouldRefuseTheGenuineClientWithoutCredentials() throws Exception {
        // Given
        GenuineClient anonymous = new GenuineClient(classes, EXCHANGE.registryUrl(), Map.of());

        // When // Then
        assertRefused(() -> anonymous.register("conformance-anonymous", ONE), 401, 40101);
    }

    @Test
    void shouldKeepWhatTheGenuineClientRegisteredThroughARestart() throws Exception {
        // Given
        int id = client().register("conformance-restart", ONE);

        // When
        EXCHANGE.stop();
        EXCHANGE.start();

        // Then
        assertThat(client().call("getSchemaById", id)).isEqualTo(client().schema(ONE));
        assertThat(client().register("conformance-restart", ONE)).isEqualTo(id);
    }

    @Test
    void shouldExchangeGenericRecordsBetweenTheGenuineSerializers() throws Exception {
        // Given
        Map<String, Object> config = credentials();
        config.put("schema.registry.url", EXCHANGE.registryUrl());
        config.put("auto.register.schemas", "true");
        GenericRecord written = new GenericData.Record(new Schema.Parser().parse(ONE));
        written.put("a", 7);

        // When
        Object read;
        try (Serializer<Object> serializer = genuineSerializer();
                Deserializer<Object> deserializer = genuineDeserializer()) {
            serializer.configure(config, false);
            deserializer.configure(config, false);
            read = deserializer.deserialize("conformance", serializer.serialize("conformance", written));
        }

        // Then
        assertThat(read).isEqualTo(written);
    }

    @Test
    void shouldWriteTheSameBytesAsTheGenuineSerializerAndReadEachOthers() throws Exception {
        // Given
        FeedMark mark = feedMark();
        String topic = Topics.HOUSEHOLD_RESIDENT.name();
        Map<String, Object> config = new HashMap<>(EXCHANGE.address().registryConfig());
        config.put("auto.register.schemas", "false");
        config.put("specific.avro.reader", "true");
        config.put("value.subject.name.strategy", GenuineConfluent.SUBJECT_NAMES);

        try (Serializer<Object> genuine = genuineSerializer();
                Deserializer<Object> genuineReader = genuineDeserializer();
                AvroWireSerializer ours = new AvroWireSerializer();
                AvroWireDeserializer oursReader = new AvroWireDeserializer()) {
            genuine.configure(config, false);
            genuineReader.configure(config, false);
            ours.configure(config, false);
            oursReader.configure(config, false);

            // When
            byte[] theirBytes = genuine.serialize(topic, mark);
            byte[] ourBytes = ours.serialize(topic, mark);

            // Then
            assertThat(ourBytes).isEqualTo(theirBytes);
            assertThat(ByteBuffer.wrap(ourBytes).get()).isZero();
            assertThat(genuineReader.deserialize(topic, ourBytes)).isEqualTo(mark);
            assertThat(oursReader.deserialize(topic, theirBytes)).isEqualTo(mark);
        }
    }

    private static FeedMark feedMark() {
        return FeedMark.newBuilder()
                .setDepartment("household")
                .setTopic(Topics.HOUSEHOLD_RESIDENT.name())
                .setPartition(0)
                .setCommittedBefore(Instant.ofEpochMilli(1_767_225_600_123L))
                .setAdapterRun("run-1")
                .build();
    }

    @SuppressWarnings("unchecked")
    private static Serializer<Object> genuineSerializer() throws ReflectiveOperationException {
        return (Serializer<Object>)
                classes.loadClass(GenuineConfluent.SERIALIZER).getConstructor().newInstance();
    }

    @SuppressWarnings("unchecked")
    private static Deserializer<Object> genuineDeserializer() throws ReflectiveOperationException {
        return (Deserializer<Object>) classes.loadClass(GenuineConfluent.DESERIALIZER)
                .getConstructor()
                .newInstance();
    }

    private static GenuineClient client() throws ReflectiveOperationException {
        return new GenuineClient(classes, EXCHANGE.registryUrl(), credentials());
    }

    private static Map<String, Object> credentials() {
        return new HashMap<>(Map.of(
                "basic.auth.credentials.source",
                "USER_INFO",
                "basic.auth.user.info",
                EXCHANGE.address().registryUserInfo()));
    }

    private static void assertRefused(ThrowingCallable call, int status, int code) {
        assertThatThrownBy(call).satisfies(thrown -> {
            assertThat(thrown.getClass().getSimpleName()).as(thrown.toString()).isEqualTo("RestClientException");
            assertThat(GenuineClient.get(thrown, "getStatus")).isEqualTo(status);
            assertThat(GenuineClient.get(thrown, "getErrorCode")).isEqualTo(code);
        });
    }
}
