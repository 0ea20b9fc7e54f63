package org.huzheng.adapter.mapping;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.adapter.source.RefusedRow;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.event.ChangeType;
import org.huzheng.identity.PersonKey;

/** What the mapping makes of one row. */
public sealed interface MappedRow {
    /**
     * A version of a record.
     *
     * @param mapping the mapping that made it
     * @param row the row it was made from
     * @param recordId id in the department's register
     * @param keys keys it is published under, at least one
     * @param version its version
     * @param stated what happened to it, where the row says so
     * @param validFrom first day on which it was so
     * @param validTo last day on which it was so
     * @param recordedAt when the department wrote it
     * @param legalBasis legal basis of the change
     * @param reason reason of the change
     * @param body the record without its header
     * @param tolerated values that were not as expected and that the mapping says to leave out or keep as they stand
     */
    record Version(
            RecordMapping mapping,
            SourceRow row,
            String recordId,
            List<PersonKey> keys,
            SourceVersion version,
            Optional<ChangeType> stated,
            Optional<LocalDate> validFrom,
            Optional<LocalDate> validTo,
            Instant recordedAt,
            Optional<String> legalBasis,
            Optional<String> reason,
            SpecificRecord body,
            List<Rejection> tolerated)
            implements MappedRow {
        /** Names the record; never what it says. */
        @Override
        public String toString() {
            return "Version[" + mapping.recordType() + ", " + version + ", " + row + "]";
        }
    }

    /**
     * The row is gone from the register.
     *
     * @param mapping the mapping of its table
     * @param row the deletion
     * @param recordId id in the department's register
     * @param version position of the deletion
     * @param stated version the register states of a row that is there and is no such record; empty where it states none or the row is gone
     * @param change ANNULLED or ENDED, as the mapping says
     */
    record Deletion(
            RecordMapping mapping,
            SourceRow row,
            String recordId,
            SourceVersion version,
            Optional<SourceVersion> stated,
            ChangeType change)
            implements MappedRow {}

    /**
     * The row is refused.
     *
     * @param mapping the mapping of its table or file
     * @param recordId id of the record in the department's register, where it could be read
     * @param row the row with the reason
     */
    record Refused(RecordMapping mapping, Optional<String> recordId, RefusedRow row) implements MappedRow {
        /** Full name of the record type it was to become. */
        public String recordType() {
            return mapping.recordType();
        }

        /** Names the rule and where the row came from; never what it says. */
        @Override
        public String toString() {
            return "Refused[" + recordType() + ", " + row + "]";
        }
    }
}
