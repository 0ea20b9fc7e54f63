package org.huzheng.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.huzheng.exchange.CertificateStatus;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.StatusChange;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class TracingTest {
    private static final String TOPIC = "exchange.certificate-status";
    private static final StatusChange CHANGE = new StatusChange(
            "110000",
            "a request",
            CertificateStatus.REVOKED,
            "0-0",
            1,
            "relation-derived",
            null,
            new Locator("exchange.decisions", 0, 7L),
            Instant.EPOCH);
    private static final Serializer<SpecificRecord> AS_TEXT =
            (topic, record) -> new byte[] {(byte) record.getSchema().getFields().size()};

    private final CollectedSpans collected = new CollectedSpans();

    @Test
    void shouldDoNothingAtAllWhenItIsOff() {
        // Given
        Tracing off = Tracing.start(Optional.empty(), "huzheng", "1");
        Headers headers = new RecordHeaders();

        // When
        Span span = off.begin("row", SpanKind.INTERNAL);
        Span below = off.begin("row", SpanKind.INTERNAL, TraceParent.ofTraceId("4bf92f3577b34da6a3ce929d0e0e4736"));
        byte[] value = new TracedSerializer(off, AS_TEXT).serialize(TOPIC, headers, CHANGE);

        // Then
        assertThat(off.isOn()).isFalse();
        assertThat(span).isSameAs(Span.getInvalid());
        assertThat(below).isSameAs(Span.getInvalid());
        assertThat(value).isEqualTo(AS_TEXT.serialize(TOPIC, CHANGE));
        assertThat(headers.toArray()).isEmpty();
    }

    @Test
    void shouldBeginAsManyTracesAsTheRatioSays() {
        // Given
        int rows = 20_000;
        Tracing few = Tracing.to(collected, 0.1, "huzheng", "1");

        // When
        long sampled = IntStream.range(0, rows)
                .filter(row -> few.begin("row", SpanKind.INTERNAL).isRecording())
                .count();
        boolean any = Tracing.to(collected, 0, "huzheng", "1")
                .begin("row", SpanKind.INTERNAL)
                .isRecording();

        // Then: of 20,000 tosses fewer or more than this come up once in 10^16 runs
        assertThat(sampled).isBetween(1_650L, 2_350L);
        assertThat(any).isFalse();
    }

    @Test
    void shouldGoOnInTheTraceOfTheCallerWhateverTheRatioUnlessTheCallerIsNotSampled() {
        // Given
        SpanContext sampled = TraceParent.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        SpanContext passedOver = TraceParent.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00");
        Tracing tracing = Tracing.to(collected, 0, "huzheng", "1");

        // When
        tracing.begin("call", SpanKind.SERVER, sampled).end();
        tracing.begin("call", SpanKind.SERVER, passedOver).end();
        tracing.close();

        // Then
        assertThat(collected.spans()).hasSize(1);
        assertThat(collected.spans().get(0).getTraceId()).isEqualTo(sampled.getTraceId());
        assertThat(collected.spans().get(0).getParentSpanId()).isEqualTo(sampled.getSpanId());
    }

    @Test
    void shouldSayOnWhatIsSentInWhichSpanItWasSentAndWhatKindOfThingItIsButNotAboutWhom() {
        // Given
        Tracing tracing = Tracing.to(collected, 1, "huzheng", "1");
        Headers headers = new RecordHeaders();
        Span judging = tracing.begin("issue", SpanKind.CONSUMER);

        // When
        try (Scope working = Tracing.enter(judging)) {
            assertThat(MDC.get(Tracing.LOG_FIELD))
                    .isEqualTo(judging.getSpanContext().getTraceId());
            new TracedSerializer(tracing, AS_TEXT).serialize(TOPIC, headers, CHANGE);
        }
        judging.end();
        tracing.close();

        // Then
        SpanData sent = collected.named("send " + TOPIC);
        assertThat(sent.getParentSpanId()).isEqualTo(judging.getSpanContext().getSpanId());
        assertThat(TraceParent.read(headers).getSpanId()).isEqualTo(sent.getSpanId());
        assertThat(sent.getAttributes().get(AttributeKey.stringKey("huzheng.certificate.status")))
                .isEqualTo("REVOKED");
        assertThat(sent.getAttributes().get(AttributeKey.stringKey("huzheng.rule")))
                .isEqualTo("relation-derived");
        assertThat(sent.getAttributes().asMap().values().stream().map(String::valueOf))
                .doesNotContain(CHANGE.getNumber(), CHANGE.getRequestId());
        assertThat(MDC.get(Tracing.LOG_FIELD)).isNull();
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void shouldSayNothingOfWhatIsSentOutsideOfATrace() {
        // Given
        Tracing tracing = Tracing.to(collected, 1, "huzheng", "1");
        Headers headers = new RecordHeaders();

        // When
        new TracedSerializer(tracing, AS_TEXT).serialize(TOPIC, headers, CHANGE);
        tracing.close();

        // Then
        assertThat(headers.toArray()).isEmpty();
        assertThat(collected.spans()).isEqualTo(List.of());
    }
}
