package org.huzheng.deploy.bench;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.huzheng.deploy.trial.TrialException;

/**
 * Claims about one person, which are judged where that person's records lie: one in each HTTP request, beside an endpoint that writes the request to a topic
 * and says it back once that is acknowledged; and many in one request, beside the signatures their answers need.
 *
 * @param service address of the service
 * @param client Kafka client settings of the administrator
 * @param rawTopic topic the bare endpoint writes to
 * @param partitions partitions of that topic
 * @param signing limit of answers that are signed
 * @param duration how long each load lasts
 * @param findings takes what is found
 */
record ClaimBench(
        URI service,
        Map<String, Object> client,
        String rawTopic,
        int partitions,
        SigningLoop signing,
        Duration duration,
        Findings findings) {
    private static final double TIMES_OF_ECHO = 3;
    private static final double FEWEST_PER_SECOND = 3_000;
    private static final byte[] NO_KEY = {};

    void run(Questions questions, ClaimBatches batches) throws TrialException, InterruptedException {
        Load load = new Load(questions::later);
        HighestRate highest = new HighestRate(load, duration);
        try (KafkaProducer<byte[], byte[]> producer = producer();
                EchoServer echo = EchoServer.start(written(producer))) {
            URI bare = echo.url();
            HighestRate.Found echoes = highest.of(questions.echoes(bare));
            HighestRate.Found claims = highest.of(questions.verifications());
            findings.count("claimsUnderWay", claims.underWay());
            findings.held(
                    "claims",
                    "单条核验",
                    claims.outcome().rate().perSecond(),
                    findings.limit(
                            "echo-produce", "裸应答加裸写", echoes.outcome().rate().perSecond(), "claims/s"));
            double perSecond = claims.latencyLoad();
            findings.count("claimsPerSecondWhileTimed", Math.round(perSecond));
            Load.Outcome bareTimes = load.atRate(questions.echoes(bare), perSecond, duration);
            AnsweredAtOnce before = AnsweredAtOnce.of(service);
            Load.Outcome times = load.atRate(questions.verifications(), perSecond, duration);
            findings.count(
                    "claimsAnsweredAtOncePercent", AnsweredAtOnce.of(service).percentSince(before));
            Figure median = findings.limit("echo-produce-p50", "裸应答加裸写中位时延", bareTimes.millisAt(50), "ms");
            findings.held("claim-p50", "单条核验中位时延", times.millisAt(50), median);
            findings.add(Figure.held(
                            "claim-p99",
                            "单条核验时延",
                            times.millisAt(99),
                            findings.limit("echo-produce-p99", "裸应答加裸写时延", bareTimes.millisAt(99), "ms"))
                    .meantFor(Target.ratioAtMost(TIMES_OF_ECHO)));
        }
        many(batches);
    }

    private void many(ClaimBatches batches) throws TrialException, InterruptedException {
        // the first is not counted
        batches.judge(0);
        long until = System.nanoTime() + duration.toNanos();
        Rate rate = batches.judge(1);
        for (int batch = 2; System.nanoTime() < until; batch++) {
            rate = rate.plus(batches.judge(batch));
        }
        findings.count("claimsInABatch", batches.size());
        findings.count("claimsInBatches", rate.count());
        findings.add(Figure.held(
                        "claims-in-batches",
                        "成批核验",
                        rate.perSecond(),
                        findings.limit("sign", "裸签名", signing.measure().perSecond(), "claims/s"))
                .meantFor(Target.valueAtLeast(FEWEST_PER_SECOND)));
    }

    private java.util.function.Function<byte[], java.util.concurrent.CompletionStage<?>> written(
            KafkaProducer<byte[], byte[]> producer) {
        AtomicInteger next = new AtomicInteger();
        return body -> {
            CompletableFuture<Void> written = new CompletableFuture<>();
            int partition = Math.floorMod(next.getAndIncrement(), partitions);
            var unused = producer.send(new ProducerRecord<>(rawTopic, partition, NO_KEY, body), (place, error) -> {
                if (error == null) {
                    written.complete(null);
                } else {
                    written.completeExceptionally(error);
                }
            });
            return written;
        };
    }

    /** As the service writes requests. */
    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
