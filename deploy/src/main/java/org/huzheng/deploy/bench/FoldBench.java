package org.huzheng.deploy.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.huzheng.catalogue.Topic;
import org.huzheng.deploy.bench.EventLog.Published;
import org.huzheng.deploy.trial.TrialException;

/**
 * Events to dossiers, one kind of event at a time: the judging topology catches up with a topic, beside bare Streams that put the same bytes; then what the
 * state takes on disk, beside the Avro values that were folded.
 *
 * @param directory where state lies
 * @param log what is folded
 * @param turns how many times each is done in turns with its limit, after once to warm up
 * @param findings takes what is found
 */
record FoldBench(Path directory, EventLog log, int turns, Findings findings) {
    private static final double CONTRIBUTIONS_OF_BARE = 0.5;
    private static final double RESIDENTS_OF_BARE = 0.3;
    private static final double STATE_OF_AVRO = 2;

    /** How fast one kind was folded, and the bytes of its state. */
    private record Folded(Rate rate, long stateBytes) {}

    void run(Published contributions, Topic contributed, Published residents, Topic resided)
            throws TrialException, IOException, InterruptedException, ExecutionException {
        long ofContributions =
                fold("contributions", "缴费", contributions, contributed, Target.ratioAtLeast(CONTRIBUTIONS_OF_BARE));
        long ofResidents = fold("residents", "户籍", residents, resided, Target.ratioAtLeast(RESIDENTS_OF_BARE));
        onDisk("contribution", "每笔缴费", contributions.records(), contributions.valueBytes(), ofContributions);
        onDisk(
                "person",
                "每人",
                residents.records(),
                contributions.valueBytes() + residents.valueBytes(),
                ofContributions + ofResidents);
    }

    private void onDisk(String of, String chinese, long count, long avroBytes, long stateBytes) {
        findings.add(Figure.held(
                        "state-per-" + of,
                        chinese + "状态",
                        (double) stateBytes / count,
                        findings.limit("avro-per-" + of, chinese + " Avro", (double) avroBytes / count, "bytes"))
                .meantFor(Target.ratioAtMost(STATE_OF_AVRO)));
    }

    /** Once to warm up, then in turns with the limit; returns the bytes of the state. */
    private long fold(String kind, String chinese, Published published, Topic topic, Target target)
            throws TrialException, IOException, InterruptedException, ExecutionException {
        put("bench-put-" + kind + "-cold", topic, published);
        judge("bench-fold-" + kind + "-cold", topic, published);
        List<Rate> puts = new ArrayList<>();
        List<Rate> folds = new ArrayList<>();
        for (int turn = 1; turn <= turns; turn++) {
            puts.add(put("bench-put-" + kind + "-" + turn, topic, published));
            folds.add(judge("bench-fold-" + kind + "-" + turn, topic, published).rate());
        }
        long stateBytes = watched(kind, topic, published);
        findings.add(Figure.held(
                        "fold-" + kind,
                        "折叠" + chinese,
                        Rate.sum(folds).perSecond(),
                        findings.limit(
                                "bare-put-" + kind,
                                "裸存" + chinese,
                                Rate.sum(puts).perSecond(),
                                "records/s"))
                .meantFor(target));
        return stateBytes;
    }

    /** Folds once more, uncounted since looking costs time, and notes what the stream thread was found at; returns the bytes of the state. */
    private long watched(String kind, Topic topic, Published published)
            throws TrialException, IOException, InterruptedException, ExecutionException {
        String application = "bench-fold-" + kind + "-watched";
        StreamThreadLooks looks = StreamThreadLooks.at(application);
        try (looks) {
            return judge(application, topic, published).stateBytes();
        } finally {
            looks.note(kind, findings);
        }
    }

    private Rate put(String application, Topic topic, Published published)
            throws TrialException, InterruptedException, ExecutionException {
        try (BenchStreams streams =
                BenchStreams.puts(application, log.client(), directory.resolve(application), List.of(topic))) {
            return published.catchUp(log.admin(), application).call();
        }
    }

    private Folded judge(String application, Topic topic, Published published)
            throws TrialException, IOException, InterruptedException, ExecutionException {
        log.beginAfterAllBut(topic, application);
        try (BenchStreams streams =
                BenchStreams.judging(application, log.client(), directory.resolve(application), log.wire())) {
            Rate rate = published.catchUp(log.admin(), application).call();
            return new Folded(rate, streams.stopAndMeasure());
        }
    }
}
