package org.huzheng.adapter.mapping;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.RefusedRow;
import org.huzheng.adapter.source.RowSize;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.source.UnreadableRow;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.huzheng.identity.PersonKey;
import org.huzheng.identity.PersonKeyDerivation;
import org.huzheng.wire.DescribedRecord;

/** Applies a mapping to rows, one by one and without memory. Safe for use by many threads. */
public final class RowMapper {
    private final Mapping mapping;
    private final PersonKeyDerivation keys;
    private final Set<String> columns;
    /** Rows of one table or file come together; of files there may be any number. */
    private final Remembered<RecordMapping> byOrigin = new Remembered<>();

    public RowMapper(Mapping mapping, PersonKeyDerivation keys) {
        this.mapping = mapping;
        this.keys = keys;
        this.columns = mapping.columns();
    }

    /**
     * What the mapping makes of the row.
     *
     * @throws IllegalArgumentException if the source hands over a table or file the mapping does not name
     */
    public MappedRow map(SourceItem item) {
        RecordMapping record = mappingOf(item.origin());
        if (item instanceof UnreadableRow unreadable) {
            return refused(record, unreadable, unreadable.rejection().namingOnly(columns));
        }
        SourceRow row = (SourceRow) item;
        try {
            Reading reading = new Reading(row, keys, Trace.NONE);
            // A row that is no record of this type counts as one that is gone: it may have been such a record before.
            boolean gone = row.operation() == Operation.DELETE || !isRecord(record, reading);
            return gone ? deletion(record, reading) : version(record, reading);
        } catch (RejectedValueException e) {
            return refused(record, row, e.rejection());
        }
    }

    /** The version the register states in a row, also in one that is refused; nothing where it states none, or none that can be read. */
    public Optional<SourceVersion> statedVersion(SourceRow row) {
        VersionRule version = mappingOf(row.origin()).version();
        try {
            return version.stated() ? Optional.of(version.read(new Reading(row, keys, Trace.NONE))) : Optional.empty();
        } catch (RejectedValueException e) {
            return Optional.empty();
        }
    }

    /** Whether the mapping names this table or file. */
    public boolean takes(String origin) {
        return mapping.records().stream().anyMatch(record -> record.takes(origin));
    }

    /**
     * How the mapping makes of a row what it makes of it, step by step, every value masked.
     *
     * @throws IllegalArgumentException if the row is of a table or file the mapping does not name
     */
    public Explanation explain(SourceRow row) {
        RecordMapping record = mappingOf(row.origin());
        return new RowExplainer(record, row, keys).explain(map(row));
    }

    private static MappedRow.Refused refused(RecordMapping record, SourceItem item, Rejection rejection) {
        RefusedRow row = item.refusedFor(rejection);
        return new MappedRow.Refused(record, RecordId.ofRefused(record, row), row);
    }

    private RecordMapping mappingOf(String origin) {
        RecordMapping known = byOrigin.of(origin);
        if (known != null) {
            return known;
        }
        RecordMapping found = mapping.records().stream()
                .filter(record -> record.takes(origin))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "origin: expected one of " + mapping.origins() + ", found " + origin));
        byOrigin.put(origin, found);
        return found;
    }

    static boolean isRecord(RecordMapping record, Reading reading) throws RejectedValueException {
        return record.when().isEmpty()
                || (Boolean) ValueSource.valueOf(record.when().get(), "when", reading);
    }

    private static MappedRow deletion(RecordMapping record, Reading reading) throws RejectedValueException {
        SourceRow row = reading.row();
        String recordId = RecordId.of(record, reading);
        Optional<SourceVersion> stated = row.operation() != Operation.DELETE && record.statesVersion()
                ? Optional.of(record.version().read(reading))
                : Optional.empty();
        return new MappedRow.Deletion(
                record, row, recordId, row.version(), stated, record.change().deleted());
    }

    private static MappedRow version(RecordMapping record, Reading reading) throws RejectedValueException {
        String recordId = RecordId.ofVersion(record, reading);
        List<PersonKey> keyed = record.key().read(reading);
        SpecificRecord body = body(record, reading);
        checkSize(body);
        for (Agreement agreement : record.agreements()) {
            agreement.check(reading, body);
        }
        for (RowRule rule : record.rules()) {
            rule.check(reading);
        }
        Optional<LocalDate> validFrom = read(record.validFrom(), "validFrom", reading, LocalDate.class);
        Optional<LocalDate> validTo = read(record.validTo(), "validTo", reading, LocalDate.class);
        checkPeriod(validFrom, validTo);
        return new MappedRow.Version(
                record,
                reading.row(),
                recordId,
                keyed,
                record.version().read(reading),
                record.change().read(reading),
                validFrom,
                validTo,
                recordedAt(record, reading),
                read(record.legalBasis(), "legalBasis", reading, String.class),
                read(record.reason(), "reason", reading, String.class),
                body,
                reading.tolerated());
    }

    private static void checkSize(SpecificRecord body) throws RejectedValueException {
        if (RowSize.of(body) > RowSize.LARGEST) {
            throw new RejectedValueException(Rejection.ofRow(
                    Rule.ROW_TOO_LARGE,
                    "a record of at most " + RowSize.LARGEST + " characters",
                    "one of " + RowSize.of(body)));
        }
    }

    private static SpecificRecord body(RecordMapping record, Reading reading) throws RejectedValueException {
        SpecificRecord body = DescribedRecord.newRecord(record.schema());
        for (FieldRule rule : record.fields()) {
            body.put(rule.field().pos(), rule.fill(reading));
        }
        return body;
    }

    private static Instant recordedAt(RecordMapping record, Reading reading) throws RejectedValueException {
        Optional<Object> stated = read(record.recordedAt(), "recordedAt", reading, Object.class);
        if (stated.isEmpty()) {
            return reading.row().committedAt();
        }
        return stated.get() instanceof LocalDate date
                ? date.atStartOfDay(Dates.CHINA).toInstant()
                : (Instant) stated.get();
    }

    private static <T> Optional<T> read(Optional<ValueRule> rule, String setting, Reading reading, Class<T> type)
            throws RejectedValueException {
        return rule.isPresent() ? rule.get().read(setting, reading).map(type::cast) : Optional.empty();
    }

    private static void checkPeriod(Optional<LocalDate> from, Optional<LocalDate> to) throws RejectedValueException {
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            throw new RejectedValueException(Rejection.ofValue(
                    Rule.PERIOD_REVERSED,
                    "validTo",
                    "a last day on or after validFrom",
                    to.get().toString()));
        }
    }
}
