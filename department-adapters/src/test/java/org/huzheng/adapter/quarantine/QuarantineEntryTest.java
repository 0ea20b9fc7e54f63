package org.huzheng.adapter.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.Mappings;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.source.UnreadableRow;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.huzheng.event.RejectedRecord;
import org.huzheng.identity.PersonKeyDerivation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QuarantineEntryTest {
    private static final Instant COMMITTED = Instant.parse("2024-01-01T00:00:00.123Z");

    private Mapping mapping;
    private QuarantineComposer composer;

    @BeforeEach
    void compose() throws Exception {
        mapping = Mappings.household();
        composer = new QuarantineComposer(mapping, Mappings.KEYS, "run");
    }

    private static SourceRow row(Operation operation, String location, long position) {
        return new SourceRow(
                "household.resident",
                location,
                operation,
                new SourceVersion(1, position),
                COMMITTED,
                Mappings.resident());
    }

    private static UnreadableRow unreadable(String location, Map<String, String> values) {
        return new UnreadableRow(
                "household.resident", location, Rejection.ofRow(Rule.COLUMN_COUNT, "3", "2"), values, Optional.empty());
    }

    private MappedRow.Refused refused(SourceItem item) {
        return new MappedRow.Refused(
                mapping.records().get(0),
                Optional.empty(),
                item.refusedFor(Rejection.ofValue(Rule.UNKNOWN_CODE, "sex", "one of [1, 2]", "9")));
    }

    private String key(SourceItem item) {
        return composer.keyOf(refused(item));
    }

    @Test
    void shouldGiveBackTheRowAsTheSourceStatedIt() {
        // Given
        SourceRow row = row(Operation.UPDATE, "lsn 0/1", 42);

        // When
        QuarantineEntry entry = new QuarantineEntry("key", 0, COMMITTED, composer.compose(refused(row), Instant.EPOCH));

        // Then
        assertThat(entry.row()).hasValueSatisfying(restored -> {
            assertThat(restored).isEqualTo(row);
            assertThat(restored.values()).containsEntry("father_id_number", null);
        });
        assertThat(entry.toString()).doesNotContain("王");
    }

    @Test
    void shouldHaveNoRowWhereNoneWasRead() {
        // When
        QuarantineEntry entry = new QuarantineEntry(
                "key",
                0,
                COMMITTED,
                composer.compose(refused(unreadable("line 3", Map.of("name", "王"))), Instant.EPOCH));

        // Then
        assertThat(entry.row()).isEmpty();
    }

    @Test
    void shouldHaveOneKeyForARowReadAgainAndOneForEachChangeOfALog() {
        assertThat(key(row(Operation.READ, "read 7, row 3", 7)))
                .isEqualTo(key(row(Operation.READ, "read 9, row 1", 9)))
                .isNotEqualTo(key(row(Operation.INSERT, "lsn 0/1", 7)));
        assertThat(key(row(Operation.UPDATE, "lsn 0/1", 1))).isNotEqualTo(key(row(Operation.UPDATE, "lsn 0/2", 2)));
        assertThat(key(unreadable("line 3", Map.of("name", "王"))))
                .isEqualTo(key(unreadable("line 4", Map.of("name", "王"))));
        assertThat(key(unreadable("line 3", Map.of()))).isNotEqualTo(key(unreadable("line 4", Map.of())));
    }

    @Test
    void shouldHaveAKeyNobodyCanTestWithoutTheSecret() {
        // Given
        QuarantineComposer elsewhere = new QuarantineComposer(
                mapping,
                new PersonKeyDerivation("another secret, of 32 bytes or even more".getBytes(StandardCharsets.UTF_8)),
                "run");
        MappedRow.Refused refused = refused(row(Operation.READ, "line 3", 1));

        // Then
        assertThat(elsewhere.keyOf(refused)).isNotEqualTo(composer.keyOf(refused));
        assertThat(composer.keyOf(refused)).matches("[0-9a-f]{32}");
    }

    @Test
    void shouldMaskTheNamesOfColumnsThatTheMappingDoesNotName() {
        // Given: a row of a file whose heading was missing
        MaskedEntry entry = new MaskedEntry(
                "key",
                "Resident",
                "rows.csv",
                "line 2",
                "missing-column",
                Optional.of("name"),
                "a column of this name",
                Optional.empty(),
                Map.of("王小明", "李*红", "王大明", "", "name", "张*三"),
                0,
                Optional.empty(),
                mapping.digest(),
                "run",
                COMMITTED,
                COMMITTED);

        // When
        MaskedEntry shown = entry.namingOnly(mapping.columns());

        // Then
        assertThat(shown.rowMasked()).containsOnlyKeys("王*明", "王*明*", "name").containsEntry("name", "张*三");
        assertThat(shown.toString()).doesNotContain("王小明", "王大明");
        assertThat(shown.field()).hasValue("name");
    }

    @ParameterizedTest
    @MethodSource
    void shouldMaskOnlyWhatTheRowHeld(Rejection rejection, String shown) {
        // Given
        MappedRow.Refused refused = new MappedRow.Refused(
                mapping.records().get(0),
                Optional.empty(),
                unreadable("row 0", Map.of()).refusedFor(rejection));

        // When
        RejectedRecord stored = composer.compose(refused, COMMITTED);

        // Then
        assertThat(MaskedEntry.of(new QuarantineEntry("key", 0, COMMITTED, stored))
                        .foundShown())
                .hasValue(shown);
        assertThat(rejection.foundShown()).hasValue(shown);
        assertThat(rejection + " " + rejection.finding()).doesNotContain("王小明");
    }

    static Stream<Arguments> shouldMaskOnlyWhatTheRowHeld() {
        return Stream.of(
                Arguments.of(
                        Rejection.ofRow(Rule.COLUMN_COUNT, "9 columns as in the header", "10 columns"), "10 columns"),
                Arguments.of(Rejection.inWords(Rule.MALFORMED_ROW, "name", "a text", "an object"), "an object"),
                Arguments.of(Rejection.ofValue(Rule.NAME_CHARACTER, "name", "a name", "王小明"), "王*明"));
    }

    @Test
    void shouldStillMaskWhatAnEarlierBuildRefused() {
        // Given
        RejectedRecord stored = composer.compose(refused(row(Operation.READ, "row 1", 1)), COMMITTED);
        stored.setFound("王小明");
        stored.setFoundShown(null);

        // When, then
        assertThat(MaskedEntry.of(new QuarantineEntry("key", 0, COMMITTED, stored))
                        .foundShown())
                .hasValue("王*明");
    }

    @Test
    void shouldMaskAMemberAtFaultThatTheMappingDoesNotName() {
        // Given: an entry of before such names were masked when a row was refused
        MappedRow.Refused refused = new MappedRow.Refused(
                mapping.records().get(0),
                Optional.empty(),
                unreadable("row 0", Map.of())
                        .refusedFor(
                                Rejection.ofValue(Rule.MALFORMED_ROW, "330110196612127953", "a text", "an object")));
        QuarantineEntry entry = new QuarantineEntry("key", 0, COMMITTED, composer.compose(refused, COMMITTED));

        // When
        MaskedEntry shown = MaskedEntry.of(entry).namingOnly(mapping.columns());

        // Then
        assertThat(shown.field()).hasValue("3****************3");
    }

    @Test
    void shouldKnowEveryColumnThatTheMappingReads() {
        // When, then
        assertThat(mapping.columns()).containsAll(Mappings.resident().keySet());
    }
}
