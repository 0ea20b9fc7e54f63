package org.huzheng.employer;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.catalogue.Topics;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.event.EventHeader;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.Pointer;
import org.huzheng.identity.EmployerKey;
import org.huzheng.identity.EventId;
import org.huzheng.medical.MedicalEnrolment;
import org.huzheng.socialsecurity.Enrolment;
import org.huzheng.socialsecurity.InsuranceKind;
import org.jspecify.annotations.Nullable;

/**
 * Pointers from employers to the enrolments that name them. A pointer is a record of its own whose versions and days are the enrolment's; it says
 * whom to ask and proves nothing.
 */
public final class EmployerPointers {
    private static final String EMPLOYER = "employerCode";
    private static final String POINTER = Pointer.getClassSchema().getFullName();

    private EmployerPointers() {}

    /**
     * A pointer and where it belongs.
     *
     * @param key key of the employer
     */
    public record Keyed(String key, Pointer pointer) {}

    /**
     * The pointer to a record; empty where the record is no enrolment, or names no employer by a code that could be asked for.
     *
     * @param sourceKey key under which the record lies
     * @param place where it lies
     */
    public static Optional<Keyed> of(String sourceKey, SpecificRecord record, Locator place) {
        if (record instanceof Enrolment enrolment) {
            return of(sourceKey, record, place, enrolment.getEmployerCode(), enrolment.getKind());
        }
        if (record instanceof MedicalEnrolment enrolment) {
            return of(sourceKey, record, place, enrolment.getEmployerCode(), InsuranceKind.MEDICAL);
        }
        return Optional.empty();
    }

    private static Optional<Keyed> of(
            String sourceKey, SpecificRecord record, Locator place, @Nullable String employerCode, InsuranceKind kind) {
        EventHeader source = RecordEvent.headerOf(record);
        String recordType = record.getSchema().getFullName();
        return EmployerKey.named(employerCode)
                .map(employer -> new Keyed(
                        employer.value(),
                        Pointer.newBuilder()
                                .setHeader(headerOf(sourceKey, recordType, source))
                                .setSourceKey(sourceKey)
                                .setRecordType(recordType)
                                .setRelation(EMPLOYER)
                                .setEventId(source.getEventId())
                                .setLocator(place)
                                .setKind(kind)
                                .build()));
    }

    /** What the register says of the record's days and versions holds of the pointer; why and by which run it was published does not. */
    private static EventHeader headerOf(String sourceKey, String recordType, EventHeader source) {
        // the person first: one person's pointers lie together, and two people's never meet
        String recordId = sourceKey + " " + recordType + " " + source.getRecordId();
        return EventHeader.newBuilder(source)
                .setEventId(EventId.of(
                                Topics.EXCHANGE,
                                POINTER,
                                recordId,
                                source.getVersionEpoch(),
                                source.getVersion(),
                                source.getChangeType())
                        .value())
                .setDepartment(Topics.EXCHANGE)
                .setRecordId(recordId)
                .setPreviousEventId(null)
                .setLegalBasis(null)
                .setReason(null)
                .setAdapterRun("")
                .setTraceId(null)
                .build();
    }
}
