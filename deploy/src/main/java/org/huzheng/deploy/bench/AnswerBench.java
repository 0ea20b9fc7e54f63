package org.huzheng.deploy.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.huzheng.deploy.trial.TrialException;

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
    /** Transactions a certificate passes: case opened, question answered, case judged, certificate issued. */
    private static final int ISSUE_HOPS = 4;
    /** A verification issues nothing. */
    private static final int VERIFICATION_HOPS = 3;

    void run(Questions questions, String keystorePassword) throws TrialException, InterruptedException {
        Load load = new Load(questions::later);
        HighestRate highest = new HighestRate(load, duration);
        try (EchoServer echo = EchoServer.start()) {
            HighestRate.Found echoes = highest.of(questions.echoes(echo.url()));
            HighestRate.Found issued = highest.of(questions.certificates());
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
                    findings.limit(
                            "sign",
                            "裸签名",
                            new SigningLoop(directory, keystorePassword, duration)
                                    .measure()
                                    .perSecond(),
                            "signatures/s"));
            times(load, highest, questions, echo, issued.latencyLoad());
        }
    }

    private void times(Load load, HighestRate highest, Questions questions, EchoServer echo, double perSecond)
            throws TrialException, InterruptedException {
        findings.count("requestsPerSecondWhileTimed", Math.round(perSecond));
        Histogram hop;
        try (BenchStreams streams =
                BenchStreams.hop("bench-hop", client, directory.resolve("bench-hop"), hopFrom, hopTo)) {
            hop = new HopLatency(client, hopFrom, hopTo).measure(perSecond, duration);
        }
        Load.Outcome echoes = load.atRate(questions.echoes(echo.url()), perSecond, duration);
        Load.Outcome issued = load.atRate(questions.certificates(), perSecond, duration);
        highest.warm(questions.verifications());
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
}
