package org.huzheng.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.huzheng.exchange.CertificateStatus;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.StatusChange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

class TracingTest {
    private static final String TOPIC = "exchange.certificate-status";
    private static final String CALLER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0";
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
    private static final Serializer<SpecificRecord> FIELDS =
            (topic, record) -> new byte[] {(byte) record.getSchema().getFields().size()};

    private TraceCollector collector;

    @BeforeEach
    void start() throws IOException {
        collector = TraceCollector.start();
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    private Tracing tracing(double ratio) {
        return Tracing.start(
                Optional.of(new TracingSettings(collector.url(), ratio, Optional.empty(), Optional.empty())),
                "huzheng-test",
                "1");
    }

    @Test
    void shouldDoNothingAtAllWhenItIsOff() {
        // Given
        Tracing off = Tracing.start(Optional.empty(), "huzheng-test", "1");
        Headers headers = new RecordHeaders();

        // When
        Span span = off.begin("row", SpanKind.INTERNAL, Instant.EPOCH);
        Span below = off.begin("row", SpanKind.INTERNAL, TraceParent.parse(CALLER + "1"));
        byte[] value = new TracedSerializer(off, FIELDS).serialize(TOPIC, headers, CHANGE);

        // Then
        assertThat(off.isOn()).isFalse();
        assertThat(span).isSameAs(Span.getInvalid());
        assertThat(below).isSameAs(Span.getInvalid());
        assertThat(value).isEqualTo(FIELDS.serialize(TOPIC, CHANGE));
        assertThat(headers.toArray()).isEmpty();
    }

    @Test
    void shouldBeginAsManyTracesAsTheRatioSays() {
        try (Tracing few = tracing(0.1);
                Tracing none = tracing(0)) {
            // When
            long sampled = IntStream.range(0, 20_000)
                    .filter(row ->
                            few.begin("row", SpanKind.INTERNAL, Instant.EPOCH).isRecording())
                    .count();

            // Then: 2,000 are expected; fewer or more than this come up less than once in 10^15 runs
            assertThat(sampled).isBetween(1_650L, 2_350L);
            assertThat(none.begin("row", SpanKind.INTERNAL, Instant.EPOCH).isRecording())
                    .isFalse();
        }
    }

    @Test
    void shouldGoOnInTheTraceOfTheCallerWhateverTheRatioUnlessTheCallerIsNotSampled() {
        // Given
        SpanContext sampled = TraceParent.parse(CALLER + "1");
        SpanContext passedOver = TraceParent.parse(CALLER + "0");

        // When
        try (Tracing tracing = tracing(0)) {
            tracing.begin("sampled", SpanKind.SERVER, sampled).end();
            tracing.begin("passed over", SpanKind.SERVER, passedOver).end();
        }

        // Then
        assertThat(collector.spans()).singleElement().satisfies(span -> {
            assertThat(span.name()).isEqualTo("sampled");
            assertThat(span.service()).isEqualTo("huzheng-test");
            assertThat(span.traceId()).isEqualTo(sampled.getTraceId());
            assertThat(span.parentSpanId()).isEqualTo(sampled.getSpanId());
        });
    }

    @Test
    void shouldSayOnWhatIsSentInWhichSpanItWasSentAndWhatItIsButNotAboutWhom() {
        // Given
        Headers headers = new RecordHeaders();
        Span issuing;

        // When
        try (Tracing tracing = tracing(1)) {
            issuing = tracing.begin("issue-certificates", SpanKind.CONSUMER, Instant.now());
            try (Scope working = Tracing.enter(issuing)) {
                assertThat(MDC.get(Tracing.LOG_FIELD))
                        .isEqualTo(issuing.getSpanContext().getTraceId());
                new TracedSerializer(tracing, FIELDS).serialize(TOPIC, headers, CHANGE);
            }
            issuing.end();
        }

        // Then
        TraceCollector.Told sent = collector.named("send " + TOPIC).get(0);
        assertThat(sent.parentSpanId()).isEqualTo(issuing.getSpanContext().getSpanId());
        assertThat(TraceParent.read(headers).getSpanId()).isEqualTo(sent.spanId());
        assertThat(sent.attributes())
                .containsEntry("huzheng.certificate.status", "REVOKED")
                .containsEntry("huzheng.rule", "relation-derived")
                .containsEntry("messaging.destination.name", TOPIC);
        assertThat(sent.attributes().values()).doesNotContain(CHANGE.getNumber(), CHANGE.getRequestId());
        assertThat(MDC.get(Tracing.LOG_FIELD)).isNull();
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void shouldSayNothingOfWhatIsSentOutsideOfATrace() {
        // Given
        Headers headers = new RecordHeaders();

        // When
        try (Tracing tracing = tracing(1)) {
            new TracedSerializer(tracing, FIELDS).serialize(TOPIC, headers, CHANGE);
        }

        // Then
        assertThat(headers.toArray()).isEmpty();
        assertThat(collector.spans()).isEmpty();
    }

    @Test
    void shouldShowTheCollectorTheTokenOfTheFileAndRefuseAFileThatIsNotThere(@TempDir Path directory)
            throws IOException {
        // Given
        Path token = Files.writeString(directory.resolve("token"), "a-token\n");
        TracingSettings settings = new TracingSettings(collector.url(), 1, Optional.of(token), Optional.empty());

        // When
        try (Tracing tracing = Tracing.start(Optional.of(settings), "huzheng-test", "1")) {
            tracing.begin("row", SpanKind.INTERNAL, Instant.now()).end();
        }

        // Then
        assertThat(collector.authorizations()).containsExactly("Bearer a-token");
        Files.delete(token);
        assertThatExceptionOfType(TracingStartFailure.class)
                .isThrownBy(() -> Tracing.start(Optional.of(settings), "huzheng-test", "1"))
                .withMessageContaining("tracing.token: expected a readable file");
    }

    @Test
    void shouldLoseSpansAndNothingElseWhenTheCollectorRefusesThem() {
        // Given
        collector.answer(400);
        Headers headers = new RecordHeaders();

        // When
        try (Tracing tracing = tracing(1)) {
            Span row = tracing.begin("row", SpanKind.INTERNAL, Instant.now());
            try (Scope working = Tracing.enter(row)) {
                assertThat(new TracedSerializer(tracing, FIELDS).serialize(TOPIC, headers, CHANGE))
                        .isEqualTo(FIELDS.serialize(TOPIC, CHANGE));
            }
            row.end();
        }

        // Then
        assertThat(TraceParent.read(headers).isValid()).isTrue();
    }
}
