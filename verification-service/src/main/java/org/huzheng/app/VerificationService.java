package org.huzheng.app;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.huzheng.api.CredentialTemplates;
import org.huzheng.certificate.KnownCertificateTypes;
import org.huzheng.decision.CaseJudging;
import org.huzheng.decision.CertificateTypes;
import org.huzheng.decision.JudgingInPlace;
import org.huzheng.issuance.CertificateIssuing;
import org.huzheng.issuance.IssuanceTopology;
import org.huzheng.presentation.EmployerInsuranceCredential;
import org.huzheng.presentation.KinshipCredential;
import org.huzheng.presentation.PaymentCredential;
import org.huzheng.results.FollowedResults;
import org.huzheng.results.Results;
import org.huzheng.results.ResultsTopology;
import org.huzheng.results.StatusListTokens;
import org.huzheng.results.Waiters;
import org.huzheng.sending.PromptAnswers;
import org.huzheng.sending.RequestProducer;
import org.huzheng.signing.IssuerKeys;
import org.huzheng.tls.ServedCertificate;
import org.huzheng.tls.TlsFileUnusable;
import org.huzheng.topology.DossierReader;
import org.huzheng.topology.FoldProgress;
import org.huzheng.topology.JudgingTopology;
import org.huzheng.trace.TracedSerializer;
import org.huzheng.trace.Tracing;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.HttpSchemaRegistry;
import org.huzheng.wire.RegistrySettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance of the verification service: judging, issuing, following results and answering over HTTP. */
public final class VerificationService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VerificationService.class);
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final Duration DECIDING = Duration.ofSeconds(10);

    private final ServiceStreams streams;
    private final RequestProducer requests;
    private final PromptAnswers prompt;
    private final ExecutorService waking;
    private final Optional<ServedCertificate> certificate;
    private final Tracing tracing;
    private @Nullable ApplicationContext context;
    private @Nullable EmbeddedServer server;

    private VerificationService(
            ServiceStreams streams,
            RequestProducer requests,
            PromptAnswers prompt,
            ExecutorService waking,
            Optional<ServedCertificate> certificate,
            Tracing tracing) {
        this.streams = streams;
        this.requests = requests;
        this.prompt = prompt;
        this.waking = waking;
        this.certificate = certificate;
        this.tracing = tracing;
    }

    /**
     * Starts an instance and returns when it judges, issues and answers.
     *
     * @throws ServiceStartFailure if the configuration cannot serve
     * @throws TlsFileUnusable if the listener's certificate or key cannot be used
     */
    public static VerificationService start(ServiceConfiguration configuration) throws InterruptedException {
        Tracing tracing = Tracing.start(
                configuration.tracing(),
                "huzheng-service",
                configuration.judging().instance().orElse(""));
        boolean started = false;
        try {
            VerificationService service = start(configuration, tracing);
            started = true;
            return service;
        } finally {
            if (!started) {
                tracing.close();
            }
        }
    }

    private static VerificationService start(ServiceConfiguration configuration, Tracing tracing)
            throws InterruptedException {
        CertificateTypes types = KnownCertificateTypes.all();
        CredentialTemplates templates = new CredentialTemplates(
                List.of(new KinshipCredential(), new PaymentCredential(), new EmployerInsuranceCredential()));
        WireClasses classes = new WireClasses(configuration);
        AvroWire wire = new AvroWire(new HttpSchemaRegistry(
                RegistrySettings.of(configuration.exchange().registry())));
        IssuerKeys keys = issuerKeys(configuration);
        Optional<ServedCertificate> certificate = configuration.http().tls().map(ServedCertificate::of);
        ExecutorService waking = Executors.newFixedThreadPool(2, named("wake-waiters"));
        Supplier<Serializer<SpecificRecord>> written =
                tracing.isOn() ? () -> new TracedSerializer(tracing, classes.written()) : classes::written;
        ServiceStreams streams = new ServiceStreams(configuration, tracing);
        int partitions = Generation.partitions(configuration.exchange().kafka());
        FoldProgress progress = new FoldProgress();

        streams.add(
                ServiceStreams.JUDGING,
                new JudgingTopology(types, classes::received, written, wire::decode, partitions, progress)::build,
                configuration.judging().threads());
        CertificateIssuing issuing = new CertificateIssuing(
                types,
                templates.all(),
                configuration.issuing().issuer(),
                keys,
                SecretFile.bytes(configuration.issuing().saltSecret()));
        streams.add(
                ServiceStreams.ISSUANCE,
                topology -> IssuanceTopology.build(topology, issuing, classes::received, written),
                1);

        Results results = new Results(store -> streams.store(ServiceStreams.RESULTS, store));
        Waiters waiters = new Waiters(results, waking);
        StatusListTokens statusLists = new StatusListTokens(
                results, keys, configuration.issuing().issuer().statusListsUri(), InstantSource.system());
        streams.add(
                ServiceStreams.RESULTS,
                // not traced: at each start an instance follows everything from the beginning
                topology -> new ResultsTopology(types, classes::received, new FollowedResults(waiters, statusLists))
                        .build(),
                0);

        RequestProducer requests = new RequestProducer(configuration.exchange().kafka(), written.get());
        PromptAnswers prompt = new PromptAnswers(
                requests,
                progress,
                new DossierReader(streams::judging, wire::decode),
                new JudgingInPlace(new CaseJudging(types, wire::decode)),
                types,
                key -> Generation.partitionOf(key, partitions),
                InstantSource.system(),
                waking);
        HttpWiring.Parts parts =
                new HttpWiring.Parts(types, templates, keys, results, waiters, statusLists, prompt, streams, tracing);
        VerificationService service = new VerificationService(streams, requests, prompt, waking, certificate, tracing);
        boolean complete = false;
        try {
            streams.start();
            streams.awaitRunning(START_PATIENCE);
            service.answer(configuration, parts);
            complete = true;
            return service;
        } finally {
            if (!complete) {
                service.close();
            }
        }
    }

    private void answer(ServiceConfiguration configuration, HttpWiring.Parts parts) {
        ApplicationContext started = HttpWiring.context(configuration, parts, certificate);
        context = started;
        server = started.getBean(EmbeddedServer.class).start();
    }

    private static IssuerKeys issuerKeys(ServiceConfiguration configuration) {
        return IssuerKeys.openOrCreate(
                configuration.issuing().keystore(),
                SecretFile.password(configuration.issuing().keystorePassword()),
                configuration.issuing().issuer().authority(),
                Instant.now());
    }

    private static java.util.concurrent.ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Address of the HTTP API. */
    public URI url() {
        EmbeddedServer listening = Objects.requireNonNull(server, "started");
        return URI.create(listening.getScheme() + "://" + listening.getHost() + ":" + listening.getPort());
    }

    /** Stops answering, then judging; what was accepted is judged after the next start. */
    @Override
    public void close() {
        if (server != null) {
            server.stop();
        }
        if (context != null) {
            context.close();
        }
        requests.close();
        awaitDecided();
        streams.close();
        waking.shutdown();
        tracing.close();
    }

    /** What was answered at once is decided before the build that comes next may judge by other rules. */
    private void awaitDecided() {
        try {
            prompt.decided().get(DECIDING.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn(
                    "Claims answered at once were not judged within {} s; the next start judges them",
                    DECIDING.toSeconds(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
