package org.huzheng.deploy.bench;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.signing.Es256Signer;
import org.huzheng.signing.IssuerKey;

/**
 * Requests to certificates and verifications: how many a second, and how long each takes.
 *
 * @param directory where the bare parts keep what they need
 * @param client Kafka client settings of the administrator
 * @param hopFrom topic the bare hop reads
 * @param hopTo topic the bare hop writes
 * @param duration how long each load lasts
 * @param findings takes what is found
 */
record AnswerBench(
        Path directory,
        Map<String, Object> client,
        String hopFrom,
        String hopTo,
        Duration duration,
        Findings findings) {
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int FEWEST_UNDER_WAY = 64;
    private static final int MOST_UNDER_WAY = 1_024;
    private static final int MOST_WARM_UPS = 10;
    private static final double STILL_GROWING = 1.1;
    /** Under how much of the highest rate times of answers are taken: above it queues are measured, not the way. */
    private static final double LATENCY_LOAD = 0.5;
    /** Transactions a certificate passes: case opened, question answered, case judged, certificate issued. */
    private static final int ISSUE_HOPS = 4;
    /** A verification issues nothing. */
    private static final int VERIFICATION_HOPS = 3;

    void run(Questions questions, String keystorePassword) throws TrialException, InterruptedException {
        Load load = new Load(questions::later);
        try (EchoServer echo = EchoServer.start()) {
            Highest echoes = highest(load, questions.echoes(echo.url()));
            Highest issued = highest(load, questions.certificates());
            findings.count("requestsUnderWay", issued.underWay());
            findings.count("certificatesInTheRateRun", issued.outcome().withStatus(CREATED));
            findings.count("refusalsInTheRateRun", issued.outcome().withStatus(OK));
            double certificates = new Rate(
                            issued.outcome().withStatus(CREATED),
                            issued.outcome().rate().nanos())
                    .perSecond();
            findings.held(
                    "requests-to-certificates",
                    "申请到证明",
                    certificates,
                    findings.limit("echo", "裸应答", echoes.outcome().rate().perSecond(), "requests/s"));
            findings.held(
                    "certificates-signed",
                    "签名",
                    certificates,
                    findings.limit("sign", "裸签名", signatures(keystorePassword).perSecond(), "signatures/s"));
            times(load, questions, echo, issued.outcome().rate().perSecond() * LATENCY_LOAD);
        }
    }

    /**
     * The highest rate found.
     *
     * @param underWay how many requests were kept under way
     */
    private record Highest(int underWay, Load.Outcome outcome) {}

    /**
     * Loads until the rate no longer grows, first with time, since the first answers are slow while the JVM compiles their way, then with twice as
     * many requests under way, since an answer waits for commits however idle the machine is.
     */
    private Highest highest(Load load, Supplier<HttpRequest> requests) throws InterruptedException, TrialException {
        Highest best = new Highest(FEWEST_UNDER_WAY, warm(load, requests));
        while (best.underWay() < MOST_UNDER_WAY) {
            int more = 2 * best.underWay();
            Highest now = new Highest(more, load.asFastAsAnswered(requests, more, duration));
            if (!grew(best.outcome(), now.outcome())) {
                return best;
            }
            best = now;
        }
        return best;
    }

    private Load.Outcome warm(Load load, Supplier<HttpRequest> requests) throws InterruptedException, TrialException {
        Load.Outcome before = load.asFastAsAnswered(requests, FEWEST_UNDER_WAY, duration);
        for (int round = 1; round < MOST_WARM_UPS; round++) {
            Load.Outcome now = load.asFastAsAnswered(requests, FEWEST_UNDER_WAY, duration);
            if (!grew(before, now)) {
                return now;
            }
            before = now;
        }
        return before;
    }

    private static boolean grew(Load.Outcome before, Load.Outcome now) {
        return now.rate().perSecond() >= before.rate().perSecond() * STILL_GROWING;
    }

    private void times(Load load, Questions questions, EchoServer echo, double perSecond)
            throws TrialException, InterruptedException {
        findings.count("requestsPerSecondWhileTimed", Math.round(perSecond));
        Histogram hop;
        try (BareStreams streams =
                BareStreams.hop("bench-hop", client, directory.resolve("bench-hop"), hopFrom, hopTo)) {
            hop = new HopLatency(client, hopFrom, hopTo).measure(perSecond, duration);
        }
        Load.Outcome echoes = load.atRate(questions.echoes(echo.url()), perSecond, duration);
        Load.Outcome issued = load.atRate(questions.certificates(), perSecond, duration);
        warm(load, questions.verifications());
        Load.Outcome verified = load.atRate(questions.verifications(), perSecond, duration);

        double hopMillis = hop.getValueAtPercentile(50) / 1e3;
        Figure echoTime = findings.limit("echo-p50", "裸应答时延", echoes.millisAt(50), "ms");
        findings.limit("hop-p50", "一次事务提交时延", hopMillis, "ms");
        Figure issuePath = findings.limit("issue-path-p50", "四次提交加应答", ISSUE_HOPS * hopMillis + echoTime.value(), "ms");
        Figure verificationPath = findings.limit(
                "verification-path-p50", "三次提交加应答", VERIFICATION_HOPS * hopMillis + echoTime.value(), "ms");
        findings.held("issue-p50", "签发时延", issued.millisAt(50), issuePath);
        findings.held("issue-p99", "签发时延", issued.millisAt(99), issuePath);
        findings.held("verification-p50", "核验时延", verified.millisAt(50), verificationPath);
        findings.held("verification-p99", "核验时延", verified.millisAt(99), verificationPath);
    }

    private Rate signatures(String keystorePassword) {
        Es256Signer signer = IssuerKey.openOrCreate(
                        directory.resolve("bench.p12"), keystorePassword.toCharArray(), "bench", "bench", Instant.now())
                .signer();
        // one loop to warm up, one that counts; issuance signs on one thread too
        sign(signer);
        return sign(signer);
    }

    private Rate sign(Es256Signer signer) {
        byte[] input = new byte[1_024];
        long started = System.nanoTime();
        long until = started + duration.toNanos();
        long count = 0;
        while (System.nanoTime() < until) {
            input[0] += signer.sign(input)[0];
            count++;
        }
        return Rate.since(started, count);
    }
}
