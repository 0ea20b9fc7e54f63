package org.huzheng.adapter.publish;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.catalogue.Department;
import org.huzheng.event.ChangeType;
import org.huzheng.event.EventHeader;
import org.huzheng.identity.EventId;
import org.huzheng.wire.DescribedRecord;

/** Puts headers on records: of a new version, and of what is said again only to end or annul it. */
final class EventComposer {
    private static final String HEADER = "header";
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    private final Department department;
    private final String adapterRun;

    EventComposer(Department department, String adapterRun) {
        this.department = department;
        this.adapterRun = adapterRun;
    }

    SpecificRecord version(MappedRow.Version row, Verdict.Publish verdict, Optional<PublishedVersion> last) {
        RecordReference reference = new RecordReference(row.mapping().recordType(), row.recordId());
        EventHeader header = header(reference, verdict.version(), verdict.change(), last);
        row.validFrom().ifPresent(header::setValidFrom);
        row.validTo().ifPresent(header::setValidTo);
        header.setRecordedAt(row.recordedAt());
        row.legalBasis().ifPresent(header::setLegalBasis);
        row.reason().ifPresent(header::setReason);
        // The row was mapped for this event alone.
        row.body().put(row.body().getSchema().getField(HEADER).pos(), header);
        return row.body();
    }

    /** The event last published, under a new header that ends or annuls it. */
    SpecificRecord withdrawal(
            SpecificRecord said,
            RecordReference reference,
            Verdict.Publish verdict,
            ChangeType change,
            PublishedVersion last,
            Instant recordedAt) {
        EventHeader before = headerOf(said);
        LocalDate lastDay = before.getValidTo();
        if (change == ChangeType.ENDED && lastDay == null) {
            lastDay = recordedAt.atOffset(CHINA).toLocalDate();
        }
        EventHeader header = header(reference, verdict.version(), change, Optional.of(last));
        header.setValidFrom(before.getValidFrom());
        header.setValidTo(lastDay);
        header.setRecordedAt(recordedAt);
        return withHeader(said, header);
    }

    static EventHeader headerOf(SpecificRecord record) {
        return (EventHeader) record.get(record.getSchema().getField(HEADER).pos());
    }

    /** Filled without the generated builder, which looks up every default anew for every event. */
    private EventHeader header(
            RecordReference reference, SourceVersion version, ChangeType change, Optional<PublishedVersion> last) {
        EventHeader header = new EventHeader();
        header.setEventId(eventId(reference, version, change));
        header.setDepartment(department.code());
        header.setRecordId(reference.recordId());
        header.setVersionEpoch(version.epoch());
        header.setVersion(version.position());
        header.setChangeType(change);
        last.ifPresent(
                previous -> header.setPreviousEventId(eventId(reference, previous.version(), previous.change())));
        header.setAdapterRun(adapterRun);
        return header;
    }

    private String eventId(RecordReference reference, SourceVersion version, ChangeType change) {
        return EventId.of(
                        department.code(),
                        reference.recordType(),
                        reference.recordId(),
                        version.epoch(),
                        version.position(),
                        change)
                .value();
    }

    /** A copy: what was said before stays as it was. */
    private static SpecificRecord withHeader(SpecificRecord body, EventHeader header) {
        SpecificRecord copy = DescribedRecord.newRecord(body.getSchema());
        body.getSchema().getFields().forEach(field -> copy.put(field.pos(), body.get(field.pos())));
        copy.put(copy.getSchema().getField(HEADER).pos(), header);
        return copy;
    }
}
