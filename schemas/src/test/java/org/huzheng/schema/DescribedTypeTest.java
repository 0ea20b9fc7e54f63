package org.huzheng.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.event.ChangeType;
import org.huzheng.event.DocumentType;
import org.huzheng.event.EventHeader;
import org.huzheng.event.StatedPerson;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.DescribedRecord;
import org.huzheng.wire.InMemorySchemaRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DescribedTypeTest {
    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(DescribedTypeTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What is put in place of what, and what the refusal says. */
    record Mistake(String replace, String with, String says) {}

    static List<Mistake> mistakes() throws IOException {
        return resource("refused-types.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" \\| ", -1))
                .map(cells -> new Mistake(cells[0], cells[1], cells[2]))
                .toList();
    }

    private static SpecificRecord marriage(Schema type) {
        SpecificRecord record = DescribedRecord.newRecord(type);
        record.put(0, header());
        record.put(
                1,
                StatedPerson.newBuilder()
                        .setName("王芳")
                        .setDocumentType(DocumentType.NONE)
                        .build());
        record.put(2, "王芳");
        record.put(4, LocalDate.of(2020, 5, 20));
        record.put(5, Instant.ofEpochMilli(1_700_000_000_000L));
        record.put(6, new BigDecimal("9.00"));
        record.put(7, true);
        record.put(8, new GenericData.EnumSymbol(type.getField("status").schema(), "MARRIED"));
        return record;
    }

    private static EventHeader header() {
        return EventHeader.newBuilder()
                .setEventId("e")
                .setDepartment("marriages")
                .setRecordId("r")
                .setVersionEpoch(0)
                .setVersion(1)
                .setChangeType(ChangeType.CREATED)
                .setRecordedAt(Instant.ofEpochMilli(1))
                .setAdapterRun("run")
                .build();
    }

    @Test
    void shouldReadBackARecordOfWhichThereIsOnlyASchema() throws Exception {
        // Given
        Schema type = DescribedType.parse(resource("marriage.avsc"));
        InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
        registry.register(AvroWire.subjectOf("marriages.marriage", type), new Schema.Parser().parse(type.toString()));
        AvroWire wire = new AvroWire(registry, List.of(type));
        SpecificRecord record = marriage(type);

        // When
        SpecificRecord read = wire.decode(wire.encode("marriages.marriage", record));

        // Then
        assertThat(read).isEqualTo(record).isInstanceOf(DescribedRecord.class);
        assertThat(read.get(0)).isInstanceOf(EventHeader.class);
        assertThat(read.get(2)).isInstanceOf(String.class);
    }

    @Test
    void shouldLeaveWhatIsPersonalOutOfItsText() throws Exception {
        // Given
        SpecificRecord record = marriage(DescribedType.parse(resource("marriage.avsc")));

        // When
        String text = record.toString();

        // Then
        assertThat(text).contains("wifeName=redacted", "status=MARRIED").doesNotContain("王芳");
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void shouldSayWhatIsWrongWithASchema(Mistake mistake) throws IOException {
        // Given
        String right = resource("marriage.avsc");
        assertThat(right).contains(mistake.replace());
        String wrong = right.replace(mistake.replace(), mistake.with());

        // When / Then
        assertThatExceptionOfType(RefusedSchemaException.class)
                .isThrownBy(() -> DescribedType.parse(wrong))
                .withMessageContaining(mistake.says());
    }
}
