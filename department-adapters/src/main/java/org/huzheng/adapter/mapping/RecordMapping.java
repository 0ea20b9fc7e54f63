package org.huzheng.adapter.mapping;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.huzheng.adapter.expression.Expression;
import org.huzheng.catalogue.Topic;
import org.huzheng.event.ChangeType;

/**
 * How rows of one table or of files of one name pattern become events of one record type.
 *
 * @param from table, or pattern of file names
 * @param schema schema of the record type
 * @param topic topic of the record type
 * @param when rows that are records of this type; every row if there is none. Any other row is no record, or none any more
 * @param key whose record it is
 * @param recordId columns that make the record's id in the register, joined by a slash
 * @param version the record's version
 * @param change what happened to the record
 * @param validFrom first day on which it was so
 * @param validTo last day on which it was so
 * @param recordedAt when the department wrote it; else when the source committed it
 * @param legalBasis legal basis of the change
 * @param reason reason of the change
 * @param fields how each field is filled
 * @param agreements values that must agree with an identity number
 * @param rules what the columns of a row must agree on
 */
public record RecordMapping(
        String from,
        Schema schema,
        Topic topic,
        Optional<Expression> when,
        KeyRule key,
        List<String> recordId,
        VersionRule version,
        ChangeRule change,
        Optional<ValueRule> validFrom,
        Optional<ValueRule> validTo,
        Optional<ValueRule> recordedAt,
        Optional<ValueRule> legalBasis,
        Optional<ValueRule> reason,
        List<FieldRule> fields,
        List<Agreement> agreements,
        List<RowRule> rules) {
    public RecordMapping {
        Objects.requireNonNull(from, "from");
        recordId = List.copyOf(recordId);
        fields = List.copyOf(fields);
        agreements = List.copyOf(agreements);
        rules = List.copyOf(rules);
    }

    /** Full name of the record type. */
    public String recordType() {
        return schema.getFullName();
    }

    /** What it means when a row is gone: ANNULLED or ENDED. */
    public ChangeType deleted() {
        return change.deleted();
    }

    /** Whether the register keeps versions itself, so that an older one is not merely a row read twice. */
    public boolean statesVersion() {
        return version.stated();
    }

    /** Whether rows of this table or file are mapped here. */
    boolean takes(String origin) {
        return from.equals(origin)
                || FileSystems.getDefault().getPathMatcher("glob:" + from).matches(Path.of(origin));
    }
}
