package org.huzheng.trace;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.huzheng.http.HttpServers;

/** A collector of traces on this machine: takes OTLP over HTTP, decoded with OpenTelemetry's own classes, and keeps every span for a test to look at. */
public final class TraceCollector implements AutoCloseable {
    private final List<Told> spans = new CopyOnWriteArrayList<>();
    private final Set<String> authorizations = ConcurrentHashMap.newKeySet();
    private final HttpServer server;
    private volatile int status = 200;

    /**
     * A span as it was sent.
     *
     * @param name its name
     * @param service name of the process that sent it
     * @param traceId trace id, hexadecimal
     * @param spanId its own id, hexadecimal
     * @param parentSpanId id of the span it lies below, empty of a first one
     * @param attributes what it was told
     */
    public record Told(
            String name,
            String service,
            String traceId,
            String spanId,
            String parentSpanId,
            Map<String, String> attributes) {
        public Told {
            attributes = Map.copyOf(attributes);
        }

        /** What it was told under a name, or nothing. */
        public String said(String attribute) {
            return attributes.getOrDefault(attribute, "");
        }
    }

    private TraceCollector(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a free port. */
    public static TraceCollector start() throws IOException {
        TraceCollector collector = new TraceCollector(
                HttpServers.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0, Optional.empty()));
        collector.server.createContext("/v1/traces", collector::take);
        collector.server.start();
        return collector;
    }

    /** Where it listens. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Every row and call, told to this collector. */
    public TracingSettings everything() {
        return TracingSettings.everything(url());
    }

    /** Answers with this status from now on. */
    public void answer(int next) {
        status = next;
    }

    /** Every span taken so far. */
    public List<Told> spans() {
        return List.copyOf(spans);
    }

    /** Spans of one name. */
    public List<Told> named(String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    /** Spans of one trace. */
    public List<Told> ofTrace(String traceId) {
        return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    /** How senders said who they are. */
    public Set<String> authorizations() {
        return Set.copyOf(authorizations);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<String> authorization = exchange.getRequestHeaders().get("Authorization");
            if (authorization != null) {
                authorizations.addAll(authorization);
            }
            boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            try (InputStream body =
                    packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
                keep(ExportTraceServiceRequest.parseFrom(body));
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private void keep(ExportTraceServiceRequest request) {
        for (ResourceSpans ofProcess : request.getResourceSpansList()) {
            String service = texts(ofProcess.getResource().getAttributesList()).getOrDefault("service.name", "");
            for (ScopeSpans ofScope : ofProcess.getScopeSpansList()) {
                for (Span span : ofScope.getSpansList()) {
                    spans.add(new Told(
                            span.getName(),
                            service,
                            hex(span.getTraceId()),
                            hex(span.getSpanId()),
                            hex(span.getParentSpanId()),
                            texts(span.getAttributesList())));
                }
            }
        }
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        Map<String, String> texts = new HashMap<>();
        for (KeyValue attribute : attributes) {
            AnyValue value = attribute.getValue();
            texts.put(
                    attribute.getKey(),
                    value.hasStringValue() ? value.getStringValue() : String.valueOf(value.getIntValue()));
        }
        return texts;
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
