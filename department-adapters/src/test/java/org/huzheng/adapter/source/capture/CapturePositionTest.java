package org.huzheng.adapter.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.huzheng.adapter.source.SourceSettings.Reads;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
