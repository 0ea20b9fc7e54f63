package org.huzheng.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as another serializer does, and says of each in which trace it was sent: the one the thread works in, else the one the value names. Kafka calls a
 * serializer on the thread that sends, with the headers of the record.
 */
public final class TracedSerializer implements Serializer<SpecificRecord> {
    private final Tracing tracing;
    private final Serializer<SpecificRecord> written;

    /** Writes with a serializer that is configured, and closed with this one. */
    public TracedSerializer(Tracing tracing, Serializer<SpecificRecord> written) {
        this.tracing = tracing;
        this.written = written;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        written.configure(configs, isKey);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable SpecificRecord record) {
        return written.serialize(topic, record);
    }

    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, @Nullable SpecificRecord record) {
        Span span = record == null ? Span.getInvalid() : begin(topic, record);
        try {
            return written.serialize(topic, headers, record);
        } finally {
            if (span.getSpanContext().isValid()) {
                TraceParent.write(span.getSpanContext(), headers);
                span.end();
            }
        }
    }

    private Span begin(String topic, SpecificRecord record) {
        SpanContext working = Span.current().getSpanContext();
        SpanContext parent = working.isValid() ? working : TraceParent.ofTraceId(TracedRecord.traceIdOf(record));
        Span span = tracing.begin("send " + topic, SpanKind.PRODUCER, parent);
        if (span.isRecording()) {
            Place.tellTopic(topic, span);
            TracedRecord.describe(record, span);
        }
        return span;
    }

    @Override
    public void close() {
        written.close();
    }
}
