package org.huzheng.deploy.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.huzheng.deploy.bench.EventLog.Published;
import org.huzheng.deploy.bench.SyntheticEvents.Event;
import org.huzheng.deploy.trial.TrialException;

/**
 * One more month of who has paid for thirty years, beside the first month of who begins to pay: as many events each, folded by the judging topology in
 * turns.
 *
 * @param directory where state lies
 * @param log where months are published
 * @param events makes them
 * @param firstPerson number of the first person nobody else uses
 * @param months how many months are folded in a turn
 * @param turns how many turns are counted, after one to warm up
 * @param findings takes what is found
 */
record MonthBench(
        Path directory,
        EventLog log,
        SyntheticEvents events,
        long firstPerson,
        int months,
        int turns,
        Findings findings) {
    private static final String APPLICATION = "bench-months";
    private static final int HISTORY_MONTHS = 360;
    /** Months of one veteran in a turn: fewer veterans need less history. */
    private static final int MONTHS_OF_ONE = 20;

    private static final double OF_NEWCOMER = 1.2;

    void run() throws TrialException, InterruptedException, ExecutionException {
        long veterans = Math.max(1, months / MONTHS_OF_ONE);
        log.beginAfterAll(APPLICATION);
        Published history = log.publish(months(firstPerson, veterans, 0, HISTORY_MONTHS));
        findings.count("veterans", veterans);
        findings.count("monthsOfAVeteran", HISTORY_MONTHS);
        try (BenchStreams streams =
                BenchStreams.judging(APPLICATION, log.client(), directory.resolve(APPLICATION), log.wire())) {
            history.catchUp(log.admin(), APPLICATION).call();
            List<Rate> ofNewcomers = new ArrayList<>();
            List<Rate> ofVeterans = new ArrayList<>();
            for (int turn = 0; turn <= turns; turn++) {
                // who comes second in one turn comes first in the next
                Rate first = turn % 2 == 0 ? newcomers(turn, veterans) : veterans(turn, veterans);
                Rate second = turn % 2 == 0 ? veterans(turn, veterans) : newcomers(turn, veterans);
                if (turn > 0) {
                    ofNewcomers.add(turn % 2 == 0 ? first : second);
                    ofVeterans.add(turn % 2 == 0 ? second : first);
                }
            }
            findings.add(Figure.held(
                            "month-of-veteran",
                            "三十年缴费者再缴一月",
                            micros(Rate.sum(ofVeterans)),
                            findings.limit("month-of-newcomer", "新缴费者首月", micros(Rate.sum(ofNewcomers)), "µs"))
                    .meantFor(Target.ratioAtMost(OF_NEWCOMER)));
        }
    }

    private static double micros(Rate rate) {
        return TimeUnit.SECONDS.toMicros(1) / rate.perSecond();
    }

    private Rate veterans(int turn, long veterans) throws TrialException, InterruptedException, ExecutionException {
        return folded(months(firstPerson, veterans, HISTORY_MONTHS + turn * MONTHS_OF_ONE, MONTHS_OF_ONE));
    }

    private Rate newcomers(int turn, long veterans) throws TrialException, InterruptedException, ExecutionException {
        long people = veterans * MONTHS_OF_ONE;
        return folded(months(firstPerson + veterans + turn * people, people, 0, 1));
    }

    private Rate folded(Stream<Event> paid) throws TrialException, InterruptedException, ExecutionException {
        return log.publish(paid).catchUp(log.admin(), APPLICATION).call();
    }

    /** Month by month, of everybody in turn. */
    private Stream<Event> months(long first, long people, int firstMonth, int count) {
        return IntStream.range(firstMonth, firstMonth + count).boxed().flatMap(month -> LongStream.range(
                        first, first + people)
                .mapToObj(person -> events.contribution(person, month)));
    }
}
