package org.huzheng.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.huzheng.api.ApiSettings;
import org.huzheng.api.BodyDigest;
import org.huzheng.api.CredentialTemplates;
import org.huzheng.decision.CertificateTypes;
import org.huzheng.identity.PersonKeyDerivation;
import org.huzheng.results.Results;
import org.huzheng.results.StatusListTokens;
import org.huzheng.results.Waiters;
import org.huzheng.sending.PromptAnswers;
import org.huzheng.signing.IssuerKeys;
import org.huzheng.tls.ServedCertificate;
import org.huzheng.trace.Tracing;

/** Binds the parts of an instance to Micronaut, which serves them over HTTP. */
final class HttpWiring {
    private static final String RUNNING = "huzheng.service.running";
    private static final String CLAIMS = "huzheng.claims.asked";
    private static final String PROMPT = "huzheng.claims.answered.at.once";

    private HttpWiring() {}

    /** What the interface is made of. */
    record Parts(
            CertificateTypes types,
            CredentialTemplates templates,
            IssuerKeys keys,
            Results results,
            Waiters waiters,
            StatusListTokens statusLists,
            PromptAnswers requests,
            ServiceStreams streams,
            Tracing tracing) {}

    /**
     * A context that serves them.
     *
     * @param certificate what the listener shows of itself; without, it speaks plain HTTP
     */
    static ApplicationContext context(
            ServiceConfiguration configuration, Parts parts, Optional<ServedCertificate> certificate) {
        byte[] exchangeSecret = SecretFile.bytes(configuration.personKeySecret());
        ApplicationContextBuilder builder = ApplicationContext.builder()
                .properties(properties(configuration))
                .deduceEnvironment(false)
                .banner(false)
                .singletons(
                        parts.types(),
                        parts.templates(),
                        parts.keys(),
                        parts.results(),
                        parts.waiters(),
                        parts.statusLists(),
                        parts.requests(),
                        parts.streams(),
                        InstantSource.system(),
                        new PersonKeyDerivation(exchangeSecret),
                        new BodyDigest(exchangeSecret),
                        new ApiSettings(
                                configuration.issuing().issuer(),
                                configuration.tokens().audience(),
                                configuration.http().patience()));
        certificate.ifPresent(builder::singletons);
        if (parts.tracing().isOn()) {
            builder.singletons(parts.tracing());
        }
        ApplicationContext context = builder.start();
        MeterRegistry meters = context.getBean(MeterRegistry.class);
        parts.streams().applications().forEach((id, streams) -> {
            new KafkaStreamsMetrics(streams).bindTo(meters);
            // Kafka's own meters go with an application that ended in an error, which is when one is needed.
            Gauge.builder(RUNNING, streams, HttpWiring::running)
                    .tag("application", id)
                    .description("1 while a part of the instance runs")
                    .register(meters);
        });
        FunctionCounter.builder(CLAIMS, parts.requests(), PromptAnswers::claims)
                .description("Claims about one person that were asked of this instance")
                .register(meters);
        FunctionCounter.builder(PROMPT, parts.requests(), PromptAnswers::prompt)
                .description("Those it answered from the dossiers it holds, without waiting for the judging")
                .register(meters);
        return context;
    }

    private static double running(KafkaStreams streams) {
        return streams.state() == KafkaStreams.State.RUNNING ? 1 : 0;
    }

    private static Map<String, Object> properties(ServiceConfiguration configuration) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("micronaut.application.name", "huzheng-verification");
        properties.put("micronaut.server.host", configuration.http().host().getHostAddress());
        // Micronaut's word for "any free port" is -1
        int port = configuration.http().port() == 0 ? -1 : configuration.http().port();
        properties.put("micronaut.server.port", port);
        if (configuration.http().tls().isPresent()) {
            properties.put("micronaut.server.ssl.enabled", true);
            properties.put("micronaut.server.ssl.port", port);
            properties.put("micronaut.server.ssl.key-name", ListenerCertificate.NAME);
        }
        // ten thousand claims; of a single request less is read
        properties.put("micronaut.server.max-request-size", "4MB");
        properties.put(
                "micronaut.security.token.jwt.signatures.jwks-static.tokens.path",
                "file:" + configuration.tokens().keys().toAbsolutePath());
        // otherwise an address that is not there is refused as if it were forbidden
        properties.put("micronaut.security.reject-not-found", false);
        properties.put("micronaut.router.static-resources.openapi.paths", "classpath:META-INF/swagger");
        properties.put("micronaut.router.static-resources.openapi.mapping", "/openapi/**");
        properties.put(
                "micronaut.security.intercept-url-map",
                java.util.List.of(Map.of("pattern", "/openapi/**", "access", java.util.List.of("isAnonymous()"))));
        properties.put("endpoints.all.enabled", false);
        properties.put("endpoints.health.enabled", true);
        properties.put("endpoints.health.sensitive", false);
        properties.put("endpoints.health.details-visible", "ANONYMOUS");
        properties.put("endpoints.health.disk-space.enabled", false);
        properties.put("endpoints.prometheus.enabled", true);
        properties.put("endpoints.prometheus.sensitive", false);
        properties.put("micronaut.metrics.enabled", true);
        properties.put("micronaut.metrics.export.prometheus.enabled", true);
        return properties;
    }
}
