package org.huzheng.adapter.publish;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.publish.Supersessions.Supersession;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.catalogue.Topic;
import org.huzheng.event.ChangeType;
import org.huzheng.event.EventHeader;
import org.huzheng.identity.PersonKey;

/** What one transaction will hold: rows judged one by one, each beside what the rows before it in the same batch will have published. */
final class BatchDraft {
    private final EventReader reader;
    private final EventComposer composer;
    private final List<OutgoingEvent> events = new ArrayList<>();
    private final List<MappedRow.Refused> refused = new ArrayList<>();
    private final List<RowOutcome> outcomes = new ArrayList<>();
    private final Map<RecordReference, Staged> staged = new LinkedHashMap<>();
    private final Map<RecordReference, Supersession> superseded = new HashMap<>();
    private final Set<RecordReference> refusedRecords = new LinkedHashSet<>();
    private final Map<RowTrace, RowOutcome> traces = new LinkedHashMap<>();
    private long withdrawals;

    /**
     * A record as it will have been published; its offsets are not known yet.
     *
     * @param version the version, its places at partition and offset -1
     * @param live its events, one for each of its keys
     * @param firstEvent number of the first of them among the events of the draft
     */
    record Staged(PublishedVersion version, List<OutgoingEvent> live, int firstEvent) {}

    BatchDraft(EventReader reader, EventComposer composer) {
        this.reader = reader;
        this.composer = composer;
    }

    List<OutgoingEvent> events() {
        return events;
    }

    List<MappedRow.Refused> refused() {
        return refused;
    }

    /** What became of each row added, in their order. */
    List<RowOutcome> outcomes() {
        return outcomes;
    }

    Map<RecordReference, Staged> staged() {
        return staged;
    }

    /** Records of which something is published and a row was refused, for the first time. */
    Set<RecordReference> refusedRecords() {
        return refusedRecords;
    }

    /** What superseded rows refused before it, of records whose last published version does not show it. */
    Map<RecordReference, Supersession> superseded() {
        return superseded;
    }

    Totals totals() {
        long published = count(RowOutcome.Published.class);
        long deduplicated = count(RowOutcome.Deduplicated.class);
        return new Totals(outcomes.size(), published, deduplicated, refused.size(), withdrawals);
    }

    private long count(Class<? extends RowOutcome> kind) {
        return outcomes.stream().filter(kind::isInstance).count();
    }

    RowOutcome add(PreparedRow prepared) {
        RowOutcome outcome;
        if (prepared.row() instanceof MappedRow.Version version) {
            outcome = addVersion(version, prepared);
        } else if (prepared.row() instanceof MappedRow.Deletion deletion) {
            boolean withdrawn = delete(deletion, prepared);
            outcome = withdrawn ? new RowOutcome.Published() : new RowOutcome.Deduplicated();
        } else {
            outcome = refuse((MappedRow.Refused) prepared.row(), prepared);
        }
        outcomes.add(outcome);
        if (prepared.trace().isSampled()) {
            traces.put(prepared.trace(), outcome);
        }
        return outcome;
    }

    /** The transaction is committed: what became of each row that is traced can be told. */
    void settleTraces() {
        traces.forEach(RowTrace::settle);
    }

    private RowOutcome refuse(MappedRow.Refused row, PreparedRow prepared) {
        refused.add(row);
        RecordReference.of(row)
                .filter(record -> !prepared.refusedBefore())
                .filter(record -> lastOf(record, prepared.known()).isPresent())
                .ifPresent(refusedRecords::add);
        return new RowOutcome.Quarantined(row.row().rejection());
    }

    private RowOutcome addVersion(MappedRow.Version row, PreparedRow prepared) {
        RecordReference reference = new RecordReference(row.mapping().recordType(), row.recordId());
        Optional<PublishedVersion> last = lastOf(reference, prepared.known());
        Verdict verdict = Verdict.of(row, prepared.body().orElseThrow(), last);
        if (verdict instanceof Verdict.Refused refusal) {
            return refuse(
                    new MappedRow.Refused(
                            row.mapping(),
                            Optional.of(reference.recordId()),
                            row.row().refusedFor(refusal.rejection())),
                    prepared);
        }
        if (verdict instanceof Verdict.Publish publish) {
            last.filter(before -> before.change() != ChangeType.ANNULLED)
                    .ifPresent(before -> withdrawMoved(row, reference, publish, before, prepared.trace()));
            SpecificRecord event = traced(composer.version(row, publish, last), prepared.trace());
            List<OutgoingEvent> live = new ArrayList<>(row.keys().size());
            for (PersonKey key : row.keys()) {
                live.add(new OutgoingEvent(row.mapping().topic(), key, event, publish.body(), prepared.trace()));
            }
            stage(
                    reference,
                    publish,
                    publish.body().orElseThrow(),
                    live,
                    last,
                    row.mapping().statesVersion());
            return new RowOutcome.Published();
        }
        if (wasRefused(reference, prepared)
                && last.filter(published -> isLater(row, published)).isPresent()) {
            superseded.put(reference, Supersession.of(row));
        }
        return new RowOutcome.Deduplicated();
    }

    /** Whether the source said this after what is published, and not once more what it had said before. */
    private static boolean isLater(MappedRow.Version row, PublishedVersion published) {
        if (published.isGone()) {
            return false;
        }
        return row.mapping().statesVersion()
                ? row.version().position() > published.version().position()
                : row.version().compareTo(published.version()) > 0;
    }

    private boolean wasRefused(RecordReference reference, PreparedRow prepared) {
        return prepared.refusedBefore() || refusedRecords.contains(reference);
    }

    /** The record no longer belongs to a key: there it was never true. */
    private void withdrawMoved(
            MappedRow.Version row,
            RecordReference reference,
            Verdict.Publish verdict,
            PublishedVersion last,
            RowTrace trace) {
        for (PublishedVersion.Place place : last.places()) {
            if (!row.keys().contains(place.key())) {
                SpecificRecord said = said(reference, row.mapping().topic(), place);
                SpecificRecord event =
                        composer.withdrawal(said, reference, verdict, ChangeType.ANNULLED, last, row.recordedAt());
                events.add(new OutgoingEvent(
                        row.mapping().topic(), place.key(), traced(event, trace), Optional.empty(), trace));
                withdrawals++;
            }
        }
    }

    /** Records that a complete snapshot no longer holds: no row said so, so none is counted. */
    void addAbsent(List<PreparedRow> absences) {
        for (PreparedRow absence : absences) {
            if (withdraw((MappedRow.Deletion) absence.row(), absence)) {
                withdrawals++;
            }
        }
    }

    private boolean delete(MappedRow.Deletion row, PreparedRow prepared) {
        RecordReference reference = new RecordReference(row.mapping().recordType(), row.recordId());
        Optional<PublishedVersion> last = lastOf(reference, prepared.known());
        boolean later = last.filter(published -> row.version().compareTo(published.version()) > 0)
                .isPresent();
        if (last.isEmpty() || row.mapping().statesVersion() || (wasRefused(reference, prepared) && later)) {
            superseded.put(reference, Supersession.of(row));
        }
        return withdraw(row, prepared);
    }

    private boolean withdraw(MappedRow.Deletion row, PreparedRow prepared) {
        RecordReference reference = new RecordReference(row.mapping().recordType(), row.recordId());
        Optional<PublishedVersion> last = lastOf(reference, prepared.known());
        if (!(Verdict.of(row, last) instanceof Verdict.Publish publish) || last.isEmpty()) {
            return false;
        }
        List<SpecificRecord> gone = new ArrayList<>();
        for (PublishedVersion.Place place : last.get().places()) {
            SpecificRecord event = composer.withdrawal(
                    said(reference, row.mapping().topic(), place),
                    reference,
                    publish,
                    publish.change(),
                    last.get(),
                    row.row().committedAt());
            gone.add(traced(event, prepared.trace()));
        }
        List<PersonKey> keys = last.get().keys();
        BodyDigest body = digestOf(gone.get(0), keys);
        List<OutgoingEvent> live = new ArrayList<>();
        for (int place = 0; place < keys.size(); place++) {
            live.add(new OutgoingEvent(
                    row.mapping().topic(), keys.get(place), gone.get(place), Optional.of(body), prepared.trace()));
        }
        stage(reference, publish, body, live, last, row.mapping().statesVersion());
        return true;
    }

    private void stage(
            RecordReference reference,
            Verdict.Publish verdict,
            BodyDigest body,
            List<OutgoingEvent> live,
            Optional<PublishedVersion> last,
            boolean statesVersion) {
        int firstEvent = events.size();
        events.addAll(live);
        List<PublishedVersion.Place> places = live.stream()
                .map(event -> new PublishedVersion.Place(event.key(), -1, -1))
                .toList();
        List<PublishedVersion.Earlier> earlier =
                statesVersion ? last.map(PublishedVersion::becomingEarlier).orElse(List.of()) : List.of();
        staged.put(
                reference,
                new Staged(
                        new PublishedVersion(verdict.version(), verdict.change(), body, places, earlier),
                        live,
                        firstEvent));
    }

    private static SpecificRecord traced(SpecificRecord event, RowTrace trace) {
        if (trace.isSampled()) {
            EventComposer.headerOf(event).setTraceId(trace.traceId());
        }
        return event;
    }

    /** What was published of a record last, in this batch or before it. */
    Optional<PublishedVersion> lastOf(RecordReference reference, Optional<PublishedVersion> beforeThisBatch) {
        Staged inThisBatch = staged.get(reference);
        return inThisBatch == null ? beforeThisBatch : Optional.of(inThisBatch.version());
    }

    private SpecificRecord said(RecordReference reference, Topic topic, PublishedVersion.Place place) {
        Staged inThisBatch = staged.get(reference);
        if (inThisBatch == null) {
            return reader.read(topic, place);
        }
        return inThisBatch.live().stream()
                .filter(event -> event.key().equals(place.key()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("staged record: expected an event for each of its keys"))
                .record();
    }

    private static BodyDigest digestOf(SpecificRecord event, List<PersonKey> keys) {
        EventHeader header = EventComposer.headerOf(event);
        return BodyDigest.of(
                event,
                keys,
                header.getChangeType(),
                Optional.ofNullable(header.getValidFrom()),
                Optional.ofNullable(header.getValidTo()),
                Optional.ofNullable(header.getLegalBasis()),
                Optional.ofNullable(header.getReason()));
    }
}
