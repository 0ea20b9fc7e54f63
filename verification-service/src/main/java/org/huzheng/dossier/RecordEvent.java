package org.huzheng.dossier;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.event.EventHeader;
import org.huzheng.exchange.Locator;
import org.huzheng.wire.RecordDigest;
import org.jspecify.annotations.Nullable;

/**
 * One version of one record, as a department published it.
 *
 * @param recordType full name of the record's schema
 * @param locator where the event lies in the exchange
 * @param digest SHA-256 of the event's value bytes
 * @param header the event's head
 * @param body the event itself
 */
public record RecordEvent(
        String recordType, Locator locator, RecordDigest digest, EventHeader header, SpecificRecord body) {

    private static final String HEADER = "header";

    /** Order of versions within one record; of equal versions the one appended first. */
    static final Comparator<RecordEvent> BY_VERSION = Comparator.comparingInt(
                    (RecordEvent event) -> event.header.getVersionEpoch())
            .thenComparingLong(event -> event.header.getVersion())
            .thenComparingLong(event -> event.locator.getOffset());

    /** Reads the head of a record event. */
    public static RecordEvent of(Locator locator, RecordDigest digest, SpecificRecord body) {
        return new RecordEvent(body.getSchema().getFullName(), locator, digest, headerOf(body), body);
    }

    /**
     * The head every record event has.
     *
     * @throws IllegalArgumentException if the value is not a record event
     */
    public static EventHeader headerOf(SpecificRecord body) {
        var field = body.getSchema().getField(HEADER);
        if (field == null || !(body.get(field.pos()) instanceof EventHeader header)) {
            throw new IllegalArgumentException("expected a record event with an EventHeader, found "
                    + body.getSchema().getFullName());
        }
        return header;
    }

    /** First day on which it was so, or null when the register does not say. */
    public @Nullable LocalDate validFrom() {
        return header.getValidFrom();
    }

    /** Last day on which it was so, or null while it lasts. */
    public @Nullable LocalDate validTo() {
        return header.getValidTo();
    }

    /** Whether it begins in the world after another version did. */
    public boolean beginsAfter(RecordEvent other) {
        LocalDate from = validFrom();
        LocalDate otherFrom = other.validFrom();
        return from != null && (otherFrom == null || from.isAfter(otherFrom));
    }

    boolean isSameVersionAs(RecordEvent other) {
        return header.getVersionEpoch() == other.header.getVersionEpoch()
                && header.getVersion() == other.header.getVersion();
    }

    /** Whether another event publishes the same version once more: equal but for the adapter's run and its trace, which are no facts about the record. */
    boolean repeats(RecordEvent other) {
        return isSameVersionAs(other) && (digest.equals(other.digest) || saysTheSameAs(other));
    }

    private boolean saysTheSameAs(RecordEvent other) {
        if (!recordType.equals(other.recordType) || !ofNoRun(header).equals(ofNoRun(other.header))) {
            return false;
        }
        return body.getSchema().getFields().stream()
                .filter(field -> !field.name().equals(HEADER))
                .allMatch(field -> Objects.equals(body.get(field.pos()), other.body.get(field.pos())));
    }

    private static EventHeader ofNoRun(EventHeader header) {
        return EventHeader.newBuilder(header)
                .setAdapterRun("")
                .setTraceId(null)
                .setPreviousEventId(null)
                .build();
    }

    @Override
    public String toString() {
        return "RecordEvent[" + recordType + " " + header.getEventId() + "]";
    }
}
