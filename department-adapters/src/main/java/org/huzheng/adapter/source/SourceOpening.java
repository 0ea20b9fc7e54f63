package org.huzheng.adapter.source;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a source is opened with.
 *
 * @param department code of the department, for names at the source (slot, publication)
 * @param origins tables or file patterns of the mapping, in its order
 * @param position where the source stood when rows were last stored; empty to begin
 * @param markInterval how often the source should say up to when it has handed everything over
 * @param settled what became of the rows stored with that position: what {@link Source#committed} would have said, had the process not ended
 * @param mapped what the mapping makes of the rows
 * @param doubted whether what the source held was not believed when it was read whole last: it is to be read whole again, whenever that would be due
 * @param clock the adapter's clock, which may be set at any time: it says when something was, never when something is due
 */
public record SourceOpening(
        String department,
        List<String> origins,
        Optional<String> position,
        Duration markInterval,
        RowTally settled,
        Mapped mapped,
        boolean doubted,
        InstantSource clock) {
    /**
     * What the mapping makes of the rows, as far as a source may want to know.
     *
     * @param digest digest of the mapping file: with another mapping the same rows may say something else
     * @param recordIds for each table or file pattern the columns that make a record's id
     * @param recordTypes for each table or file pattern the type of its records: several may hold records of one
     * @param columns for each table or file pattern every column that is read of its rows
     * @param run run of the adapter that events and receipts name
     */
    public record Mapped(
            String digest,
            Map<String, List<String>> recordIds,
            Map<String, String> recordTypes,
            Map<String, Set<String>> columns,
            String run) {
        public Mapped {
            Objects.requireNonNull(digest, "digest");
            recordIds = Map.copyOf(recordIds);
            recordTypes = Map.copyOf(recordTypes);
            columns = Map.copyOf(columns);
            Objects.requireNonNull(run, "run");
        }

        /** By one that reads no columns but those of the record ids. */
        public Mapped(String digest, Map<String, List<String>> recordIds, Map<String, String> recordTypes, String run) {
            this(digest, recordIds, recordTypes, Map.of(), run);
        }

        /** Whether this column of rows of this table or file pattern is read. */
        public boolean reads(String origin, String column) {
            return idColumns(origin).contains(column)
                    || columns.getOrDefault(origin, Set.of()).contains(column);
        }

        /** The columns that make the id of a record of this table or file pattern; none if it is not mapped. */
        public List<String> idColumns(String origin) {
            return recordIds.getOrDefault(origin, List.of());
        }

        /** The type of the records of this table or file pattern; one of its own if none is stated. */
        public String recordType(String origin) {
            return recordTypes.getOrDefault(origin, origin);
        }
    }

    public SourceOpening {
        Objects.requireNonNull(department, "department");
        origins = List.copyOf(origins);
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(markInterval, "markInterval");
        Objects.requireNonNull(settled, "settled");
        Objects.requireNonNull(mapped, "mapped");
        Objects.requireNonNull(clock, "clock");
    }

    /** By the system's clock. */
    public SourceOpening(
            String department,
            List<String> origins,
            Optional<String> position,
            Duration markInterval,
            RowTally settled,
            Mapped mapped) {
        this(department, origins, position, markInterval, settled, mapped, false, InstantSource.system());
    }

    /** Of a source that is only read. */
    public SourceOpening(String department, List<String> origins, Optional<String> position, Duration markInterval) {
        this(department, origins, position, markInterval, RowTally.none(), new Mapped("", Map.of(), Map.of(), ""));
    }
}
