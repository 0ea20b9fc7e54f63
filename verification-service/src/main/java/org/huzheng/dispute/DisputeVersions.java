package org.huzheng.dispute;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.ChangeType;
import org.huzheng.event.EventHeader;
import org.huzheng.exchange.Dispute;
import org.huzheng.exchange.DisputeOutcome;
import org.huzheng.identity.EventId;
import org.huzheng.wire.RecordDigest;

/**
 * The versions a dispute goes through: it is filed, the record is found, and it ends. That a register has answered outranks what anybody says of the dispute, so
 * that the two may come in either order.
 */
public final class DisputeVersions {
    private static final int ID_BYTES = 16;
    private static final int FILED = 1;
    private static final int FOUND = 2;
    private static final int ENDED_BY_SOMEBODY = 3;
    private static final int ENDED_BY_THE_REGISTER = 4;

    private DisputeVersions() {}

    /**
     * Who disputes what.
     *
     * @param personKey person whose record it is
     * @param eventId event of the record as it is now
     * @param recordType full name of the record's schema
     * @param field field said to be wrong
     */
    public record Subject(String personKey, String eventId, String recordType, String field) {
        /** Record id of the dispute: one version of a record is disputed once in each field. 128 bits of a SHA-256, base64url without padding. */
        public String disputeId() {
            byte[] digest = RecordDigest.sha256(String.join("\0", personKey, eventId, recordType, field)
                            .getBytes(StandardCharsets.UTF_8))
                    .bytes();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, ID_BYTES));
        }
    }

    /** A dispute as it is filed. */
    public static Dispute filed(Subject subject, Instant at) {
        return Dispute.newBuilder()
                .setHeader(header(subject.disputeId(), FILED, ChangeType.CREATED, at))
                .setPersonKey(subject.personKey())
                .setDisputedEventId(subject.eventId())
                .setRecordType(subject.recordType())
                .setField(subject.field())
                .setFiledAt(at)
                .setDisputedRecordId(null)
                .setOutcome(null)
                .setEndedBy(null)
                .setCauseEventId(null)
                .build();
    }

    /** The dispute once the record it is about was found among the person's own. */
    public static Dispute found(String recordId, Dispute dispute, Instant at) {
        return Dispute.newBuilder(dispute)
                .setHeader(header(dispute.getHeader().getRecordId(), FOUND, ChangeType.CORRECTED, at))
                .setDisputedRecordId(recordId)
                .build();
    }

    /** The dispute withdrawn by the person. */
    public static Dispute withdrawn(Dispute dispute, Instant at) {
        return ended(ENDED_BY_SOMEBODY, DisputeOutcome.WITHDRAWN, dispute, at);
    }

    /** The dispute ended by a client of the department, which has confirmed the record or knows none like it. */
    public static Dispute endedBy(String client, DisputeOutcome outcome, Dispute dispute, Instant at) {
        return Dispute.newBuilder(ended(ENDED_BY_SOMEBODY, outcome, dispute, at))
                .setEndedBy(client)
                .build();
    }

    /** The dispute ended by the event with which the register corrected the record. */
    public static Dispute endedByTheRegister(String correctingEventId, Dispute dispute, Instant at) {
        return Dispute.newBuilder(ended(ENDED_BY_THE_REGISTER, DisputeOutcome.CORRECTED, dispute, at))
                .setCauseEventId(correctingEventId)
                .build();
    }

    private static Dispute ended(int version, DisputeOutcome outcome, Dispute dispute, Instant at) {
        return Dispute.newBuilder(dispute)
                .setHeader(header(dispute.getHeader().getRecordId(), version, ChangeType.ENDED, at))
                .setOutcome(outcome)
                .setEndedBy(null)
                .setCauseEventId(null)
                .build();
    }

    private static EventHeader header(String disputeId, int version, ChangeType change, Instant at) {
        return EventHeader.newBuilder()
                .setEventId(EventId.of(Topics.EXCHANGE, Disputes.TYPE, disputeId, 0, version, change)
                        .value())
                .setDepartment(Topics.EXCHANGE)
                .setRecordId(disputeId)
                .setVersionEpoch(0)
                .setVersion(version)
                .setChangeType(change)
                .setValidFrom(null)
                .setValidTo(null)
                .setRecordedAt(at)
                .setPreviousEventId(null)
                .setLegalBasis(null)
                .setReason(null)
                .setAdapterRun("")
                .build();
    }
}
