package org.huzheng.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.ChangeType;
import org.huzheng.event.EventHeader;
import org.huzheng.event.FeedMark;
import org.huzheng.event.RejectedRecord;
import org.huzheng.exchange.Access;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.RequestForm;
import org.huzheng.household.IdentityLink;
import org.huzheng.household.LinkKind;
import org.huzheng.wire.AnyRecord;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.AvroWireSerializer;
import org.huzheng.wire.InMemorySchemaRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What we write, read as CloudEvents by the CloudEvents project's own deserializer. */
class CloudEventSerializerTest {
    private static final Instant RECORDED = Instant.parse("2024-03-01T08:30:00.250Z");
    private static final String TOPIC = Topics.HOUSEHOLD_IDENTITY_LINK.name();

    private final CloudEventSerializer serializer = new CloudEventSerializer(new AvroWireSerializer(wire()));

    private static AvroWire wire() {
        InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
        Topics.all().forEach(topic -> topic.schemas()
                .forEach(schema -> registry.register(topic.subjectOf(schema), schema)));
        return new AvroWire(registry);
    }

    /** One kind of value on one topic. */
    record Kind(Topic topic, Schema type) {
        @Override
        public String toString() {
            return topic.subjectOf(type);
        }

        SpecificRecord any(long seed) {
            return new AnyRecord(seed).of(type);
        }
    }

    static Stream<Kind> kinds() {
        return Topics.all().stream().flatMap(topic -> topic.schemas().stream().map(type -> new Kind(topic, type)));
    }

    private CloudEvent read(String topic, SpecificRecord record) {
        Headers headers = new RecordHeaders();
        byte[] value = serializer.serialize(topic, headers, record);
        try (CloudEventDeserializer reader = new CloudEventDeserializer()) {
            return reader.deserialize(topic, headers, value);
        }
    }

    private static IdentityLink link(String recordId, Instant recordedAt) {
        EventHeader header = EventHeader.newBuilder()
                .setEventId("gR9oL2Yb0Xv3Qm1TzC5dWA")
                .setDepartment("household")
                .setRecordId(recordId)
                .setVersionEpoch(0)
                .setVersion(7)
                .setChangeType(ChangeType.CREATED)
                .setRecordedAt(recordedAt)
                .setAdapterRun("run-1")
                .build();
        return IdentityLink.newBuilder()
                .setHeader(header)
                .setKind(LinkKind.CHANGED)
                .setFormerKey("former")
                .setCurrentKey("current")
                .build();
    }

    @Test
    void shouldSayOfARecordEventWhatItsHeadSays() {
        // When
        CloudEvent event = read(TOPIC, link("L-1", RECORDED));

        // Then
        assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(event.getDataContentType()).isEqualTo("application/avro");
        assertThat(event.getId()).isEqualTo("gR9oL2Yb0Xv3Qm1TzC5dWA");
        assertThat(event.getSource()).isEqualTo(URI.create("/household/identity-link"));
        assertThat(event.getType()).isEqualTo("org.huzheng.household.IdentityLink");
        assertThat(event.getTime()).isEqualTo(OffsetDateTime.ofInstant(RECORDED, ZoneOffset.UTC));
        assertThat(event.getSubject()).isEqualTo("L-1");
        assertThat(event.getDataSchema())
                .isEqualTo(URI.create(CloudEvents.dataSchemaOf(IdentityLink.getClassSchema())));
        assertThat(event.getExtensionNames()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldMakeACloudEventOfEveryKindOfValueOfTheCatalogue(Kind kind) {
        // When
        CloudEvent event = read(kind.topic().name(), kind.any(1));

        // Then
        assertThat(event.getSource()).hasToString("/" + kind.topic().name().replaceFirst("[.]", "/"));
        assertThat(event.getType()).isEqualTo(kind.type().getFullName());
        assertThat(event.getDataSchema()).hasScheme("ni");
        assertThat(event.getData()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldWriteTheSameHeadersForTheSameRecordAndAnotherIdForAnother(Kind kind) {
        // Given
        Headers first = new RecordHeaders();
        Headers again = new RecordHeaders();

        // When
        serializer.serialize(kind.topic().name(), first, kind.any(1));
        serializer.serialize(kind.topic().name(), again, kind.any(1));

        // Then
        if (kind.type().equals(RejectedRecord.getClassSchema())) {
            // Nothing about a row may be guessed from its id: it is drawn each time, and nothing else is.
            assertThat(again.lastHeader(CloudEvents.ID)).isNotEqualTo(first.lastHeader(CloudEvents.ID));
            again.remove(CloudEvents.ID);
            first.remove(CloudEvents.ID);
        }
        assertThat(again).isEqualTo(first);
        assertThat(read(kind.topic().name(), kind.any(2)).getId())
                .isNotEqualTo(read(kind.topic().name(), kind.any(1)).getId());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldRepeatNoPersonalData(Kind kind) {
        // Given
        Headers headers = new RecordHeaders();

        // When
        serializer.serialize(kind.topic().name(), headers, kind.any(1));

        // Then
        assertThat(headers).isNotEmpty().allSatisfy(header -> assertThat(text(header))
                .doesNotContain(AnyRecord.PERSONAL));
    }

    @Test
    void shouldReplaceTheAttributesOfAnotherRecordAndLeaveOtherHeaders() {
        // Given
        Headers headers = new RecordHeaders();
        serializer.serialize(TOPIC, headers, link("L-1", RECORDED));
        headers.add("ce_theirs", new byte[] {1});
        headers.add("other", new byte[] {2});

        // When
        serializer.serialize(TOPIC, headers, mark(3, null, null));

        // Then
        List<String> keys = new ArrayList<>();
        headers.forEach(header -> keys.add(header.key()));
        assertThat(keys)
                .containsExactlyInAnyOrder(
                        "other",
                        "content-type",
                        "ce_specversion",
                        "ce_id",
                        "ce_source",
                        "ce_type",
                        "ce_time",
                        "ce_dataschema");
        assertThat(text(headers.lastHeader("ce_type"))).isEqualTo("org.huzheng.event.FeedMark");
    }

    @Test
    void shouldLeaveNoHeadersOnATombstone() {
        // Given
        Headers headers = new RecordHeaders();
        serializer.serialize(TOPIC, headers, link("L-1", RECORDED));

        // When
        byte[] value = serializer.serialize(TOPIC, headers, null);

        // Then
        assertThat(value).isNull();
        assertThat(headers).isEmpty();
    }

    @Test
    void shouldTellMarksOfPartitionsAndOfSourcePartitionsApart() {
        assertThat(Stream.of(
                                mark(0, null, null),
                                mark(1, null, null),
                                mark(0, "social-security.enrolment", 0),
                                mark(0, "social-security.enrolment", 1),
                                mark(0, "medical.enrolment", 1))
                        .map(mark -> read(Topics.POINTERS.name(), mark).getId()))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldTellApartWhoLookedAtTwoPeopleForOneRequestAtOnce() {
        assertThat(read(Topics.ACCESS.name(), access(1)).getId())
                .isNotEqualTo(read(Topics.ACCESS.name(), access(2)).getId());
    }

    @Test
    void shouldLeaveOutWhatAnAttributeCannotHold() {
        // When
        CloudEvent event = read(TOPIC, link("L\n1", Instant.parse("+10000-01-01T00:00:00Z")));

        // Then
        assertThat(event.getSubject()).isNull();
        assertThat(event.getTime()).isNull();
    }

    private static FeedMark mark(int partition, String sourceTopic, Integer sourcePartition) {
        return FeedMark.newBuilder()
                .setDepartment("social-security")
                .setTopic("any")
                .setPartition(partition)
                .setCommittedBefore(RECORDED)
                .setAdapterRun("run-1")
                .setSourceTopic(sourceTopic)
                .setSourcePartition(sourcePartition)
                .build();
    }

    private static Access access(long offset) {
        return Access.newBuilder()
                .setRequestId("r1")
                .setJudgement(1)
                .setAsker("office")
                .setPurpose("school-enrolment")
                .setForm(RequestForm.CERTIFICATE)
                .setRecordTypes(List.of("org.huzheng.household.Resident"))
                .setAt(RECORDED)
                .setQuestion(new Locator(Topics.QUESTIONS.name(), 0, offset))
                .build();
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
