package org.huzheng.deploy.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huzheng.app.JudgingSettings;
import org.huzheng.catalogue.Topics;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.wire.AvroWire;

/**
 * What two people are to each other, asked over HTTP: how long it takes beside the commits it passes. A case is opened in one, and every round of questions
 * takes two more: the answers', and the judgement's. How many rounds a question takes is counted on the topic of questions.
 *
 * @param directory where the bare hop keeps what it needs
 * @param client Kafka client settings of the administrator
 * @param wire decodes questions
 * @param duration how long each load lasts
 * @param findings takes what is found
 */
record KinBench(Path directory, Map<String, Object> client, AvroWire wire, Duration duration, Findings findings) {
    private static final double P50_OF_COMMITS = 1.5;
    private static final double P99_OF_COMMITS = 3;
    private static final double COMMIT_MILLIS = JudgingSettings.DEFAULT_COMMIT_INTERVAL.toMillis();

    /**
     * Asks one kind of question, many at a time and then one after the other.
     *
     * @param kind name of the kind in the report
     * @param sampleRequestId id of a request of the kind that has been answered
     * @return how many a second were asked while times were taken
     */
    double run(String kind, String chinese, Questions questions, String sampleRequestId)
            throws TrialException, InterruptedException {
        Load load = new Load(questions::later);
        HighestRate.Found found = new HighestRate(load, duration).of(questions.verifications());
        double perSecond = found.latencyLoad();
        Load.Outcome times = load.atRate(questions.verifications(), perSecond, duration);
        // nobody else asks: no other's commit helps, and nothing hides what a single question waits for
        Load.Outcome alone = load.asFastAsAnswered(questions.verifications(), 1, duration);
        int rounds = rounds(sampleRequestId);
        findings.count(kind + "Rounds", rounds);
        findings.count(kind + "AskedPerSecond", Math.round(perSecond));
        Figure commits = findings.limit(kind + "-commits", chinese + "所经提交", (1 + 2 * rounds) * COMMIT_MILLIS, "ms");
        held(kind, chinese, times, commits);
        held(kind + "-alone", chinese + "单独", alone, commits);
        return perSecond;
    }

    private void held(String name, String chinese, Load.Outcome times, Figure commits) {
        findings.add(Figure.held(name + "-p50", chinese + "中位时延", times.millisAt(50), commits)
                .meantFor(Target.ratioAtMost(P50_OF_COMMITS)));
        findings.add(Figure.held(name + "-p99", chinese + "时延", times.millisAt(99), commits)
                .meantFor(Target.ratioAtMost(P99_OF_COMMITS)));
    }

    /** One bare hop through a committed transaction, at the rate a kind was asked at. */
    void hop(String from, String to, double perSecond) throws TrialException, InterruptedException {
        try (BenchStreams streams = BenchStreams.hop("bench-hop", client, directory.resolve("bench-hop"), from, to)) {
            double millis = new HopLatency(client, from, to)
                            .measure(perSecond, duration)
                            .getValueAtPercentile(50)
                    / 1e3;
            findings.held("hop-p50", "一次裸提交时延", millis, findings.limit("commit", "提交间隔", COMMIT_MILLIS, "ms"));
        }
    }

    private int rounds(String requestId) throws TrialException {
        Set<Integer> rounds = new HashSet<>();
        PublishedRecords.read(client, List.of(Topics.QUESTIONS), record -> {
            PartialQuestion question = wire.decode(record.value(), PartialQuestion.class);
            return question.getRequestId().equals(requestId) && rounds.add(question.getRound());
        });
        if (rounds.isEmpty()) {
            throw new TrialException("没有找到所问的问题。", "Expected questions of request " + requestId + ", found none");
        }
        return rounds.size();
    }
}
