package org.huzheng.api;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a person disputes, as the interface describes it.
 *
 * @param eventId event of the record
 * @param recordType full name of the record's schema
 * @param field field said to be wrong
 * @param statement what the person says of it
 */
record DisputeDescription(
        @Schema(description = "记录事件编号,见答复的 reasons[].records / Event id, as the reasons of an answer name it")
        String eventId,

        @Schema(example = "org.huzheng.household.Resident") String recordType,

        @Schema(example = "mother", description = "有误的字段 / Field said to be wrong")
        String field,

        @Schema(description = "说明,至多 1000 字 / Statement, at most 1,000 characters") @Nullable
        String statement) {}
