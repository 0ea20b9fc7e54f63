package org.huzheng.adapter.publish;

import java.util.Optional;
import org.huzheng.adapter.mapping.MappedRow;

/**
 * A record of the department.
 *
 * @param recordType full name of its schema
 * @param recordId its id in the register
 */
record RecordReference(String recordType, String recordId) {
    /** The record a row is of, where it says so. */
    static Optional<RecordReference> of(MappedRow row) {
        if (row instanceof MappedRow.Version version) {
            return Optional.of(new RecordReference(version.mapping().recordType(), version.recordId()));
        }
        if (row instanceof MappedRow.Deletion deletion) {
            return Optional.of(new RecordReference(deletion.mapping().recordType(), deletion.recordId()));
        }
        MappedRow.Refused refused = (MappedRow.Refused) row;
        return refused.recordId().map(id -> new RecordReference(refused.recordType(), id));
    }
}
