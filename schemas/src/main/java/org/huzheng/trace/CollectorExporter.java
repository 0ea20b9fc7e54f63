package org.huzheng.trace;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends spans to a collector in OTLP over HTTP; says once that it cannot be reached, and once that it can again. */
final class CollectorExporter implements SpanExporter {
    private static final Logger LOG = LoggerFactory.getLogger(CollectorExporter.class);
    private static final String PATH = "/v1/traces";

    private final SpanExporter exporter;
    private final URI endpoint;
    private final AtomicBoolean isAway = new AtomicBoolean();

    /** Sends as the settings say; the token is read anew for each sending, so that it may be replaced. */
    CollectorExporter(TracingSettings settings) {
        endpoint = settings.endpoint();
        OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString().replaceAll("/+$", "") + PATH)
                .setCompression("gzip");
        settings.authorities().ifPresent(file -> trust(builder, file));
        settings.token().ifPresent(file -> {
            bytesOf("token", file);
            builder.setHeaders(() -> Map.of(
                    "Authorization", "Bearer " + new String(bytesOf("token", file), StandardCharsets.UTF_8).strip()));
        });
        exporter = builder.build();
    }

    private static void trust(OtlpHttpSpanExporterBuilder builder, Path file) {
        try {
            builder.setTrustedCertificates(bytesOf("authorities", file));
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new TracingStartFailure("tracing.authorities: expected PEM certificates at " + file, e);
        }
    }

    private static byte[] bytesOf(String setting, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new TracingStartFailure("tracing." + setting + ": expected a readable file at " + file, e);
        }
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode sent = exporter.export(spans);
        sent.whenComplete(() -> note(sent.isSuccess()));
        return sent;
    }

    private void note(boolean isSent) {
        if (!isSent && !isAway.getAndSet(true)) {
            LOG.warn("Traces are lost, the collector does not take them: endpoint={}", endpoint);
        } else if (isSent && isAway.getAndSet(false)) {
            LOG.info("The collector takes traces again: endpoint={}", endpoint);
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
