package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuarantineSweepTest {

    @ParameterizedTest
    @CsvSource({
        ", 2024-05-17T08:00:00Z, true",
        "2024-05-17T08:00:00Z, 2024-05-17T08:00:00Z, false",
        "2024-05-17T08:00:00Z, 2024-05-18T07:59:59Z, false",
        "2024-05-17T08:00:00Z, 2024-05-18T08:00:00Z, true",
        "2024-05-17T08:00:00Z, 2024-05-17T07:59:59Z, true",
        "2099-01-01T00:00:00Z, 2024-05-17T08:00:00Z, true",
    })
    void shouldBeDueOnceADayHoweverOftenTheAdapterBeginsAnew(Instant last, Instant now, boolean due) {
        assertThat(QuarantineSweep.isDue(Optional.ofNullable(last), now)).isEqualTo(due);
    }
}
