package org.huzheng.broker.registry;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.huzheng.broker.exchange.ExchangeAddress;
import org.huzheng.broker.exchange.ExchangeOperations;
import org.huzheng.broker.plan.Plan;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.broker.testing.GenuineConfluent;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.FeedMark;
import org.huzheng.wire.AvroWireDeserializer;
import org.huzheng.wire.AvroWireSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A registry and our wire format held against Confluent's own client and serializers, unchanged, and against what {@code exchange apply} asks of
 * a registry. Inherited by a test for each registry.
 */
abstract class RegistryConformance {
    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(1);

    private static final String ONE = "{\"type\":\"record\",\"name\":\"C\",\"namespace\":\"conformance\",\"fields\":["
            + "{\"name\":\"a\",\"type\":\"int\"}]}";
    private static final String TWO = "{\"type\":\"record\",\"name\":\"C\",\"namespace\":\"conformance\",\"fields\":["
            + "{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":[\"null\",\"string\"],\"default\":null}]}";
    private static final String BAD = "{\"type\":\"record\",\"name\":\"C\",\"namespace\":\"conformance\",\"fields\":["
            + "{\"name\":\"a\",\"type\":\"string\"}]}";

    private static URLClassLoader classes;

    /** Each heir calls this before its tests, so that it is the heir who is named where the client cannot be had. */
    static void fetchGenuineClient() {
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

    /** Address of the registry. */
    abstract String registryUrl();

    /** Stops it and starts it again on what it kept. */
    abstract void restart();

    /**
     * Holds one claim. A registry that is known to deviate says so here.
     *
     * @param claim what a client relies on
     */
    void holds(String claim, ThrowingCallable assertion) throws Throwable {
        assertion.call();
    }

    @Test
    void shouldServeTheGenuineClient() throws Throwable {
        // Given
        GenuineClient client = client();
        String subject = "conformance-client";

        // When
        int first = client.register(subject, ONE);
        client.call("updateCompatibility", subject, "FULL_TRANSITIVE");
        int second = client.register(subject, TWO);

        // Then
        holds("ids grow", () -> assertThat(second).isGreaterThan(first));
        holds("subjects are listed", () -> assertThat(client.call("getAllSubjects"))
                .asInstanceOf(InstanceOfAssertFactories.COLLECTION)
                .contains(subject));
        holds("versions are listed", () -> assertThat(client.call("getAllVersions", subject))
                .isEqualTo(List.of(1, 2)));
        holds("id of a schema", () -> assertThat(client.call("getId", subject, client.schema(TWO)))
                .isEqualTo(second));
        holds("version of a schema", () -> assertThat(client.call("getVersion", subject, client.schema(ONE)))
                .isEqualTo(1));
        holds("schema of an id", () -> assertThat(client.call("getSchemaById", second))
                .isEqualTo(client.schema(TWO)));
        holds("latest version", () -> assertThat(
                        GenuineClient.get(client.call("getLatestSchemaMetadata", subject), "getVersion"))
                .isEqualTo(2));
        holds("schema of a version", () -> assertThat(
                        GenuineClient.get(client.call("getSchemaMetadata", subject, 1), "getId"))
                .isEqualTo(first));
        holds("subjects of an id", () -> assertThat(client.call("getAllSubjectsById", second))
                .isEqualTo(List.of(subject)));
        holds("compatibility of a subject", () -> assertThat(client.call("getCompatibility", subject))
                .isEqualTo("FULL_TRANSITIVE"));
        holds("mode", () -> assertThat(client.call("getMode")).isEqualTo("READWRITE"));
    }

    @Test
    void shouldGiveTheGenuineClientTheVerdictsItKnows() throws Throwable {
        // Given
        GenuineClient client = client();
        String subject = "conformance-verdicts";
        client.register(subject, ONE);

        // When // Then
        client.register("conformance-default", ONE);
        holds(
                "an incompatible schema is refused unless told otherwise",
                () -> GenuineClient.assertRefused(() -> client.register("conformance-default", BAD), 409, 409));
        client.call("updateCompatibility", subject, "BACKWARD");
        holds("a compatible schema is found so", () -> assertThat(
                        client.call("testCompatibility", subject, client.schema(TWO)))
                .isEqualTo(true));
        holds("an incompatible schema is found so", () -> assertThat(
                        client.call("testCompatibility", subject, client.schema(BAD)))
                .isEqualTo(false));
        holds("the reason of an incompatibility", () -> assertThat(
                        client.call("testCompatibilityVerbose", subject, client.schema(BAD))
                                .toString())
                .contains("TYPE_MISMATCH"));
        holds(
                "409 on an incompatible schema",
                () -> GenuineClient.assertRefused(() -> client.register(subject, BAD), 409, 409));
    }

    @Test
    void shouldGiveTheGenuineClientTheCodesItKnows() throws Throwable {
        // Given
        GenuineClient client = client();
        String subject = "conformance-codes";
        client.register(subject, ONE);

        // When // Then
        holds(
                "40403 on an unknown id",
                () -> GenuineClient.assertRefused(() -> client.call("getSchemaById", 987_654), 404, 40403));
        holds(
                "40401 on an unknown subject",
                () -> GenuineClient.assertRefused(
                        () -> client.call("getAllVersions", "conformance-nobody"), 404, 40401));
        holds(
                "40402 on an unknown version",
                () -> GenuineClient.assertRefused(() -> client.call("getSchemaMetadata", subject, 77), 404, 40402));
        holds(
                "42203 on an unknown compatibility",
                () -> GenuineClient.assertRefused(
                        () -> client.call("updateCompatibility", subject, "SIDEWAYS"), 422, 42203));
        GenuineClient anonymous = new GenuineClient(classes, registryUrl(), Map.of());
        holds(
                "anonymous writes are refused",
                () -> GenuineClient.assertRefused(() -> anonymous.register("conformance-anonymous", ONE), 401, 40101));
    }

    @Test
    void shouldLetTheGenuineClientDeleteAndForget() throws Throwable {
        // Given
        GenuineClient client = client();
        String subject = "conformance-deletes";
        client.register(subject, ONE);
        client.register(subject, TWO);

        // When // Then
        holds("a version is deleted", () -> assertThat(client.call("deleteSchemaVersion", subject, "1"))
                .isEqualTo(1));
        holds("a subject is deleted", () -> assertThat(client.call("deleteSubject", subject))
                .isEqualTo(List.of(2)));
        holds("a deleted subject is forgotten", () -> assertThat(client.call("deleteSubject", subject, true))
                .isEqualTo(List.of(1, 2)));
        holds(
                "40401 on a deleted subject",
                () -> GenuineClient.assertRefused(() -> client().call("getAllVersions", subject), 404, 40401));
    }

    @Test
    void shouldKeepWhatTheGenuineClientRegisteredThroughARestart() throws Throwable {
        // Given
        int id = client().register("conformance-restart", ONE);

        // When
        restart();

        // Then
        holds("a schema outlasts a restart", () -> assertThat(client().call("getSchemaById", id))
                .isEqualTo(client().schema(ONE)));
        holds("an id outlasts a restart", () -> assertThat(client().register("conformance-restart", ONE))
                .isEqualTo(id));
    }

    @Test
    void shouldTakeWhatTheCatalogueDeclares() throws Throwable {
        // When
        operations().apply();

        // Then
        holds("nothing is left to apply", () -> assertThat(operations().plan())
                .isEqualTo(new Plan(List.of(), List.of())));
    }

    @Test
    void shouldExchangeGenericRecordsBetweenTheGenuineSerializers() throws Throwable {
        // Given
        Map<String, Object> config = credentials();
        config.put("schema.registry.url", registryUrl());
        config.put("auto.register.schemas", "true");
        GenericRecord written = new GenericData.Record(new Schema.Parser().parse(ONE));
        written.put("a", 7);

        // When
        Object read;
        try (Serializer<Object> serializer = GenuineConfluent.serializer(classes);
                Deserializer<Object> deserializer = GenuineConfluent.deserializer(classes)) {
            serializer.configure(config, false);
            deserializer.configure(config, false);
            read = deserializer.deserialize("conformance", serializer.serialize("conformance", written));
        }

        // Then
        holds("a generic record comes back", () -> assertThat(read).isEqualTo(written));
    }

    @Test
    void shouldWriteTheSameBytesAsTheGenuineSerializerAndReadEachOthers() throws Throwable {
        // Given
        operations().apply();
        FeedMark mark = feedMark();
        String topic = Topics.HOUSEHOLD_RESIDENT.name();
        Map<String, Object> config = new HashMap<>(Map.of("schema.registry.url", registryUrl()));
        config.put("auto.register.schemas", "false");
        config.put("specific.avro.reader", "true");
        config.put("value.subject.name.strategy", GenuineConfluent.SUBJECT_NAMES);

        try (Serializer<Object> genuine = GenuineConfluent.serializer(classes);
                Deserializer<Object> genuineReader = GenuineConfluent.deserializer(classes);
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
            holds("the same bytes", () -> assertThat(ourBytes).isEqualTo(theirBytes));
            assertThat(ByteBuffer.wrap(ourBytes).get()).isZero();
            holds("the genuine reader reads ours", () -> assertThat(genuineReader.deserialize(topic, ourBytes))
                    .isEqualTo(mark));
            holds("ours reads the genuine's", () -> assertThat(oursReader.deserialize(topic, theirBytes))
                    .isEqualTo(mark));
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

    private GenuineClient client() throws ReflectiveOperationException {
        return new GenuineClient(classes, registryUrl(), credentials());
    }

    private ExchangeOperations operations() {
        ExchangeAddress address = new ExchangeAddress(EXCHANGE.address().access(), registryUrl());
        return ExchangeOperations.ofCatalogue(address, Catalogue.JUDGED, EXCHANGE.partitions());
    }

    private static Map<String, Object> credentials() {
        return new HashMap<>(Map.of(
                "basic.auth.credentials.source",
                "USER_INFO",
                "basic.auth.user.info",
                EXCHANGE.address().registryUserInfo()));
    }
}
