package org.huzheng.adapter.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a mapping would make of a source.
 *
 * @param rows rows read
 * @param publishable rows that would become events
 * @param unchanged rows that would say nothing new
 * @param refused rows that would go to quarantine
 * @param refusals the reasons, most frequent first
 * @param tolerated values that were left out or kept as they stand, as the mapping says, most frequent first
 * @param events some rows of each record type beside the events they would become
 */
public record CheckReport(
        long rows,
        long publishable,
        long unchanged,
        long refused,
        List<Refusals> refusals,
        List<Refusals> tolerated,
        List<SideBySide> events) {
    public CheckReport {
        refusals = List.copyOf(refusals);
        tolerated = List.copyOf(tolerated);
        events = List.copyOf(events);
    }

    /**
     * One row beside its event.
     *
     * @param recordType type of the event
     * @param origin table or file
     * @param location where in it
     * @param rowMasked the row's columns, with all but the ends of each hidden
     * @param eventMasked what the event says, personal fields masked likewise
     */
    public record SideBySide(
            String recordType,
            String origin,
            String location,
            Map<String, String> rowMasked,
            Map<String, String> eventMasked) {
        public SideBySide {
            rowMasked = Collections.unmodifiableMap(new LinkedHashMap<>(rowMasked));
            eventMasked = Collections.unmodifiableMap(new LinkedHashMap<>(eventMasked));
        }
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
     * @param foundShown what was found, as people may see it
     */
    public record Example(String origin, String location, String expected, Optional<String> foundShown) {}
}
