package org.huzheng.adapter.mapping;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.catalogue.Department;

/**
 * A department's mapping file, read and checked against the catalogue and the record schemas.
 *
 * @param department whose records these are
 * @param digest SHA-256 of the file, hex: the mapping a rejected row was refused by
 * @param source where the rows come from
 * @param records how they become events; no two take rows of the same table or file
 */
public record Mapping(Department department, String digest, SourceSettings source, List<RecordMapping> records) {
    public Mapping {
        Objects.requireNonNull(department, "department");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(source, "source");
        records = List.copyOf(records);
    }

    /** Tables or file patterns, in the file's order. */
    public List<String> origins() {
        return records.stream().map(RecordMapping::from).toList();
    }

    /**
     * What a source is told of it.
     *
     * @param run the adapter run that reads; empty for one that only looks
     */
    public SourceOpening.Mapped mapped(String run) {
        return new SourceOpening.Mapped(digest, recordIds(), recordTypes(), columnsRead(), run);
    }

    /** Every column it names. A row may have others. */
    public Set<String> columns() {
        return records.stream()
                .flatMap(record -> ColumnsRead.by(record).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** For each table or file pattern every column that is read of its rows. */
    private Map<String, Set<String>> columnsRead() {
        return records.stream().collect(Collectors.toMap(RecordMapping::from, ColumnsRead::by));
    }

    /** For each table or file pattern the columns that make a record's id. */
    public Map<String, List<String>> recordIds() {
        return records.stream().collect(Collectors.toMap(RecordMapping::from, RecordMapping::recordId));
    }

    /** For each table or file pattern the type of its records. */
    public Map<String, String> recordTypes() {
        return records.stream().collect(Collectors.toMap(RecordMapping::from, RecordMapping::recordType));
    }
}
