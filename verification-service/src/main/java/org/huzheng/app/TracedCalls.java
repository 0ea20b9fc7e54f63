package org.huzheng.app;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import org.huzheng.trace.TraceParent;
import org.huzheng.trace.Tracing;

/** Goes on in the trace of who asks, or begins one; what is put on a topic while a call is answered belongs to it. Calls that only read are not traced. */
@ServerFilter(patterns = "/v1/**", methods = HttpMethod.POST)
@Requires(beans = Tracing.class)
final class TracedCalls {
    private static final String SPAN = "huzheng.span";

    private final Tracing tracing;

    TracedCalls(Tracing tracing) {
        this.tracing = tracing;
    }

    /** Whoever answers the call works in its span, on whatever thread. */
    private record Working(Span span) implements ThreadPropagatedContextElement<Scope> {
        @Override
        public Scope updateThreadContext() {
            return Tracing.enter(span);
        }

        @Override
        public void restoreThreadContext(Scope entered) {
            entered.close();
        }
    }

    @RequestFilter
    void begin(HttpRequest<?> request, MutablePropagatedContext context) {
        SpanContext caller = TraceParent.parse(request.getHeaders().get(TraceParent.HEADER));
        // of a path only the pattern: what stands in it may be a certificate's number
        String name = "POST"
                + BasicHttpAttributes.getUriTemplate(request)
                        .map(pattern -> " " + pattern)
                        .orElse("");
        Span span = caller.isValid()
                ? tracing.begin(name, SpanKind.SERVER, caller)
                : tracing.begin(name, SpanKind.SERVER, Instant.now());
        if (span.isRecording()) {
            request.setAttribute(SPAN, span);
            context.add(new Working(span));
        }
    }

    @ResponseFilter
    void end(HttpRequest<?> request, HttpResponse<?> response) {
        request.getAttribute(SPAN, Span.class).ifPresent(span -> {
            span.setAttribute("http.response.status_code", response.code());
            span.end();
        });
    }
}
