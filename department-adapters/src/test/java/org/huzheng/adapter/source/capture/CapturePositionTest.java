package org.huzheng.adapter.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.huzheng.adapter.source.SourceSettings.Reads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapturePositionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|REGISTER",
                "{\"epoch\": 0, \"offset\": {\"lsn\": 1}}|REGISTER",
                "{\"epoch\": 1, \"offset\": {\"lsn\": 1}}|LOG",
                "{\"epoch\": 2}|REGISTER",
                "not a position|REGISTER"
            })
    void shouldReadTheTablesUntilTheSnapshotHasEndedAndTheLogFromThenOn(String position, Reads expected) {
        assertThat(CapturePosition.reads(Optional.ofNullable(position))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, '', 0", "0, '{}', 2", "1, '{}', 2", "2, '{}', 4", "3, '{}', 4"})
    void shouldBeginANewSnapshotInAnEpochAfterEveryRowHandedOver(int epoch, String offset, int expected) {
        // When
        CapturePosition fresh = new CapturePosition(epoch, offset, "structure").beforeNewSnapshot();

        // Then
        assertThat(fresh).isEqualTo(new CapturePosition(expected, "", "structure"));
        assertThat(fresh.inSnapshot()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"household.resident", "household.v$resident", "hh.a+b", "hh.居民(旧)", "hh.a b"})
    void shouldCaptureExactlyTheTableThatIsNamed(String table) {
        // When
        Pattern captured = Pattern.compile(CaptureProperties.exactly(List.of(table)));

        // Then
        assertThat(captured.matcher(table).matches()).isTrue();
        assertThat(captured.matcher(table.replace('.', '_')).matches()).isFalse();
    }

    @Test
    void shouldNameSeveralTablesBesideOneAnother() {
        assertThat(CaptureProperties.exactly(List.of("a.b", "a.c"))).isEqualTo("a\\.b,a\\.c");
    }
}
