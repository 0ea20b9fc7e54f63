package org.huzheng.adapter.run;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.validation.Masked;
import org.huzheng.event.ChangeType;
import org.huzheng.wire.Redaction;
import org.jspecify.annotations.Nullable;

/** Rows and events as people may see them side by side. */
final class MaskedEvent {
    private static final String NOTHING = "-";
    private static final String HEADER = "header";

    private MaskedEvent() {}

    /**
     * The columns of a row, each with all but its ends hidden: nothing says which of them are personal. So is the name of a column that the mapping does
     * not name, if it looks like a number of somebody's.
     */
    static Map<String, String> row(Map<String, @Nullable String> values, Set<String> columns) {
        Map<String, String> masked = new LinkedHashMap<>();
        values.forEach((column, value) -> masked.put(
                columns.contains(column) ? column : Masked.numbers(column),
                value == null ? NOTHING : Masked.ends(value)));
        return masked;
    }

    /** What the event says, personal fields with all but their ends hidden. */
    static Map<String, String> event(MappedRow.Version version, ChangeType change) {
        Map<String, String> masked = new LinkedHashMap<>();
        masked.put("recordId", version.recordId());
        masked.put(
                "keys", version.keys().stream().map(key -> key.value()).toList().toString());
        masked.put("change", change.name());
        masked.put(
                "version", version.version().epoch() + "/" + version.version().position());
        // Of a birth these are the birth date.
        masked.put("validFrom", version.validFrom().map(MaskedEvent::day).orElse(NOTHING));
        masked.put("validTo", version.validTo().map(MaskedEvent::day).orElse(NOTHING));
        masked.put("recordedAt", version.recordedAt().toString());
        putFields(masked, "", version.body());
        return masked;
    }

    private static void putFields(Map<String, String> masked, String prefix, IndexedRecord record) {
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (field.name().equals(HEADER)) {
                continue;
            }
            if (value instanceof IndexedRecord inner) {
                putFields(masked, prefix + field.name() + ".", inner);
            } else {
                masked.put(prefix + field.name(), shown(field, value));
            }
        }
    }

    private static String shown(Schema.Field field, @Nullable Object value) {
        if (value == null) {
            return NOTHING;
        }
        return Redaction.isPersonal(field) ? Masked.ends(value.toString()) : value.toString();
    }

    private static String day(LocalDate day) {
        return Masked.ends(day.toString());
    }
}
