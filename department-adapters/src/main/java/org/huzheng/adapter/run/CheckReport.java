package org.huzheng.adapter.run;

import java.util.List;
import java.util.Optional;

/**
 * What a mapping would make of a source.
 *
 * @param rows rows read
 * @param publishable rows that would become events
 * @param unchanged rows that would say nothing new
 * @param refused rows that would go to quarantine
 * @param refusals the reasons, most frequent first
 */
public record CheckReport(long rows, long publishable, long unchanged, long refused, List<Refusals> refusals) {
    public CheckReport {
        refusals = List.copyOf(refusals);
    }

    /**
     * Rows refused for one reason.
     *
     * @param recordType record type they were mapped to
     * @param rule code of the rule
     * @param field column or field at fault, empty when the whole row is
     * @param count how many
     * @param example the first of them
     */
    public record Refusals(String recordType, String rule, Optional<String> field, long count, Example example) {}

    /**
     * One refused row.
     *
     * @param origin table or file
     * @param location where in it
     * @param expected what was expected
     * @param foundMasked what was found, with all but its ends hidden
     */
    public record Example(String origin, String location, String expected, Optional<String> foundMasked) {}
}
