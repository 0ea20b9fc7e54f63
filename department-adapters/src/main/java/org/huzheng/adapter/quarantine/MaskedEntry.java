package org.huzheng.adapter.quarantine;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.huzheng.adapter.validation.Masked;
import org.huzheng.adapter.validation.Rule;
import org.huzheng.event.RejectedRecord;

/**
 * An entry of the quarantine as people may see it: where the row came from and why it was refused, every value with all but its ends hidden.
 *
 * @param key key of the entry
 * @param recordType full name of the record type the row was to become
 * @param origin table or file
 * @param location where in the origin
 * @param rule code of the rule that refused it
 * @param field column or field at fault
 * @param expected what was expected
 * @param foundShown what was found, as people may see it
 * @param rowMasked the row column by column, masked; empty text for a column that is null in the source
 * @param rawBytes how many bytes of it are kept as they were read
 * @param row operation and position in the source, where it could be read as a row: only then can a mapping help it
 * @param mappingDigest SHA-256 of the mapping that refused it
 * @param run run of the adapter that refused it
 * @param refusedAt when it was refused
 * @param storedAt when the broker stored it: from then on the time counts after which it expires
 */
public record MaskedEntry(
        String key,
        String recordType,
        String origin,
        String location,
        String rule,
        Optional<String> field,
        String expected,
        Optional<String> foundShown,
        Map<String, String> rowMasked,
        int rawBytes,
        Optional<String> row,
        String mappingDigest,
        String run,
        Instant refusedAt,
        Instant storedAt) {

    /**
     * The same with the names of other columns masked, too: where the heading of a file was missing they are what somebody's row held, and a row
     * of JSON names its members as its sender likes.
     */
    public MaskedEntry namingOnly(Set<String> columns) {
        Map<String, String> named = new TreeMap<>();
        rowMasked.forEach((column, value) -> {
            String name = named(column, columns);
            while (named.containsKey(name)) {
                name += "*";
            }
            named.put(name, value);
        });
        return new MaskedEntry(
                key,
                recordType,
                origin,
                location,
                rule,
                fieldNaming(rule, field, columns),
                expected,
                foundShown,
                named,
                rawBytes,
                row,
                mappingDigest,
                run,
                refusedAt,
                storedAt);
    }

    /** A field at fault as people may see it: of a malformed row it may be a member that its sender named. */
    static Optional<String> fieldNaming(String rule, Optional<String> field, Set<String> columns) {
        return rule.equals(Rule.MALFORMED_ROW.code()) ? field.map(name -> named(name, columns)) : field;
    }

    private static String named(String column, Set<String> columns) {
        return columns.contains(column) ? column : Masked.ends(column);
    }

    static MaskedEntry of(QuarantineEntry entry) {
        RejectedRecord rejected = entry.rejected();
        Map<String, String> masked = new TreeMap<>();
        rejected.getRow().forEach((column, value) -> masked.put(column, Masked.ends(value)));
        rejected.getNullColumns().forEach(column -> masked.put(column, ""));
        ByteBuffer raw = rejected.getRawBytes();
        return new MaskedEntry(
                entry.key(),
                rejected.getRecordType(),
                rejected.getSource(),
                rejected.getLocation(),
                rejected.getRule(),
                Optional.ofNullable(rejected.getField()),
                rejected.getExpected(),
                Optional.ofNullable(rejected.getFoundShown())
                        .or(() -> Optional.ofNullable(rejected.getFound()).map(Masked::ends)),
                masked,
                raw == null ? 0 : raw.remaining(),
                entry.row()
                        .map(row -> row.operation() + " " + row.version().epoch() + "/"
                                + row.version().position()),
                rejected.getMappingDigest(),
                rejected.getAdapterRun(),
                rejected.getRejectedAt(),
                entry.storedAt());
    }
}
