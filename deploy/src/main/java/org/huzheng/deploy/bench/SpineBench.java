package org.huzheng.deploy.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.audit.Audit;
import org.huzheng.audit.ReplayReport;
import org.huzheng.broker.embedded.EmbeddedBroker;
import org.huzheng.broker.exchange.EmbeddedExchange;
import org.huzheng.catalogue.Topics;
import org.huzheng.deploy.trial.AdapterFiles;
import org.huzheng.deploy.trial.Adapters;
import org.huzheng.deploy.trial.Departments;
import org.huzheng.deploy.trial.Narrator;
import org.huzheng.deploy.trial.Service;
import org.huzheng.deploy.trial.Started;
import org.huzheng.deploy.trial.TrialDirectory;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.deploy.trial.TrialSecrets;
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
    private static final String RECORDS = "records/s";
    private static final String RAW = "bench.raw";
    private static final String HOP_IN = "bench.hop-in";
    private static final String HOP_OUT = "bench.hop-out";
    private static final String JUDGING = "verification-judging";

    private final Settings settings;
    private final Narrator narrator;
    private final Findings findings = new Findings();

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
            findings.count("people", departments.people());
            findings.count("rows", departments.rows());
            EmbeddedExchange exchange =
                    started.keep(EmbeddedExchange.start(EmbeddedExchange.Config.on(directory.exchange(), PARTITIONS)));
            exchange.operations().apply();
            Map<String, Object> client = exchange.clientConfig(EmbeddedBroker.ADMIN);
            Admin admin = started.keep(Admin.create(client));
            // long before they are written: a producer that meets a partition still without its leader loses count
            create(admin, RAW, HOP_IN, HOP_OUT);

            Rate published = publish(
                    departments,
                    secrets,
                    new AdapterFiles(
                            directory,
                            secrets,
                            exchange.address(),
                            secrets.personKeySecret(),
                            departments.database(),
                            Optional.empty()));
            PublishedRecords records = log(admin, client, published);
            Service service = fold(started, directory, secrets, exchange, admin, records);
            narrator.chapter("申请与证明", "Requests and certificates");
            Questions questions = Questions.about(
                    departments.population(),
                    settings.seed(),
                    service.url(),
                    service.tokens().ofWindow());
            new AnswerBench(settings.directory(), client, HOP_IN, HOP_OUT, settings.load(), findings)
                    .run(questions, secrets.of("bench-keystore"));
            replay(exchange, records.read());
            return findings.report();
        }
    }

    /** Registers to topics: all four adapters at once: capturing changes, reading files, posted to, and polling. */
    private Rate publish(Departments departments, TrialSecrets secrets, AdapterFiles files)
            throws TrialException, IOException, InterruptedException {
        narrator.chapter("适配器发布", "Adapters publish");
        long started = System.nanoTime();
        try (Started running = new Started()) {
            Adapters adapters = running.keep(Adapters.start(files, new SimpleMeterRegistry()));
            running.keep(departments.startPosting(secrets));
            adapters.awaitRows(departments, PUBLISHING_PATIENCE, narrator);
            Rate rate = Rate.since(started, departments.rows());
            Totals totals = adapters.totals();
            findings.count("recordsPublished", totals.published());
            findings.count("recordsQuarantined", totals.quarantined());
            return rate;
        }
    }

    private PublishedRecords log(Admin admin, Map<String, Object> client, Rate published)
            throws TrialException, InterruptedException, ExecutionException {
        narrator.chapter("Kafka 裸读裸写", "Reading and writing bare bytes");
        // each twice: the first time the JVM and the page cache warm up
        PublishedRecords.read(client);
        PublishedRecords records = PublishedRecords.read(client);
        records.writeTo(RAW, client);
        Rate written = records.writeTo(RAW, client);
        admin.deleteTopics(List.of(RAW)).all().get();
        findings.limit("raw-consume", "裸读", records.read().perSecond(), RECORDS);
        findings.held(
                "adapter-to-topic",
                "登记簿到主题",
                published.perSecond(),
                findings.limit("raw-produce", "裸写", written.perSecond(), RECORDS));
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
            throws TrialException, IOException, InterruptedException, ExecutionException {
        narrator.chapter("折叠入档", "Folding into dossiers");
        // twice, too: what comes first pays for RocksDB and the page cache
        barePut("bench-bare-put-cold", exchange, admin, records);
        Rate put = barePut("bench-bare-put", exchange, admin, records);
        ExecutorService watching = Executors.newSingleThreadExecutor();
        try {
            Future<Rate> folding = watching.submit(catchUp(admin, JUDGING, records));
            Service service = started.keep(Service.start(directory, secrets, exchange.address(), Optional.empty()));
            Rate folded = folding.get();
            findings.held(
                    "topic-to-dossier",
                    "主题到档案",
                    folded.perSecond(),
                    findings.limit("bare-put", "裸存", put.perSecond(), RECORDS));
            return service;
        } finally {
            watching.shutdownNow();
        }
    }

    private Rate barePut(String applicationId, EmbeddedExchange exchange, Admin admin, PublishedRecords records)
            throws TrialException, InterruptedException, ExecutionException {
        try (BenchStreams streams = BenchStreams.puts(
                applicationId,
                exchange.clientConfig(EmbeddedBroker.ADMIN),
                settings.directory().resolve(applicationId),
                Topics.publishedTopics())) {
            return catchUp(admin, applicationId, records).call();
        }
    }

    private static CatchUp catchUp(Admin admin, String group, PublishedRecords records) {
        return new CatchUp(
                admin, group, Map.of(), records.ends(), records.read().count());
    }

    private void replay(EmbeddedExchange exchange, Rate read) {
        narrator.chapter("审计重放", "The auditor replays");
        RegistrySettings registry = RegistrySettings.of(exchange.address().registryConfig());
        long started = System.nanoTime();
        ReplayReport report = new Audit(exchange.clientConfig(AUDITOR), new HttpSchemaRegistry(registry)).replay();
        Rate decisions = Rate.since(started, report.decisions());
        findings.count("decisionsReplayed", report.decisions());
        findings.count("decisionsDifferent", report.different());
        double secondsOfReading = report.recordEvents() / read.perSecond();
        findings.held(
                "replay-decisions",
                "重放判定",
                decisions.perSecond(),
                findings.limit("replay-reading", "重放只读事件", report.decisions() / secondsOfReading, "decisions/s"));
    }

    private static void create(Admin admin, String... topics) throws InterruptedException, ExecutionException {
        admin.createTopics(java.util.Arrays.stream(topics)
                        .map(topic -> new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty()))
                        .toList())
                .all()
                .get();
    }
}
