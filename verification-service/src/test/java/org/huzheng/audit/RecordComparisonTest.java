package org.huzheng.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.audit.Difference.Side;
import org.huzheng.event.Sex;
import org.huzheng.exchange.KinshipContent;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.OwnRecord;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.PersonSummary;
import org.huzheng.exchange.Reason;
import org.huzheng.exchange.Relation;
import org.huzheng.exchange.RelationBasis;
import org.huzheng.exchange.RequestForm;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.InMemorySchemaRegistry;
import org.huzheng.wire.OlderSchema;
import org.huzheng.wire.SchemaRegistry;
import org.junit.jupiter.api.Test;

class RecordComparisonTest {
    private static final int WIRE_HEADER_BYTES = 5;
    private static final String TOPIC = "compared";

    private final SchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroWire wire = new AvroWire(registry);

    @Test
    void shouldFindNothingInEqualRecords() {
        assertThat(compare(reason("no-entry", "e1"), reason("no-entry", "e1"))).isEmpty();
    }

    @Test
    void shouldNameTheFieldAndBothSides() {
        assertThat(compare(reason("no-entry", "e1"), reason("entry-ended", "e1")))
                .containsExactly(new Side("rule", "no-entry", "entry-ended"));
    }

    @Test
    void shouldNameThePlaceInAList() {
        assertThat(compare(reason("no-entry", "e1", "e2"), reason("no-entry", "e1", "e3")))
                .containsExactly(new Side("eventIds[1]", "e2", "e3"));
    }

    @Test
    void shouldCountListsOfDifferentLength() {
        assertThat(compare(reason("no-entry", "e1", "e2"), reason("no-entry", "e1")))
                .containsExactly(new Side("eventIds", "2 entries", "1 entries"));
    }

    @Test
    void shouldNameAFieldWithinARecordAndShowBytes() {
        // Given
        OwnRecord recomputed = own(3L, new byte[] {1, 2});
        OwnRecord stored = own(4L, new byte[] {1, 3});

        // When / Then
        assertThat(compare(recomputed, stored))
                .extracting(Side::where, Side::recomputed, Side::stored)
                .containsExactly(tuple("locator.offset", "3", "4"), tuple("digest", "0102", "0103"));
    }

    @Test
    void shouldNeverShowPersonalData() {
        // Given
        KinshipContent recomputed = content("林婉清", "110105197203080020");
        KinshipContent stored = content("何敏", "110105197001010040");

        // When
        List<Side> sides = compare(recomputed, stored);

        // Then
        assertThat(sides).extracting(Side::where).containsExactly("applicant");
        assertThat(sides.toString()).doesNotContain("林婉清", "何敏", "1101051972", "1101051970");
    }

    @Test
    void shouldNotShowAPersonsRecordsEither() {
        // Given
        OwnRecord recomputed = OwnRecord.newBuilder(own(3L, new byte[] {1}))
                .setValue(ByteBuffer.wrap("林婉清".getBytes(StandardCharsets.UTF_8)))
                .build();

        // When
        List<Side> sides = compare(recomputed, own(3L, new byte[] {1}));

        // Then
        assertThat(sides)
                .containsExactly(new Side("value", "personal data, not shown", "other personal data, not shown"));
    }

    @Test
    void shouldNoticeBytesThatSayTheSameInAnotherWay() {
        // Given
        Reason reason = reason("no-entry");
        byte[] stored = stored(reason);
        // the text "no-entry", whose length of 8 is a zig-zag 16, written in two bytes where one would do
        byte[] longer = new byte[stored.length + 1];
        System.arraycopy(stored, 0, longer, 0, WIRE_HEADER_BYTES);
        longer[WIRE_HEADER_BYTES] = (byte) 0x90;
        System.arraycopy(
                stored, WIRE_HEADER_BYTES + 1, longer, WIRE_HEADER_BYTES + 2, stored.length - WIRE_HEADER_BYTES - 1);

        // When
        List<Side> sides = new RecordComparison(wire).sides(reason, longer);

        // Then
        assertThat(sides).extracting(Side::where).containsExactly("encoding");
    }

    @Test
    void shouldCompareWhatTheSchemaOfThenCouldSay() {
        // Given
        PartialQuestion question = question("window-1");
        byte[] older = wire.encodeLike(headerOf(OlderSchema.without("requestedAt", question.getSchema())), question);

        // When
        List<Side> same = new RecordComparison(wire).sides(question, older);
        List<Side> different = new RecordComparison(wire).sides(question("window-2"), older);

        // Then
        assertThat(wire.decode(older, PartialQuestion.class).getRequestedAt()).isNull();
        assertThat(same).isEmpty();
        assertThat(different).containsExactly(new Side("asker", "window-2", "window-1"));
    }

    @Test
    void shouldNameTheTypesWhenTheyDiffer() {
        assertThat(compare(reason("no-entry"), own(1L, new byte[] {1})))
                .containsExactly(new Side("type", "org.huzheng.exchange.Reason", "org.huzheng.exchange.OwnRecord"));
    }

    private static PartialQuestion question(String asker) {
        return new PartialQuestion(
                "request",
                1,
                1,
                "k1",
                "k2",
                List.of(),
                asker,
                "school-enrolment",
                RequestForm.CERTIFICATE,
                Instant.EPOCH,
                null);
    }

    private byte[] headerOf(Schema schema) {
        int id = registry.register(AvroWire.subjectOf(TOPIC, schema), schema);
        return ByteBuffer.allocate(WIRE_HEADER_BYTES).put((byte) 0).putInt(id).array();
    }

    private List<Side> compare(SpecificRecord recomputed, SpecificRecord stored) {
        return new RecordComparison(wire).sides(recomputed, stored(stored));
    }

    private byte[] stored(SpecificRecord record) {
        return wire.encodeLike(headerOf(record.getSchema()), record);
    }

    private static Reason reason(String rule, String... events) {
        return new Reason(rule, null, List.of(events), null);
    }

    private static OwnRecord own(long offset, byte[] digest) {
        return new OwnRecord(
                "org.huzheng.household.Resident",
                new Locator("household.resident", 0, offset),
                ByteBuffer.wrap(digest),
                ByteBuffer.wrap(new byte[] {9}));
    }

    private static KinshipContent content(String name, String number) {
        PersonSummary child = new PersonSummary("k2", "陈思远", Sex.MALE, LocalDate.EPOCH, "n");
        return KinshipContent.newBuilder()
                .setApplicant(new PersonSummary("k1", name, Sex.FEMALE, LocalDate.EPOCH, number))
                .setRelative(child)
                .setRelation(Relation.MOTHER)
                .setInverse(Relation.SON)
                .setBases(List.of(RelationBasis.STATED))
                .setRegisters(List.of())
                .setSince(null)
                .build();
    }
}
