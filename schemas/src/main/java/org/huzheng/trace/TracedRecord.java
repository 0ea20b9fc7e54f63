package org.huzheng.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.huzheng.event.EventHeader;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.Reason;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.exchange.StatusChange;
import org.jspecify.annotations.Nullable;

/** What a trace says of a record of the exchange, and which trace a record belongs to. */
public final class TracedRecord {
    private static final String HEADER = "header";

    private TracedRecord() {}

    /** Where in a trace a record was sent: as its headers say, else in the trace its value names; invalid when neither says anything. */
    public static SpanContext contextOf(Headers headers, SpecificRecord record) {
        SpanContext sent = TraceParent.read(headers);
        return sent.isValid() ? sent : TraceParent.ofTraceId(traceIdOf(record));
    }

    /** The trace id a value carries: an event's, a request's, or of a decision its request's; null when it carries none. */
    public static @Nullable String traceIdOf(SpecificRecord record) {
        Object header = headerOf(record);
        if (header instanceof EventHeader event) {
            return event.getTraceId();
        }
        if (header instanceof RequestHeader request) {
            return request.getTraceId();
        }
        return header instanceof DecisionHeader decision ? decision.getTraceId() : null;
    }

    /** Tells a span the type of a record and what kind of thing it says; nothing about whom. */
    public static void describe(SpecificRecord record, Span span) {
        span.setAttribute("huzheng.record.type", record.getSchema().getFullName());
        Object header = headerOf(record);
        if (header instanceof EventHeader event) {
            span.setAttribute("huzheng.change.type", event.getChangeType().name());
        } else if (header instanceof DecisionHeader decision) {
            span.setAttribute("huzheng.answer", decision.getAnswer().name());
            span.setAttribute("huzheng.certificate.action", decision.getAction().name());
            List<Reason> reasons = decision.getReasons();
            if (!reasons.isEmpty()) {
                span.setAttribute("huzheng.rule", reasons.get(0).getRule());
            }
            if (decision.getTraceId() != null) {
                span.setAttribute("huzheng.request.trace_id", decision.getTraceId());
            }
        } else if (record instanceof StatusChange change) {
            span.setAttribute("huzheng.certificate.status", change.getStatus().name());
            span.setAttribute("huzheng.rule", change.getRule());
        }
    }

    private static @Nullable Object headerOf(SpecificRecord record) {
        Schema.Field field = record.getSchema().getField(HEADER);
        return field == null ? null : record.get(field.pos());
    }
}
