package org.huzheng.audit;

import java.util.List;

/**
 * Outcome of a replay.
 *
 * @param decisions stored decisions read
 * @param equal those that follow, byte for byte, from the events
 * @param differences the others
 * @param requestsWithoutDecision requests that have none yet
 * @param deadLetters undecodable records that were passed over, as the service passed over them
 * @param recordEvents record events read
 */
public record ReplayReport(
        long decisions,
        long equal,
        List<Difference> differences,
        long requestsWithoutDecision,
        long deadLetters,
        long recordEvents) {
    public ReplayReport {
        differences = List.copyOf(differences);
    }

    /** Number of stored decisions that do not follow from the events. */
    public long different() {
        return differences.size();
    }
}
