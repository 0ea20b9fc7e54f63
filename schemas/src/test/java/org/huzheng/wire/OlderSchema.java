package org.huzheng.wire;

import org.apache.avro.Schema;

/** Schemas as they were before they grew. */
public final class OlderSchema {
    private OlderSchema() {}

    /** The schema as it was before a field came. */
    public static Schema without(String field, Schema schema) {
        return Schema.createRecord(
                schema.getName(),
                schema.getDoc(),
                schema.getNamespace(),
                false,
                schema.getFields().stream()
                        .filter(each -> !each.name().equals(field))
                        .map(each -> new Schema.Field(each, each.schema()))
                        .toList());
    }
}
