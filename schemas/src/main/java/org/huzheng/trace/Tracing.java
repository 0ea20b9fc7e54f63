package org.huzheng.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Begins spans, and has those that ended sent to a collector. Switched off it does nothing and costs nothing. A span is told what kind of record was handled
 * and where it lies; never a key, a number or a name.
 *
 * <p>Spans are sent by a thread of their own. When more end than it can send, those above are dropped: nobody waits for a collector.
 */
public final class Tracing implements AutoCloseable {
    /** Field of log lines written while something traced is handled. */
    public static final String LOG_FIELD = "trace_id";

    /** Spans that wait to be sent; what comes on top is dropped. */
    private static final int WAITING_SPANS_MAX = 8_192;

    private static final int CLOSING_SECONDS = 5;
    private static final Tracing OFF = new Tracing(TracerProvider.noop(), 0, Optional.empty());

    private final Tracer tracer;
    private final double ratio;
    private final Optional<SdkTracerProvider> provider;

    private Tracing(TracerProvider tracers, double ratio, Optional<SdkTracerProvider> provider) {
        this.tracer = tracers.get("org.huzheng");
        this.ratio = ratio;
        this.provider = provider;
    }

    /** Traces nothing. */
    public static Tracing off() {
        return OFF;
    }

    /**
     * Traces as told.
     *
     * @param settings where to; nothing is traced without
     * @param service name of the process, as the collector knows it
     * @param instance which of those of this name it is
     * @throws TracingStartFailure if a file of the settings cannot be used
     */
    public static Tracing start(Optional<TracingSettings> settings, String service, String instance) {
        return settings.map(told -> to(new CollectorExporter(told), told.ratio(), service, instance))
                .orElse(OFF);
    }

    private static Tracing to(SpanExporter exporter, double ratio, String service, String instance) {
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.builder()
                        .put(AttributeKey.stringKey("service.name"), service)
                        .put(AttributeKey.stringKey("service.instance.id"), instance)
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(WAITING_SPANS_MAX)
                        .build())
                .build();
        return new Tracing(provider, ratio, Optional.of(provider));
    }

    /** Whether anything is traced. */
    public boolean isOn() {
        return provider.isPresent();
    }

    /**
     * Begins a new trace, or nothing: how often is the ratio of the settings.
     *
     * @param startedAt when what it tells of began
     */
    public Span begin(String name, SpanKind kind, Instant startedAt) {
        boolean sampled = ratio > 0 && ThreadLocalRandom.current().nextDouble() < ratio;
        return sampled
                ? tracer.spanBuilder(name)
                        .setSpanKind(kind)
                        .setNoParent()
                        .setStartTimestamp(startedAt)
                        .startSpan()
                : Span.getInvalid();
    }

    /** Begins a span below another; nothing below what is not sampled. */
    public Span begin(String name, SpanKind kind, SpanContext parent) {
        return isOn() && parent.isSampled() ? below(name, kind, parent).startSpan() : Span.getInvalid();
    }

    /** The same, of what began earlier. */
    public Span begin(String name, SpanKind kind, SpanContext parent, Instant startedAt) {
        return isOn() && parent.isSampled()
                ? below(name, kind, parent).setStartTimestamp(startedAt).startSpan()
                : Span.getInvalid();
    }

    private SpanBuilder below(String name, SpanKind kind, SpanContext parent) {
        return tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(Context.root().with(Span.wrap(parent)));
    }

    /** Makes a span the one this thread works in, and has the log name its trace, until what is returned is closed. */
    @SuppressWarnings("MustBeClosedChecker") // closed with what is returned
    public static Scope enter(Span span) {
        Scope scope = span.makeCurrent();
        @Nullable String before = MDC.get(LOG_FIELD);
        MDC.put(LOG_FIELD, span.getSpanContext().getTraceId());
        return () -> {
            if (before == null) {
                MDC.remove(LOG_FIELD);
            } else {
                MDC.put(LOG_FIELD, before);
            }
            scope.close();
        };
    }

    /** Sends what has ended, for a few seconds at most. */
    @Override
    public void close() {
        provider.ifPresent(running -> running.shutdown().join(CLOSING_SECONDS, TimeUnit.SECONDS));
    }
}
