package org.huzheng.adapter.quarantine;

import java.util.List;
import java.util.Optional;

/**
 * What lies in quarantine, reason by reason. No personal data: values are masked.
 *
 * @param entries how many entries
 * @param reasons why, the most frequent first
 */
public record QuarantineReport(long entries, List<Reason> reasons) {
    public QuarantineReport {
        reasons = List.copyOf(reasons);
    }

    /**
     * Entries refused for one reason.
     *
     * @param recordType full name of the record type the rows were to become
     * @param rule code of the rule
     * @param field column or field at fault
     * @param count how many
     * @param first the oldest of them
     */
    public record Reason(String recordType, String rule, Optional<String> field, long count, List<MaskedEntry> first) {
        public Reason {
            first = List.copyOf(first);
        }
    }
}
