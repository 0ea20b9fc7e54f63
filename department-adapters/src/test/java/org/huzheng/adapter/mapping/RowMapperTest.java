package org.huzheng.adapter.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.source.json.JsonRows;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.huzheng.event.ChangeType;
import org.huzheng.event.DocumentType;
import org.huzheng.event.Sex;
import org.huzheng.household.Resident;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.settings.SettingsException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RowMapperTest {

    private static MappedRow map(SourceRow row) throws IOException, SettingsException {
        return new RowMapper(Mappings.household(), Mappings.KEYS).map(row);
    }

    private static MappedRow.Version version(Map<String, @Nullable String> values) throws Exception {
        return (MappedRow.Version) map(Mappings.row(values));
    }

    private static Rejection rejection(Map<String, @Nullable String> values) throws Exception {
        return ((MappedRow.Refused) map(Mappings.row(values))).row().rejection();
    }

    static Stream<List<String>> refusals() throws IOException {
        return Mappings.text("refusals.csv")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> Arrays.asList(line.split(",", -1)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void shouldRefuseARowWhenAColumnBreaksARule(List<String> refusal) throws Exception {
        // Given
        Map<String, @Nullable String> values = Mappings.resident();
        values.put(refusal.get(0), refusal.get(1));

        // When
        Rejection rejection = rejection(values);

        // Then
        assertThat(rejection.rule().code()).isEqualTo(refusal.get(2));
        assertThat(rejection.field()).hasValue(refusal.get(3));
        String found = refusal.get(4).isEmpty() ? refusal.get(1) : refusal.get(4);
        assertThat(rejection.found()).isEqualTo(Optional.of(found).filter(text -> !text.isEmpty()));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "record-ids.csv", delimiter = '|')
    void shouldRefuseAnIdThatHoldsAnIdentityNumber(String id, String refused) throws Exception {
        // Given
        Map<String, @Nullable String> values = Mappings.resident();
        values.put("entry_id", id);

        // When
        MappedRow row = map(Mappings.row(values));

        // Then
        if (refused.equals("yes")) {
            assertThat(row).isInstanceOf(MappedRow.Refused.class);
            assertThat(((MappedRow.Refused) row).row().rejection().rule()).isEqualTo(Rule.RECORD_ID_IS_IDENTITY_NUMBER);
        } else {
            assertThat(row).isInstanceOf(MappedRow.Version.class);
        }
    }

    @Test
    void shouldFillTheRecordAsTheSchemaWantsIt() throws Exception {
        // When
        MappedRow.Version version = version(Mappings.resident());

        // Then
        Resident resident = (Resident) version.body();
        assertThat(resident.getIdentityNumber()).isEqualTo("11010519491231002X");
        assertThat(resident.getName()).isEqualTo("王𬱖㛃");
        assertThat(resident.getSex()).isEqualTo(Sex.FEMALE);
        assertThat(resident.getBirthDate()).isEqualTo(LocalDate.of(1949, 12, 31));
        assertThat(resident.getFather().getName()).isEqualTo("王父");
        assertThat(resident.getFather().getPersonKey()).isNull();
        assertThat(resident.getFather().getDocumentType()).isEqualTo(DocumentType.NONE);
        assertThat(resident.getMother()).isNull();
        assertThat(version.recordId()).isEqualTo("17");
        assertThat(version.keys())
                .containsExactly(Mappings.KEYS.keyOf(ResidentIdentityNumber.parse("11010519491231002X")));
        assertThat(version.version()).isEqualTo(new SourceVersion(1, 42));
        assertThat(version.recordedAt()).isEqualTo(Instant.parse("2020-05-04T04:00:00Z"));
        assertThat(version.validFrom()).hasValue(LocalDate.of(1980, 1, 1));
        assertThat(version.stated()).hasValue(ChangeType.CREATED);
    }

    @Test
    void shouldSayThatARecordEndedWhenItsEndIsFilled() throws Exception {
        // Given
        Map<String, @Nullable String> values = Mappings.resident();
        values.put("moved_out_on", "1999-05-01");

        // When / Then
        assertThat(version(values).stated()).hasValue(ChangeType.ENDED);
    }

    @Test
    void shouldNormaliseAnOldNumberToTheSamePerson() throws Exception {
        // Given
        Map<String, @Nullable String> values = Mappings.resident();
        values.put("id_number", "　110105491231002 ");

        // When / Then
        assertThat(version(values).keys())
                .containsExactly(Mappings.KEYS.keyOf(ResidentIdentityNumber.parse("11010519491231002X")));
    }

    @Test
    void shouldRefuseARowThatLacksAMappedColumn() throws Exception {
        // Given
        Map<String, @Nullable String> values = Mappings.resident();
        values.remove("household_no");

        // When
        Rejection rejection = rejection(values);

        // Then
        assertThat(rejection.rule()).isEqualTo(Rule.MISSING_COLUMN);
        assertThat(rejection.field()).hasValue("household_no");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "sex|女 |\"女 \"",
                "relation_code|王五十|\"王五十\"",
                "relation_code|一二三四五六七八九十一二三|一***********三",
                "relation_code|123456|1****6",
                "change_kind|9|\"9\"",
                "birth_date|王小明|王*明"
            })
    void shouldShowACodeThatIsInNoListSoThatTheMappingCanBeMended(String column, String text, String shown)
            throws Exception {
        // Given
        Map<String, @Nullable String> values = Mappings.resident();
        values.put(column, text);

        // When
        Rejection rejection = rejection(values);

        // Then
        assertThat(rejection.foundShown()).hasValue(shown);
    }

    @ParameterizedTest
    @CsvSource({"330110196612127953, 3****************3", "household_no, household_no"})
    void shouldNameAMemberOnlyWhereTheMappingDoes(String member, String shown) throws Exception {
        // Given: a sender may name a member after a person
        SourceItem row = new JsonRows(Set.of())
                .row(
                        JsonRows.JSON.createObjectNode().set(member, JsonRows.JSON.createArrayNode()),
                        new JsonRows.Place("household.resident", "row 0", new SourceVersion(0, 0), Instant.EPOCH));

        // When
        MappedRow.Refused refused = (MappedRow.Refused) new RowMapper(Mappings.household(), Mappings.KEYS).map(row);

        // Then
        assertThat(refused.row().rejection().rule()).isEqualTo(Rule.MALFORMED_ROW);
        assertThat(refused.row().rejection().field()).hasValue(shown);
        assertThat(row + " " + refused + " " + refused.row()).doesNotContain("330110196612127953");
    }

    @ParameterizedTest
    @CsvSource({"110105298812310029, no", "11010518691231002X, no", "110105202401020028, no", "110105202401010022, yes"
    })
    void shouldRefuseANumberOfSomebodyWhoWasNotBornWhenTheRowWasWritten(String number, String possible)
            throws Exception {
        // Given: a row of 2024-01-01
        Map<String, @Nullable String> values = Mappings.resident();
        values.put("id_number", number);
        String born = number.substring(6, 10) + "-" + number.substring(10, 12) + "-" + number.substring(12, 14);
        values.put("birth_date", born);

        // When
        MappedRow row = map(Mappings.row(values));

        // Then
        if (possible.equals("yes")) {
            assertThat(row).isInstanceOf(MappedRow.Version.class);
        } else {
            Rejection rejection = ((MappedRow.Refused) row).row().rejection();
            assertThat(rejection.rule()).isEqualTo(Rule.IDENTITY_NUMBER);
            assertThat(rejection.expected())
                    .endsWith("a birth date from 1870-01-01 to the time of the row, 2024-01-01");
        }
    }

    @Test
    void shouldRefuseAnIdWithACharacterNobodySeesAndStillWithdrawIt() throws Exception {
        // Given
        Map<String, @Nullable String> values = Mappings.resident();
        values.put("entry_id", "1\u200b7");
        SourceRow row = Mappings.row(values);
        SourceRow gone = new SourceRow(
                row.origin(), row.location(), Operation.DELETE, row.version(), row.committedAt(), row.values());

        // When
        Rejection rejection = rejection(values);

        // Then
        assertThat(rejection.rule()).isEqualTo(Rule.RECORD_ID_CHARACTER);
        assertThat(rejection.field()).hasValue("entry_id");
        assertThat(rejection.expected()).contains("at character 2 is U+200B ZERO WIDTH SPACE");
        assertThat(map(gone)).isInstanceOf(MappedRow.Deletion.class);
    }

    @Test
    void shouldKeepPersonalDataOutOfTextForms() throws Exception {
        // Given
        Map<String, @Nullable String> values = Mappings.resident();
        values.put("relation_code", "王");

        // When
        SourceRow row = Mappings.row(values);
        MappedRow.Refused refused = (MappedRow.Refused) map(row);

        // Then
        assertThat(row + " " + refused + " " + refused.row() + " "
                        + refused.row().rejection() + version(Mappings.resident()))
                .doesNotContain("王", "11010519491231002", "1949");
    }
}
