package org.huzheng.trace;

import io.opentelemetry.api.trace.Span;

/** Where a record lies, under the names of OpenTelemetry's conventions for messaging. */
public final class Place {
    private Place() {}

    /** Tells a span a topic. */
    public static void tellTopic(String topic, Span span) {
        span.setAttribute("messaging.system", "kafka");
        span.setAttribute("messaging.destination.name", topic);
    }

    /** Tells a span a partition and an offset in it. */
    public static void tellOffset(int partition, long offset, Span span) {
        span.setAttribute("messaging.destination.partition.id", String.valueOf(partition));
        span.setAttribute("messaging.kafka.offset", offset);
    }
}
