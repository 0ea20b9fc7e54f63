package org.huzheng.deploy.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.audit.Audit;
import org.huzheng.audit.ReplayReport;
import org.huzheng.broker.embedded.EmbeddedBroker;
import org.huzheng.broker.exchange.EmbeddedExchange;
import org.huzheng.deploy.trial.AdapterFiles;
import org.huzheng.deploy.trial.Adapters;
import org.huzheng.deploy.trial.Departments;
import org.huzheng.deploy.trial.Narrator;
import org.huzheng.deploy.trial.Service;
import org.huzheng.deploy.trial.Started;
import org.huzheng.deploy.trial.TrialDirectory;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.deploy.trial.TrialSecrets;
import org.huzheng.signing.IssuerKey;
import org.huzheng.wire.HttpSchemaRegistry;
import org.huzheng.wire.RegistrySettings;

/**
 * The whole way of a record under load, in one process: registers to topics, topics to dossiers, requests to certificates, decisions to a replay;
 * each stage by itself, and beside it what the broker, the store, the signature and the HTTP server could do at best on the same machine in the
 * same minutes.
 */
final class SpineBench {
    private static final int PARTITIONS = 6;
    private static final Duration PUBLISHING_PATIENCE = Duration.ofHours(2);
    private static final String AUDITOR = "auditor";
    private static final String RAW = "bench.raw";
    private static final String HOP_IN = "bench.hop-in";
    private static final String HOP_OUT = "bench.hop-out";
    private static final String JUDGING = "verification-judging";
    private static final int CONCURRENCY = 64;
    /** Under how much of the highest rate times of answers are taken: above it queues are measured, not the way. */
    private static final double LATENCY_LOAD = 0.5;

    private static final int MOST_WARM_UPS = 10;
    private static final double STILL_GROWING = 1.1;
    /** Transactions an answer passes: case opened, question answered, case judged, certificate issued. */
    private static final int ISSUE_HOPS = 4;
    /** A verification issues nothing. */
    private static final int VERIFICATION_HOPS = 3;

    private final Settings settings;
    private final Narrator narrator;
    private final Map<String, Long> counts = new TreeMap<>();
    private final List<Figure> limits = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    /**
     * What is run.
     *
     * @param directory empty or not there yet
     * @param seed seed of the population
     * @param people synthetic people
     * @param load how long each load lasts
     */
    record Settings(Path directory, long seed, int people, Duration load) {}

    SpineBench(Settings settings, Narrator narrator) {
        this.settings = settings;
        this.narrator = narrator;
    }

    BenchReport run() throws TrialException, IOException, InterruptedException, ExecutionException {
        try (Started started = new Started()) {
            TrialDirectory directory =
                    started.keep(TrialDirectory.open(settings.directory(), settings.seed(), settings.people()));
            TrialSecrets secrets = TrialSecrets.in(directory.secrets());
            narrator.chapter("造数", "Making registers");
            Departments departments =
                    started.keep(Departments.open(directory, secrets, settings.seed(), settings.people()));
            counts.put("people", (long) departments.people());
            counts.put("rows", departments.rows());
            EmbeddedExchange exchange =
                    started.keep(EmbeddedExchange.start(EmbeddedExchange.Config.on(directory.exchange(), PARTITIONS)));
            exchange.operations().apply();
            Map<String, Object> client = exchange.clientConfig(EmbeddedBroker.ADMIN);
            Admin admin = started.keep(Admin.create(client));
            // long before they are written: a producer that meets a partition still without its leader loses count
            create(admin, RAW, HOP_IN, HOP_OUT);

            Rate published =
                    publish(departments, new AdapterFiles(directory, secrets, exchange, departments.database()));
            PublishedRecords records = log(admin, client, published);
            Service service = fold(started, directory, secrets, exchange, admin, records);
            answer(client, service, departments, secrets);
            replay(exchange);
            return new BenchReport(counts, limits, figures);
        }
    }

    /** Registers to topics: all four adapters at once, two of them capturing changes, two reading files. */
    private Rate publish(Departments departments, AdapterFiles files)
            throws TrialException, IOException, InterruptedException {
        narrator.chapter("适配器发布", "Adapters publish");
        long started = System.nanoTime();
        try (Adapters adapters = Adapters.start(files, new SimpleMeterRegistry())) {
            adapters.awaitRows(departments::rows, PUBLISHING_PATIENCE, narrator);
            Rate rate = Rate.since(started, departments.rows());
            Totals totals = adapters.totals();
            counts.put("recordsPublished", totals.published());
            counts.put("recordsQuarantined", totals.quarantined());
            return rate;
        }
    }

    private PublishedRecords log(Admin admin, Map<String, Object> client, Rate published)
            throws TrialException, InterruptedException, ExecutionException {
        narrator.chapter("Kafka 裸读裸写", "Reading and writing bare bytes");
        PublishedRecords records = PublishedRecords.read(client);
        Rate written = records.writeTo(RAW, client);
        admin.deleteTopics(List.of(RAW)).all().get();
        Figure produce = limit("raw-produce", "裸写", written.perSecond(), "/s");
        limit("raw-consume", "裸读", records.read().perSecond(), "/s");
        held("adapter-to-topic", "登记簿到主题", published.perSecond(), produce);
        return records;
    }

    /** Topics to dossiers: a fresh service catches up with what is there, after bare Streams did so with the same bytes. */
    private Service fold(
            Started started,
            TrialDirectory directory,
            TrialSecrets secrets,
            EmbeddedExchange exchange,
            Admin admin,
            PublishedRecords records)
            throws IOException, InterruptedException, ExecutionException {
        narrator.chapter("折叠入档", "Folding into dossiers");
        String bare = "bench-bare-put";
        Map<String, Object> client = exchange.clientConfig(EmbeddedBroker.ADMIN);
        Rate put;
        try (BareStreams streams =
                BareStreams.puts(bare, client, settings.directory().resolve(bare))) {
            put = catchUp(admin, bare, records).call();
        }
        ExecutorService watching = Executors.newSingleThreadExecutor();
        try {
            Future<Rate> folding = watching.submit(catchUp(admin, JUDGING, records));
            Service service = started.keep(Service.start(directory, secrets, exchange));
            Rate folded = folding.get();
            held("topic-to-dossier", "主题到档案", folded.perSecond(), limit("bare-put", "裸存", put.perSecond(), "/s"));
            return service;
        } finally {
            watching.shutdownNow();
        }
    }

    private static CatchUp catchUp(Admin admin, String group, PublishedRecords records) {
        return new CatchUp(admin, group, records.ends(), records.read().count());
    }

    /** Requests to certificates. */
    private void answer(Map<String, Object> client, Service service, Departments departments, TrialSecrets secrets)
            throws TrialException, InterruptedException, ExecutionException {
        narrator.chapter("申请与证明", "Requests and certificates");
        Questions questions =
                Questions.about(departments.population(), settings.seed(), service.url(), service.token());
        Load load = new Load(questions::later);
        try (EchoServer echo = EchoServer.start()) {
            Load.Outcome echoes = warm(load, questions.echoes(echo.url()));
            Load.Outcome issued = warm(load, questions.certificates());
            Figure answers = limit("echo", "裸应答", echoes.rate().perSecond(), "/s");
            Figure sign = limit("sign", "裸签名", signatures(secrets).perSecond(), "/s");
            Rate certificates = new Rate(issued.withStatus(201), issued.rate().nanos());
            counts.put("certificatesInTheRateRun", certificates.count());
            counts.put("refusalsInTheRateRun", issued.withStatus(200));
            held(
                    "requests-to-certificates",
                    "申请到证明",
                    certificates.perSecond(),
                    sign.value() < answers.value() ? sign : answers);
            times(client, load, questions, echo, issued.rate().perSecond() * LATENCY_LOAD);
        }
    }

    /** Loads until the rate no longer grows: the first answers are slow while the JVM compiles their way. */
    private Load.Outcome warm(Load load, Supplier<HttpRequest> requests) throws InterruptedException, TrialException {
        Load.Outcome before = load.asFastAsAnswered(requests, CONCURRENCY, settings.load());
        for (int round = 1; round < MOST_WARM_UPS; round++) {
            Load.Outcome now = load.asFastAsAnswered(requests, CONCURRENCY, settings.load());
            if (now.rate().perSecond() < before.rate().perSecond() * STILL_GROWING) {
                return now;
            }
            before = now;
        }
        return before;
    }

    private void times(Map<String, Object> client, Load load, Questions questions, EchoServer echo, double perSecond)
            throws TrialException, InterruptedException {
        Duration duration = settings.load();
        counts.put("requestsPerSecondWhileTimed", Math.round(perSecond));
        Histogram hop;
        try (BareStreams streams =
                BareStreams.hop("bench-hop", client, settings.directory().resolve("bench-hop"), HOP_IN, HOP_OUT)) {
            hop = new HopLatency(client, HOP_IN, HOP_OUT).measure(perSecond, duration);
        }
        Load.Outcome echoes = load.atRate(questions.echoes(echo.url()), perSecond, duration);
        Load.Outcome issued = load.atRate(questions.certificates(), perSecond, duration);
        Load.Outcome verified = load.atRate(questions.verifications(), perSecond, duration);

        double hopMillis = hop.getValueAtPercentile(50) / 1e3;
        Figure echoTime = limit("echo-p50", "裸应答时延", echoes.millisAt(50), "ms");
        limit("hop-p50", "一次事务提交时延", hopMillis, "ms");
        Figure issuePath = limit("issue-path", "四次提交加应答", ISSUE_HOPS * hopMillis + echoTime.value(), "ms");
        Figure verificationPath =
                limit("verification-path", "三次提交加应答", VERIFICATION_HOPS * hopMillis + echoTime.value(), "ms");
        held("issue-p50", "签发时延", issued.millisAt(50), issuePath);
        held("issue-p99", "签发时延", issued.millisAt(99), issuePath);
        held("verification-p50", "核验时延", verified.millisAt(50), verificationPath);
        held("verification-p99", "核验时延", verified.millisAt(99), verificationPath);
    }

    private Rate signatures(TrialSecrets secrets) {
        var signer = IssuerKey.openOrCreate(
                        settings.directory().resolve("bench.p12"),
                        secrets.of("bench-keystore").toCharArray(),
                        "bench",
                        "bench",
                        Instant.now())
                .signer();
        byte[] input = new byte[1_024];
        // one loop to warm up, one that counts; issuance signs on one thread too
        signFor(signer, input, settings.load());
        return signFor(signer, input, settings.load());
    }

    private static Rate signFor(org.huzheng.signing.Es256Signer signer, byte[] input, Duration duration) {
        long started = System.nanoTime();
        long until = started + duration.toNanos();
        long count = 0;
        while (System.nanoTime() < until) {
            input[0] += signer.sign(input)[0];
            count++;
        }
        return Rate.since(started, count);
    }

    private void replay(EmbeddedExchange exchange) throws TrialException {
        narrator.chapter("审计重放", "The auditor replays");
        RegistrySettings registry = RegistrySettings.of(Map.of(RegistrySettings.URL, exchange.registryUrl()));
        long started = System.nanoTime();
        ReplayReport report = new Audit(exchange.clientConfig(AUDITOR), new HttpSchemaRegistry(registry)).replay();
        Rate decisions = Rate.since(started, report.decisions());
        counts.put("decisionsReplayed", report.decisions());
        counts.put("decisionsDifferent", report.different());
        Rate events = new Rate(report.recordEvents(), decisions.nanos());
        held("replay-events", "重放读事件", events.perSecond(), limitNamed("raw-consume"));
        held("replay-decisions", "重放判定", decisions.perSecond(), limitNamed("raw-consume"));
    }

    private static void create(Admin admin, String... topics) throws InterruptedException, ExecutionException {
        admin.createTopics(java.util.Arrays.stream(topics)
                        .map(topic -> new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty()))
                        .toList())
                .all()
                .get();
    }

    private Figure limit(String name, String chinese, double value, String unit) {
        Figure figure = Figure.limit(name, chinese, value, unit);
        limits.add(figure);
        return figure;
    }

    private void held(String name, String chinese, double value, Figure limit) {
        figures.add(Figure.held(name, chinese, value, limit));
    }

    private Figure limitNamed(String name) {
        return limits.stream()
                .filter(limit -> limit.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("limit " + name + ": expected it measured before"));
    }
}
