package org.huzheng.deploy.bench;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.huzheng.deploy.trial.TrialException;

/**
 * Watches something come to its end. It is counted from its first step, since what lies before that is starting up; where everything is there at
 * the first look that finds anything, from the look before.
 *
 * @param what what it is, for the message where it stands still
 * @param total where it ends
 * @param lookInterval how often to look
 */
record Progression(String what, long total, Duration lookInterval) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How far it has come. */
    interface Look {
        long come() throws TrialException, InterruptedException, ExecutionException;
    }

    Rate watch(Look look) throws TrialException, InterruptedException, ExecutionException {
        long first = 0;
        long firstAt = System.nanoTime();
        long come = 0;
        long movedAt = System.nanoTime();
        while (come < total) {
            Thread.sleep(lookInterval.toMillis());
            long before = come;
            come = look.come();
            long now = System.nanoTime();
            if (come > before) {
                movedAt = now;
            } else if (now - movedAt > PATIENCE.toNanos()) {
                throw new TrialException(
                        what + " 停滞不前。",
                        "Expected " + what + " to go on from " + come + " of " + total + ", found it standing for "
                                + PATIENCE.toSeconds() + " s");
            }
            if (come == 0) {
                firstAt = now;
            } else if (first == 0 && come < total) {
                first = come;
                firstAt = now;
            }
        }
        return Rate.since(firstAt, total - first);
    }
}
