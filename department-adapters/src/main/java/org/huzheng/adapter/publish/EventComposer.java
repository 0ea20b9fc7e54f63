package org.huzheng.adapter.publish;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.adapter.mapping.MappedRow;
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
        EventHeader header = header(reference, verdict.version(), verdict.change(), last)
                .setValidFrom(row.validFrom().orElse(null))
                .setValidTo(row.validTo().orElse(null))
                .setRecordedAt(row.recordedAt())
                .setLegalBasis(row.legalBasis().orElse(null))
                .setReason(row.reason().orElse(null))
                .build();
        return withHeader(row.body(), header);
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
        EventHeader header = header(reference, verdict.version(), change, Optional.of(last))
                .setValidFrom(before.getValidFrom())
                .setValidTo(lastDay)
                .setRecordedAt(recordedAt)
                .build();
        return withHeader(said, header);
    }

    static EventHeader headerOf(SpecificRecord record) {
        return (EventHeader) record.get(record.getSchema().getField(HEADER).pos());
    }

    private EventHeader.Builder header(
            RecordReference reference,
            org.huzheng.adapter.source.SourceVersion version,
            ChangeType change,
            Optional<PublishedVersion> last) {
        return EventHeader.newBuilder()
                .setEventId(EventId.of(
                                department.code(),
                                reference.recordType(),
                                reference.recordId(),
                                version.epoch(),
                                version.position(),
                                change)
                        .value())
                .setDepartment(department.code())
                .setRecordId(reference.recordId())
                .setVersionEpoch(version.epoch())
                .setVersion(version.position())
                .setChangeType(change)
                .setPreviousEventId(last.map(previous -> EventId.of(
                                        department.code(),
                                        reference.recordType(),
                                        reference.recordId(),
                                        previous.version().epoch(),
                                        previous.version().position(),
                                        previous.change())
                                .value())
                        .orElse(null))
                .setAdapterRun(adapterRun);
    }

    /** A copy: the same body may be published under several keys and headers. */
    private static SpecificRecord withHeader(SpecificRecord body, EventHeader header) {
        SpecificRecord copy = DescribedRecord.newRecord(body.getSchema());
        body.getSchema().getFields().forEach(field -> copy.put(field.pos(), body.get(field.pos())));
        copy.put(copy.getSchema().getField(HEADER).pos(), header);
        return copy;
    }
}
