package org.huzheng.deploy.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.huzheng.broker.embedded.EmbeddedBroker;
import org.huzheng.broker.exchange.EmbeddedExchange;
import org.huzheng.catalogue.Topics;
import org.huzheng.deploy.bench.EventLog.Published;
import org.huzheng.deploy.trial.Narrator;
import org.huzheng.deploy.trial.Requests;
import org.huzheng.deploy.trial.Service;
import org.huzheng.deploy.trial.Started;
import org.huzheng.deploy.trial.TrialDirectory;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.deploy.trial.TrialSecrets;
import org.huzheng.identity.PersonKeyDerivation;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.HttpSchemaRegistry;
import org.huzheng.wire.RegistrySettings;

/**
 * What judging does by itself: events are published as adapters would, but without any, and folded; then offices ask. Each part stands beside what the
 * broker, the store and the HTTP server could do at best on the same machine in the same minutes.
 */
final class JudgingBench {
    static final int FEWEST_PEOPLE = 60;

    private static final int PARTITIONS = 6;
    /** How many turns of single months go with one turn of folding: they are short. */
    private static final int MONTH_TURNS = 2;

    private static final long SEED = 1;
    private static final int BATCH_MOST_CLAIMS = 10_000;
    private static final String RAW = "bench.raw";
    private static final String HOP_IN = "bench.hop-in";
    private static final String HOP_OUT = "bench.hop-out";
    private static final String JUDGING = "verification-judging";
    private static final Set<String> CLAIM_SCOPES = Set.of("verification:credited-months");
    private static final Set<String> TERMS = Set.of("purpose", "basis");

    private final Settings settings;
    private final Narrator narrator;
    private final Findings findings = new Findings();

    /** What can be measured without the rest. */
    enum Part {
        /** Folding, in turns with a bare put, and one more month of old and new contributors. */
        FOLDING,
        /** One question where few and where many people are stored. */
        POPULATION,
        /** Claims about one person. */
        CLAIMS,
        /** Questions about two people. */
        KINSHIP
    }

    /**
     * What is run.
     *
     * @param parts in the order they are declared in; at least one
     * @param directory empty or not there yet
     * @param people people with 24 months each
     * @param manyPeople people in the dossier store that is compared with one of so few
     * @param turns how often folding is measured, in turns with its limit
     * @param load how long each load lasts
     */
    record Settings(Set<Part> parts, Path directory, int people, int manyPeople, int turns, Duration load) {
        Settings {
            parts = Set.copyOf(parts);
        }

        boolean has(Part part) {
            return parts.contains(part);
        }
    }

    JudgingBench(Settings settings, Narrator narrator) {
        this.settings = settings;
        this.narrator = narrator;
    }

    BenchReport run() throws TrialException, IOException, InterruptedException, ExecutionException {
        try (Started started = new Started()) {
            TrialDirectory directory = started.keep(TrialDirectory.open(settings.directory(), SEED, settings.people()));
            TrialSecrets secrets = TrialSecrets.in(directory.secrets());
            EmbeddedExchange exchange =
                    started.keep(EmbeddedExchange.start(EmbeddedExchange.Config.on(directory.exchange(), PARTITIONS)));
            exchange.operations().apply();
            Map<String, Object> client = exchange.clientConfig(EmbeddedBroker.ADMIN);
            Admin admin = started.keep(Admin.create(client));
            create(admin, PARTITIONS, RAW, HOP_IN, HOP_OUT);
            create(admin, 1, DossierBench.ORDERS_FEW, DossierBench.ORDERS_MANY);
            AvroWire wire = new AvroWire(new HttpSchemaRegistry(
                    RegistrySettings.of(exchange.address().registryConfig())));
            SyntheticEvents events =
                    new SyntheticEvents(new PersonKeyDerivation(Files.readAllBytes(secrets.personKeySecret())));
            EventLog log = new EventLog(client, admin, wire);

            fold(log, events);
            Published marks = log.markAll();
            narrator.chapter("服务追上", "The service catches up");
            Service service = started.keep(Service.start(directory, secrets, exchange.address(), Optional.empty()));
            // not the marks' own catching up: that waits for a group that begins where they begin, and this one begins
            // before
            new CatchUp(admin, JUDGING, Map.of(), marks.ends(), marks.records()).call();
            try (EventLog.Marking feeds = log.keepMarking()) {
                if (settings.has(Part.CLAIMS)) {
                    claims(service, events, client, secrets);
                }
                if (settings.has(Part.KINSHIP)) {
                    kin(service, events, client, wire);
                }
            }
            return findings.report();
        }
    }

    private void fold(EventLog log, SyntheticEvents events)
            throws TrialException, IOException, InterruptedException, ExecutionException {
        narrator.chapter("发布事件", "Publishing events");
        int people = settings.people();
        findings.count("people", people);
        Published contributions = log.publish(
                IntStream.range(0, SyntheticEvents.MONTHS).boxed().flatMap(month -> LongStream.range(0, people)
                        .mapToObj(person -> events.contribution(person, month))));
        Published residents = log.publish(LongStream.range(0, people).mapToObj(events::resident));
        findings.count("contributions", contributions.records());
        if (settings.has(Part.FOLDING)) {
            narrator.chapter("折叠入档", "Folding into dossiers");
            new FoldBench(settings.directory(), log, settings.turns(), findings)
                    .run(contributions, Topics.SOCIAL_SECURITY_CONTRIBUTION, residents, Topics.HOUSEHOLD_RESIDENT);
            narrator.chapter("再缴一月", "One more month");
            new MonthBench(settings.directory(), log, events, people, people, MONTH_TURNS * settings.turns(), findings)
                    .run();
        }
        if (settings.has(Part.POPULATION)) {
            narrator.chapter("多人与少人", "Many people and few");
            new DossierBench(settings.directory(), log, events, findings).run(people, settings.manyPeople());
        }
    }

    private void claims(Service service, SyntheticEvents events, Map<String, Object> client, TrialSecrets secrets)
            throws TrialException, InterruptedException {
        narrator.chapter("单人核验", "Claims about one person");
        URI url = service.url();
        String token = service.tokens().ofWindow(CLAIM_SCOPES);
        List<Map<String, Object>> bodies = people(
                settings.people(),
                person -> Stream.of(
                        Requests.alive(events.number(person)),
                        Requests.creditedMonths(
                                events.number(person),
                                SyntheticEvents.FIRST_MONTH,
                                SyntheticEvents.FIRST_MONTH.plusMonths(SyntheticEvents.MONTHS - 1L),
                                SyntheticEvents.MONTHS)));
        Questions questions = Questions.of(url, token, bodies);
        questions.requireMatches(2);
        new ClaimBench(
                        url,
                        client,
                        RAW,
                        PARTITIONS,
                        new SigningLoop(settings.directory(), secrets.of("bench-keystore"), settings.load()),
                        settings.load(),
                        findings)
                .run(questions, batches(url, token, bodies));
    }

    private static ClaimBatches batches(URI service, String token, List<Map<String, Object>> bodies) {
        Map<String, Object> terms = new LinkedHashMap<>(bodies.get(0));
        terms.keySet().retainAll(TERMS);
        List<Map<String, Object>> claims = new ArrayList<>();
        for (Map<String, Object> body : bodies.subList(0, Math.min(BATCH_MOST_CLAIMS, bodies.size()))) {
            Map<String, Object> claim = new LinkedHashMap<>(body);
            claim.keySet().removeAll(TERMS);
            claims.add(claim);
        }
        return new ClaimBatches(service, token, terms, claims);
    }

    private void kin(Service service, SyntheticEvents events, Map<String, Object> client, AvroWire wire)
            throws TrialException, InterruptedException {
        narrator.chapter("亲属核验", "Kinship of two people");
        KinBench bench = new KinBench(settings.directory(), client, wire, settings.load(), findings);
        double perSecond = ask(bench, "mother", "母亲", 1, "MOTHER", service, events);
        ask(bench, "grandmother", "外祖母", 0, "MOTHERS_MOTHER", service, events);
        bench.hop(HOP_IN, HOP_OUT, perSecond);
    }

    /** @param generation of the three women of a family, which is asked about the youngest */
    private double ask(
            KinBench bench,
            String kind,
            String chinese,
            int generation,
            String relation,
            Service service,
            SyntheticEvents events)
            throws TrialException, InterruptedException {
        int generations = SyntheticEvents.GENERATIONS;
        List<Map<String, Object>> bodies = people(
                settings.people() / generations,
                family -> Stream.of(Requests.kinship(
                        events.number(family * generations + generation),
                        events.number(family * generations + generations - 1),
                        relation)));
        Questions questions = Questions.of(service.url(), service.tokens().ofWindow(), bodies);
        return bench.run(kind, chinese, questions, questions.requireMatches(1));
    }

    /** What is asked of everybody, in a drawn order. */
    private static List<Map<String, Object>> people(int count, LongFunction<Stream<Map<String, Object>>> asked) {
        List<Long> order = new ArrayList<>(LongStream.range(0, count).boxed().toList());
        Collections.shuffle(order, new Random(SEED));
        return order.stream().flatMap(asked::apply).toList();
    }

    private static void create(Admin admin, int partitions, String... topics)
            throws InterruptedException, ExecutionException {
        admin.createTopics(Stream.of(topics)
                        .map(topic -> new NewTopic(topic, Optional.of(partitions), Optional.empty()))
                        .toList())
                .all()
                .get();
    }
}
