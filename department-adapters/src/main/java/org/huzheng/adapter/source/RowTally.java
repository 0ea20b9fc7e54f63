package org.huzheng.adapter.source;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many rows became what.
 *
 * @param published rows that became a new version of a record, or ended or annulled one
 * @param deduplicated rows that said nothing new
 * @param rejected rows in quarantine, by the code of the rule they broke
 */
public record RowTally(long published, long deduplicated, Map<String, Long> rejected) {
    public RowTally {
        rejected = Map.copyOf(rejected);
    }

    /** No rows yet. */
    public static RowTally none() {
        return new RowTally(0, 0, Map.of());
    }

    /** Counts the outcomes of a batch. */
    public static RowTally of(List<RowOutcome> outcomes) {
        long published = 0;
        long deduplicated = 0;
        Map<String, Long> rejected = new TreeMap<>();
        for (RowOutcome outcome : outcomes) {
            if (outcome instanceof RowOutcome.Quarantined quarantined) {
                rejected.merge(quarantined.rejection().rule().code(), 1L, Long::sum);
            } else if (outcome instanceof RowOutcome.Published) {
                published++;
            } else {
                deduplicated++;
            }
        }
        return new RowTally(published, deduplicated, rejected);
    }

    /** These and those. */
    public RowTally plus(RowTally more) {
        Map<String, Long> sum = new TreeMap<>(rejected);
        more.rejected.forEach((rule, rows) -> sum.merge(rule, rows, Long::sum));
        return new RowTally(published + more.published, deduplicated + more.deduplicated, sum);
    }
}
