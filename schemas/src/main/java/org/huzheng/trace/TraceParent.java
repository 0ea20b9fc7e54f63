package org.huzheng.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where in a trace something was sent: the header {@code traceparent} of W3C Trace Context (section 3.2), the same on Kafka records and on HTTP requests. Its
 * companion {@code tracestate} is neither read nor written: others may have put anything into it.
 */
public final class TraceParent {
    /** Name of the header. */
    public static final String HEADER = "traceparent";

    private static final int SPAN_ID_DIGITS = 16;
    private static final W3CTraceContextPropagator FORM = W3CTraceContextPropagator.getInstance();

    private TraceParent() {}

    /** What a header says; invalid when there is none or it is malformed. */
    public static SpanContext parse(@Nullable String header) {
        if (header == null) {
            return SpanContext.getInvalid();
        }
        return Span.fromContext(FORM.extract(Context.root(), header, OnlyTraceParent.INSTANCE))
                .getSpanContext();
    }

    /** What the headers of a record say; invalid when they say nothing of the kind. */
    public static SpanContext read(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return header == null || header.value() == null
                ? SpanContext.getInvalid()
                : parse(new String(header.value(), StandardCharsets.US_ASCII));
    }

    /** Says in the headers of a record where in a trace it was sent, in place of whatever they said before. */
    public static void write(SpanContext sent, Headers headers) {
        headers.remove(HEADER);
        FORM.inject(Context.root().with(Span.wrap(sent)), headers, (carrier, name, value) -> {
            if (carrier != null && name.equals(HEADER)) {
                carrier.add(name, value.getBytes(StandardCharsets.US_ASCII));
            }
        });
    }

    /** The trace id that goes into a value; null of what is not sampled. */
    public static @Nullable String traceIdOf(SpanContext sent) {
        return sent.isSampled() ? sent.getTraceId() : null;
    }

    /**
     * A place in the trace that a value names, where no header does. Which span it was sent in is not known: the parent's id is the trace id's last half, that
     * of no span.
     *
     * @param traceId 32 hexadecimal digits, or none
     * @return invalid when there is none or it is malformed
     */
    public static SpanContext ofTraceId(@Nullable String traceId) {
        return traceId == null || !TraceId.isValid(traceId)
                ? SpanContext.getInvalid()
                : SpanContext.createFromRemoteParent(
                        traceId,
                        traceId.substring(TraceId.getLength() - SPAN_ID_DIGITS),
                        TraceFlags.getSampled(),
                        TraceState.getDefault());
    }

    private enum OnlyTraceParent implements TextMapGetter<String> {
        INSTANCE;

        @Override
        public Iterable<String> keys(String header) {
            return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String header, String name) {
            return name.equals(HEADER) ? header : null;
        }
    }
}
