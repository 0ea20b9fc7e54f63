package org.huzheng.adapter.publish;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.trace.Place;
import org.huzheng.trace.TraceParent;
import org.huzheng.trace.TracedRecord;
import org.huzheng.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * The way of one row into the exchange, as a trace tells it: its batch was read, it was mapped, its events were sent, and what became of it. Rows that are not
 * sampled share one that tells nothing. A row whose batch was not committed is not told of; it is read again, in another trace.
 */
public final class RowTrace {
    /** Of a row that is not sampled. */
    public static final RowTrace NONE = new RowTrace(Tracing.off(), Span.getInvalid());

    private final Tracing tracing;
    private final Span row;

    private RowTrace(Tracing tracing, Span row) {
        this.tracing = tracing;
        this.row = row;
    }

    /**
     * When a batch was read.
     *
     * @param from when the source was asked for it
     * @param until when the source had handed it over
     */
    public record BatchRead(Instant from, Instant until) {}

    /** Of a row of a batch; as often as the settings say. */
    public static RowTrace begin(Tracing tracing, BatchRead read) {
        Span row = tracing.begin("row", SpanKind.INTERNAL, read.from());
        if (!row.isRecording()) {
            return NONE;
        }
        tracing.begin("read", SpanKind.INTERNAL, row.getSpanContext(), read.from())
                .end(read.until());
        return new RowTrace(tracing, row);
    }

    /** Whether there is anything to tell. */
    public boolean isSampled() {
        return row.isRecording();
    }

    /** What the mapping makes of the row. */
    public MappedRow map(Supplier<MappedRow> mapping) {
        Span span = tracing.begin("map", SpanKind.INTERNAL, row.getSpanContext());
        try (Scope working = Tracing.enter(span)) {
            return mapping.get();
        } finally {
            span.end();
        }
    }

    /** The trace id that goes into the row's events; null of a row that is not sampled. */
    @Nullable
    String traceId() {
        return TraceParent.traceIdOf(row.getSpanContext());
    }

    /**
     * Tells of an event of the row that is sent, in its headers too.
     *
     * @return the span, to be ended once the event is known to lie on its topic
     */
    Span send(OutgoingEvent event, Headers headers) {
        Span span = tracing.begin("send " + event.topic().name(), SpanKind.PRODUCER, row.getSpanContext());
        Place.tellTopic(event.topic().name(), span);
        TracedRecord.describe(event.record(), span);
        TraceParent.write(span.getSpanContext(), headers);
        return span;
    }

    /** Tells what became of the row. */
    void settle(RowOutcome outcome) {
        row.setAttribute(
                "huzheng.row.outcome", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        if (outcome instanceof RowOutcome.Quarantined refused) {
            row.setAttribute("huzheng.row.rule", refused.rejection().rule().code());
        }
        row.end();
    }
}
