package org.huzheng.decision;

import java.time.LocalDate;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A record type and the days that matter.
 *
 * @param recordType full name of the record's schema
 * @param from first day, null for no bound
 * @param to last day, null for no bound
 */
public record Search(
        String recordType,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {
    /** All records of a type, whenever they were so; later ones matter too. */
    public static Search everAmong(Schema schema) {
        return new Search(schema.getFullName(), null, null);
    }

    /** Records of a type that were so on any of these days; later corrections of them matter. */
    public static Search during(Schema schema, LocalDate from, LocalDate to) {
        return new Search(schema.getFullName(), from, to);
    }
}
