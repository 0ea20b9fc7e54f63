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
 * @param standing whether later events in the scope re-open a case whose certificate rests on it
 */
public record Search(
        String recordType,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        boolean standing) {
    /** All records of a type, whenever they were so; later ones matter too. */
    public static Search everAmong(Schema schema) {
        return new Search(schema.getFullName(), null, null, true);
    }

    /** All records of a type as they are at the time of asking; later ones do not matter. */
    public static Search onceAmong(Schema schema) {
        return new Search(schema.getFullName(), null, null, false);
    }

    /** Records of a type that were so on any of these days; later corrections of them matter. */
    public static Search during(Schema schema, LocalDate from, LocalDate to) {
        return new Search(schema.getFullName(), from, to, true);
    }
}
