package org.huzheng.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.event.RejectedRecord;
import org.huzheng.event.StatedPerson;
import org.huzheng.household.Resident;
import org.huzheng.schema.SchemaFiles;
import org.junit.jupiter.api.Test;

class RedactionTest {
    @Test
    void shouldLeavePersonalDataOutOfTheTextOfEveryGeneratedClass() throws IOException {
        // Given
        Map<String, String> texts = new TreeMap<>();

        // When
        for (Class<? extends SpecificRecord> type : SchemaFiles.recordClasses().values()) {
            for (int seed = 0; seed < 20; seed++) {
                texts.put(type.getName() + seed, new AnyRecord(seed).of(type).toString());
            }
        }

        // Then
        assertThat(texts).hasSizeGreaterThan(20 * 30).allSatisfy((type, text) -> assertThat(text)
                .doesNotContain(AnyRecord.PERSONAL)
                .doesNotContain(AnyRecord.PERSONAL.substring(4)));
        assertThat(texts.get(Resident.class.getName() + 1))
                .startsWith("Resident[header=EventHeader[eventId=" + AnyRecord.PUBLIC)
                .contains("identityNumber=redacted, name=redacted");
    }

    @Test
    void shouldShowNothingOfARejectedRow() {
        // Given
        RejectedRecord rejected = (RejectedRecord) new AnyRecord(1).of(RejectedRecord.class);
        rejected.setRow(Map.of("身份证号", "11010519491231002X"));

        // Then
        assertThat(rejected.toString()).contains("row=redacted").doesNotContain("身份证号", "11010519491231002X");
    }

    @Test
    void shouldTellAMissingValueFromAHiddenOne() {
        assertThat(StatedPerson.newBuilder().build().toString())
                .isEqualTo("StatedPerson[personKey=null, name=null, documentType=NONE, documentNumber=null]");
    }
}
