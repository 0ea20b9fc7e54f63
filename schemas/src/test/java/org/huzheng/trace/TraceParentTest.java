package org.huzheng.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples are those of W3C Trace Context. */
class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @Test
    void shouldReadWhatItWroteInPlaceOfWhatWasThere() {
        // Given
        Headers headers = new RecordHeaders();
        headers.add(
                TraceParent.HEADER,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(StandardCharsets.US_ASCII));
        headers.add("tracestate", "rojo=1".getBytes(StandardCharsets.US_ASCII));

        // When
        TraceParent.write(TraceParent.parse(SAMPLED), headers);

        // Then
        assertThat(headers.headers(TraceParent.HEADER))
                .extracting(Header::value)
                .containsExactly(SAMPLED.getBytes(StandardCharsets.US_ASCII));
        SpanContext read = TraceParent.read(headers);
        assertThat(read.getTraceId()).isEqualTo(TRACE);
        assertThat(read.getSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(read.isSampled()).isTrue();
        assertThat(read.getTraceState().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "王"
            })
    void shouldTakeNothingFromAHeaderThatIsMissingOrMalformed(String header) {
        // Given
        Headers headers = new RecordHeaders();
        headers.add(TraceParent.HEADER, header == null ? null : header.getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(TraceParent.parse(header).isValid()).isFalse();
        assertThat(TraceParent.read(headers).isValid()).isFalse();
        assertThat(TraceParent.read(new RecordHeaders()).isValid()).isFalse();
    }

    @Test
    void shouldPutOnlyWhatIsSampledIntoAValue() {
        assertThat(TraceParent.traceIdOf(TraceParent.parse(SAMPLED))).isEqualTo(TRACE);
        assertThat(TraceParent.traceIdOf(TraceParent.parse(SAMPLED.replaceAll("01$", "00"))))
                .isNull();
        assertThat(TraceParent.traceIdOf(SpanContext.getInvalid())).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "4bf92f", "00000000000000000000000000000000", "4bf92f3577b34da6a3ce929d0e0e473x"})
    void shouldTakeNothingFromAValueThatNamesNoTrace(String traceId) {
        assertThat(TraceParent.ofTraceId(traceId).isValid()).isFalse();
    }

    @Test
    void shouldFindTheTraceAValueNames() {
        // When
        SpanContext named = TraceParent.ofTraceId(TRACE);

        // Then
        assertThat(named.getTraceId()).isEqualTo(TRACE);
        assertThat(named.isSampled()).isTrue();
        assertThat(named.isRemote()).isTrue();
    }
}
