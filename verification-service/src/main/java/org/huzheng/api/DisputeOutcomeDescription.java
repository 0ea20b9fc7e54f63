package org.huzheng.api;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * How a department ends a dispute, as the interface describes it.
 *
 * @param outcome CONFIRMED (核实无误, the record is right) or NO_SUCH_RECORD (查无此记录, the person has none such)
 */
record DisputeOutcomeDescription(
        @Schema(example = "CONFIRMED") String outcome) {}
