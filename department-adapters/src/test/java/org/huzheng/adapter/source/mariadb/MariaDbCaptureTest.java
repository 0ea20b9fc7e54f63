package org.huzheng.adapter.source.mariadb;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.capture.CapturePosition;
import org.huzheng.adapter.source.capture.LogDialect;
import org.huzheng.adapter.source.capture.LostLog;
import org.junit.jupiter.api.Test;

/** How the engine's offsets of MariaDB are understood. */
class MariaDbCaptureTest {
    private static final Schema SOURCE = SchemaBuilder.struct()
            .field("gtid", Schema.OPTIONAL_STRING_SCHEMA)
            .field("file", Schema.STRING_SCHEMA)
            .field("pos", Schema.INT64_SCHEMA)
            .field("row", Schema.INT32_SCHEMA)
            .build();

    private final LogDialect dialect = MariaDbCapture.of(
                    new MariaDbSettings(
                            "localhost", 3306, "capture", "", 1, "x.mark", LostLog.STOP, DisappearedMax.DEFAULT),
                    List.of("x.entry"),
                    CapturePosition.beginning())
            .dialect();

    private static Struct changeIn(String gtid) {
        return new Struct(SOURCE)
                .put("gtid", gtid)
                .put("file", "binlog.000007")
                .put("pos", 4L)
                .put("row", 2);
    }

    @Test
    void shouldGoOnFromAnOffsetThatNamesWhatWasReadBefore() {
        // When: a set that holds the transaction before, those of other domains, or none
        for (String read : List.of("0-1-41", "0-1-41,2-1-42", "0-1-4", "0-11-42", "")) {
            // Then
            assertThatCode(() -> dialect.requireGoesOn(changeIn("0-1-42"), Map.of("gtids", read)))
                    .as(read)
                    .doesNotThrowAnyException();
        }
        assertThatCode(() -> dialect.requireGoesOn(changeIn("0-1-42"), Map.of()))
                .doesNotThrowAnyException();
        assertThatCode(() -> dialect.requireGoesOn(changeIn(null), Map.of("gtids", "0-1-42")))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldNotGoOnFromAnOffsetThatTakesTheChangesOwnTransactionForRead() {
        for (String read : List.of("0-1-42", "2-1-7,0-1-42", "0-1-42,2-1-7")) {
            // When, then
            assertThatThrownBy(() -> dialect.requireGoesOn(changeIn("0-1-42"), Map.of("gtids", read)))
                    .as(read)
                    .isInstanceOf(SourceException.class)
                    .hasMessage("binary log of jdbc:mariadb://localhost:3306/: expected each transaction once, found"
                            + " 0-1-42 a second time at log binlog.000007:4 row 2, since the connection was lost"
                            + " inside it; the capture is started again from what is stored");
        }
    }
}
