package org.huzheng.deploy.bench;

import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.function.Supplier;
import org.huzheng.deploy.trial.TrialException;

/**
 * Looks for the highest rate requests are answered at: loads until the rate no longer grows and the JVM has nearly done with compiling the way of the answers, which takes as much of the
 * processor as they do, then with twice as many requests under way, since an answer waits for commits however idle the machine is.
 *
 * @param load sends the requests
 * @param duration how long each load lasts
 */
record HighestRate(Load load, Duration duration) {
    private static final int FEWEST_UNDER_WAY = 64;
    private static final int MOST_UNDER_WAY = 1_024;
    private static final int MOST_WARM_UPS = 12;
    /** How much of the time of a load the JVM may still compile in. */
    private static final double STILL_COMPILING = 0.1;

    private static final double STILL_GROWING = 1.1;
    /** Under how much of the highest rate times of answers are taken: above it queues are measured, not the way. */
    private static final double LATENCY_LOAD = 0.5;

    /**
     * The highest rate found.
     *
     * @param underWay how many requests were kept under way
     */
    record Found(int underWay, Load.Outcome outcome) {
        /** The rate, per second, at which times of answers are taken. */
        double latencyLoad() {
            return outcome.rate().perSecond() * LATENCY_LOAD;
        }
    }

    Found of(Supplier<HttpRequest> requests) throws InterruptedException, TrialException {
        Found best = new Found(FEWEST_UNDER_WAY, warm(requests));
        while (best.underWay() < MOST_UNDER_WAY) {
            int more = 2 * best.underWay();
            Found now = new Found(more, load.asFastAsAnswered(requests, more, duration));
            if (!grew(best.outcome(), now.outcome())) {
                return best;
            }
            best = now;
        }
        return best;
    }

    /** Loads until the rate no longer grows with time and hardly anything is compiled any more. */
    Load.Outcome warm(Supplier<HttpRequest> requests) throws InterruptedException, TrialException {
        Load.Outcome before = load.asFastAsAnswered(requests, FEWEST_UNDER_WAY, duration);
        for (int round = 1; round < MOST_WARM_UPS; round++) {
            long compiled = compiledMillis();
            Load.Outcome now = load.asFastAsAnswered(requests, FEWEST_UNDER_WAY, duration);
            boolean compiles = compiledMillis() - compiled > STILL_COMPILING * duration.toMillis();
            if (!compiles && !grew(before, now)) {
                return now;
            }
            before = now;
        }
        return before;
    }

    private static long compiledMillis() {
        return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
    }

    private static boolean grew(Load.Outcome before, Load.Outcome now) {
        return now.rate().perSecond() >= before.rate().perSecond() * STILL_GROWING;
    }
}
