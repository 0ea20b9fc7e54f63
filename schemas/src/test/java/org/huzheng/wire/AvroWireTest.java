package org.huzheng.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.DocumentType;
import org.huzheng.event.StatedPerson;
import org.huzheng.household.Resident;
import org.huzheng.medical.Birth;
import org.junit.jupiter.api.Test;

class AvroWireTest {
    private static final String TOPIC = Topics.HOUSEHOLD_RESIDENT.name();

    private final SchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroWire wire = new AvroWire(registry);

    @Test
    void shouldReadBackEveryTypeOfEveryTopic() {
        for (Topic topic : Topics.all()) {
            for (Schema schema : topic.schemas()) {
                Class<? extends SpecificRecord> type =
                        SpecificData.get().getClass(schema).asSubclass(SpecificRecord.class);
                for (int seed = 0; seed < 10; seed++) {
                    // Given
                    SpecificRecord record = new AnyRecord(seed).of(type);
                    registry.register(topic.subjectOf(record.getSchema()), record.getSchema());

                    // When
                    byte[] value = wire.encode(topic.name(), record);

                    // Then
                    assertThat(wire.decode(value)).isEqualTo(record).isInstanceOf(type);
                    assertThat(AvroWire.fromBody(AvroWire.body(record), type)).isEqualTo(record);
                }
            }
        }
    }

    @Test
    void shouldWriteAZeroTheIdAndTheBody() {
        // Given
        SpecificRecord record = new AnyRecord(1).of(Resident.class);
        registry.register("another", Schema.create(Schema.Type.STRING));
        int id = registry.register(AvroWire.subjectOf(TOPIC, record.getSchema()), record.getSchema());

        // When
        byte[] value = wire.encode(TOPIC, record);

        // Then
        assertThat(Arrays.copyOf(value, 5)).containsExactly(0, 0, 0, 0, id);
        assertThat(Arrays.copyOfRange(value, 5, value.length)).isEqualTo(AvroWire.body(record));
        assertThat(AvroWire.schemaIdOf(value)).isEqualTo(id);
    }

    @Test
    void shouldWriteAsWhoWroteAnotherValueWouldHave() {
        // Given
        Resident record = (Resident) new AnyRecord(2).of(Resident.class);
        Schema older = OlderSchema.without("birthCertificateNumber", record.getSchema());
        int id = registry.register("older", older);
        byte[] header = ByteBuffer.allocate(5).put((byte) 0).putInt(id).array();

        // When
        byte[] value = wire.encodeLike(header, record);

        // Then
        assertThat(AvroWire.schemaIdOf(value)).isEqualTo(id);
        Resident read = wire.decode(value, Resident.class);
        assertThat(read.getHouseholdId()).isEqualTo(record.getHouseholdId());
        assertThat(wire.encodeLike(value, read)).isEqualTo(value);
        assertThat(wire.encodeLike(encoded(record), record)).isEqualTo(encoded(record));
        assertThatThrownBy(() -> wire.encodeLike(value, new AnyRecord(2).of(Birth.class)))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining("Birth");
    }

    @Test
    void shouldRefuseToWriteATypeThatIsNotRegisteredForTheTopic() {
        // Given
        SpecificRecord record = new AnyRecord(1).of(Resident.class);
        registry.register(AvroWire.subjectOf(TOPIC, record.getSchema()), record.getSchema());

        // Then
        assertThatThrownBy(() -> wire.encode(Topics.MEDICAL_BIRTH.name(), record))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("medical.birth-org.huzheng.household.Resident");
    }

    @Test
    void shouldRefuseToWriteAnIncompleteRecordWithoutRepeatingIt() {
        // Given
        Resident record = (Resident) new AnyRecord(1).of(Resident.class);
        registry.register(AvroWire.subjectOf(TOPIC, record.getSchema()), record.getSchema());
        byte[] whole = wire.encode(TOPIC, record);
        String householdId = record.getHouseholdId();

        // When
        record.setHouseholdId(null);

        // Then
        assertThatThrownBy(() -> wire.encode(TOPIC, record))
                .isInstanceOf(UnencodableRecordException.class)
                .hasMessageContaining("org.huzheng.household.Resident")
                .hasMessageNotContaining(AnyRecord.PERSONAL)
                .hasNoCause();
        record.setHouseholdId(householdId);
        assertThat(wire.encode(TOPIC, record)).isEqualTo(whole);
    }

    @Test
    void shouldRefuseEveryTruncationOfAValue() {
        byte[] value = encoded(new AnyRecord(3).of(Resident.class));

        for (int length = 0; length < value.length; length++) {
            byte[] truncated = Arrays.copyOf(value, length);
            assertThatExceptionOfType(UndecodableRecordException.class).isThrownBy(() -> wire.decode(truncated));
        }
    }

    @Test
    void shouldRefuseAValueThatGoesOnAfterItsRecord() {
        byte[] value = encoded(new AnyRecord(3).of(Resident.class));

        assertThatThrownBy(() -> wire.decode(Arrays.copyOf(value, value.length + 1)))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining("more bytes");
    }

    @Test
    void shouldRefuseAnotherFirstByte() {
        byte[] value = encoded(new AnyRecord(3).of(Resident.class));
        value[0] = (byte) 0xC3;

        assertThatThrownBy(() -> wire.decode(value))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining("195");
    }

    @Test
    void shouldReadOrRefuseButNeverFailOtherwiseWhateverTheBytes() {
        // Given
        byte[] value = encoded(new AnyRecord(3).of(Resident.class));
        Random random = new Random(7);

        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = value.clone();
            for (int hits = random.nextInt(4); hits >= 0; hits--) {
                damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt();
            }
            try {
                assertThat(wire.decode(damaged)).isInstanceOf(Resident.class);
            } catch (UndecodableRecordException refusal) {
                assertThat(refusal).hasMessageNotContaining(AnyRecord.PERSONAL);
            }
        }
    }

    @Test
    void shouldCallAValuePoisonWhenTheRegistrySaysItHasNoSuchId() {
        assertThatThrownBy(() -> wire.decode(new byte[] {0, 0, 0, 0, 99, 1}))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining("99")
                .hasCauseInstanceOf(UnknownSchemaException.class);
    }

    @Test
    void shouldRefuseATypeOfAnotherNamespaceAndOneThatIsGone() {
        for (String name : new String[] {"java.lang.Runtime", "org.huzheng.event.Gone", "org.huzheng.wire.AvroWire"}) {
            int id = registry.register(
                    name, SchemaBuilder.record(name).fields().requiredInt("a").endRecord());
            byte[] value = ByteBuffer.allocate(6)
                    .put((byte) 0)
                    .putInt(id)
                    .put((byte) 2)
                    .array();

            assertThatThrownBy(() -> wire.decode(value))
                    .isInstanceOf(UndecodableRecordException.class)
                    .hasMessageContaining(name);
        }
    }

    @Test
    void shouldRefuseAnotherTypeWhereOneIsAskedFor() {
        byte[] value = encoded(new AnyRecord(3).of(Resident.class));

        assertThat(wire.decode(value, Resident.class)).isInstanceOf(Resident.class);
        assertThatThrownBy(() -> wire.decode(value, StatedPerson.class))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContainingAll("StatedPerson", "Resident");
    }

    @Test
    void shouldReadAnOlderWriterByDefaultsAndANewerSymbolAsUnknown() throws Exception {
        // Given
        Schema writer = new Schema.Parser().parse("""
            {"type":"record","namespace":"org.huzheng.event","name":"StatedPerson","fields":[
              {"name":"documentType","type":{"type":"enum","name":"DocumentType",
                "symbols":["UNKNOWN","DRIVING_LICENCE"],"default":"UNKNOWN"}},
              {"name":"addedLater","type":"string","default":""}]}\
            """);
        GenericRecord record = new GenericData.Record(writer);
        record.put(
                "documentType",
                new GenericData.EnumSymbol(writer.getField("documentType").schema(), "DRIVING_LICENCE"));
        record.put("addedLater", "later");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(5)
                .put((byte) 0)
                .putInt(registry.register("s", writer))
                .array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(writer).write(record, encoder);

        // When
        StatedPerson person = wire.decode(out.toByteArray(), StatedPerson.class);

        // Then
        assertThat(person.getName()).isNull();
        assertThat(person.getDocumentType()).isEqualTo(DocumentType.UNKNOWN);
    }

    @Test
    void shouldCarryDeletionsThroughKafkasInterfaces() {
        // Given
        AvroWireSerde serde = new AvroWireSerde(wire);
        SpecificRecord record = new AnyRecord(3).of(Resident.class);
        byte[] value = encoded(record);

        // Then
        assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
        assertThat(serde.deserializer().deserialize(TOPIC, (byte[]) null)).isNull();
        assertThat(serde.serializer().serialize(TOPIC, record)).isEqualTo(value);
        assertThat(serde.deserializer().deserialize(TOPIC, value)).isEqualTo(record);
    }

    @Test
    void shouldCiteAValueByItsDigest() {
        // Given
        byte[] value = encoded(new AnyRecord(3).of(Resident.class));

        // When
        RecordDigest digest = RecordDigest.sha256(value);

        // Then
        assertThat(RecordDigest.of(digest.buffer())).isEqualTo(digest);
        value[value.length - 1]++;
        assertThat(RecordDigest.sha256(value)).isNotEqualTo(digest);
        assertThat(RecordDigest.sha256(new byte[0]))
                .hasToString("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    private byte[] encoded(SpecificRecord record) {
        registry.register(AvroWire.subjectOf(TOPIC, record.getSchema()), record.getSchema());
        return wire.encode(TOPIC, record);
    }
}
