package org.huzheng.deploy.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.audit.ReplayReport;

/**
 * The figures of a demonstration. Rows and decisions are those of the directory since its first run; certificates, refusals and the time of the
 * status change those of this run.
 *
 * @param people synthetic people
 * @param rows rows in the departments' systems, corrections included
 * @param totals what became of them, as the adapters counted
 * @param rowsPlantedDirty rows that had to be quarantined
 * @param certificates certificates issued
 * @param refusals refusals by answer
 * @param statusChangeMillis from the commit of the correction to the served status list that shows it, milliseconds
 * @param replay what the auditor found
 */
record DemoReport(
        int people,
        long rows,
        Totals totals,
        long rowsPlantedDirty,
        int certificates,
        Map<String, Integer> refusals,
        long statusChangeMillis,
        ReplayReport replay) {
    DemoReport {
        refusals = new TreeMap<>(refusals);
    }

    /** Whether everything came out as it should. */
    boolean isAsExpected() {
        return totals.rows() == rows && totals.quarantined() == rowsPlantedDirty && replay.different() == 0;
    }

    ObjectNode asJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("people", people);
        node.put("rows", rows);
        node.put("recordsPublished", totals.published());
        node.put("recordsDeduplicated", totals.deduplicated());
        node.put("recordsQuarantined", totals.quarantined());
        node.put("rowsPlantedDirty", rowsPlantedDirty);
        node.put("certificates", certificates);
        ObjectNode byAnswer = node.putObject("refusals");
        refusals.forEach(byAnswer::put);
        node.put("statusChangeMillis", statusChangeMillis);
        ObjectNode replayed = node.putObject("replay");
        replayed.put("decisions", replay.decisions());
        replayed.put("equal", replay.equal());
        replayed.put("different", replay.different());
        return node;
    }
}
