package org.huzheng.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueStore;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.PartialAnswers.OwnEvent;
import org.huzheng.dispute.DisputeVersions;
import org.huzheng.dispute.Disputes;
import org.huzheng.dossier.Dossier;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.dossier.RecordHistory;
import org.huzheng.exchange.Dispute;
import org.huzheng.exchange.OpenDisputes;

/**
 * Which of a person's records are disputed. A watch lies beside each entry, so that an event of a person about whom nobody asked and who disputes nothing
 * costs one lookup.
 */
final class DisputedRecords {
    private final KeyValueStore<String, OpenDisputes> openDisputes;
    private final OwnRecords ownRecords;

    DisputedRecords(KeyValueStore<String, OpenDisputes> openDisputes, OwnRecords ownRecords) {
        this.openDisputes = openDisputes;
        this.ownRecords = ownRecords;
    }

    /** Every version that has come of a dispute of which one is being folded. */
    RecordHistory versionsOf(Dispute folded, int partition) {
        String disputeId = folded.getHeader().getRecordId();
        return versionsOf(folded.getPersonKey(), disputeId, partition)
                .orElseThrow(() -> new IllegalStateException("a dispute that is being folded is in its dossier"));
    }

    /** Nothing where the dossiers are built anew and the dispute has not come again. */
    private Optional<RecordHistory> versionsOf(String personKey, String disputeId, int partition) {
        return histories(
                        personKey,
                        ownRecords.versions(personKey, Topics.DISPUTES.name(), partition, disputeId).stream()
                                .map(OwnEvent::event)
                                .toList())
                .stream()
                .findFirst();
    }

    /** The record a dispute is about, as far as it has come. Looks through the person's records of that type: disputes are rare. */
    Optional<RecordHistory> recordOf(Dispute dispute, Topic topic, int partition) {
        String personKey = dispute.getPersonKey();
        return Disputes.recordOf(
                dispute,
                histories(
                        personKey,
                        ownRecords.of(personKey, topic.name(), partition).stream()
                                .map(OwnEvent::event)
                                .toList()));
    }

    /** Notes whether a dispute about a record on a topic is open; returns whether any about that person's records there is. */
    boolean note(Dispute dispute, boolean isOpen, Topic topic) {
        String key = FoldRecords.watchKey(dispute.getPersonKey(), topic.name());
        OpenDisputes before = openDisputes.get(key);
        TreeSet<String> ids = new TreeSet<>(before == null ? List.of() : before.getRecordIds());
        String id = dispute.getHeader().getRecordId();
        boolean changed = isOpen ? ids.add(id) : ids.remove(id);
        if (changed && ids.isEmpty()) {
            openDisputes.delete(key);
        } else if (changed) {
            openDisputes.put(key, new OpenDisputes(List.copyOf(ids)));
        }
        return !ids.isEmpty();
    }

    /**
     * What follows for a person's open disputes from a record, of which a further version has come.
     *
     * @param versions every version of the record
     * @param at append time of the version that came last
     */
    List<Dispute> followUps(String personKey, String topic, int partition, List<RecordEvent> versions, Instant at) {
        OpenDisputes open = openDisputes.get(FoldRecords.watchKey(personKey, topic));
        if (open == null) {
            return List.of();
        }
        List<RecordHistory> records = histories(personKey, versions);
        List<Dispute> followUps = new ArrayList<>();
        for (String id : open.getRecordIds()) {
            versionsOf(personKey, id, partition).ifPresent(dispute -> Disputes.recordOf(
                            (Dispute) dispute.versions().get(0).body(), records)
                    .ifPresent(record -> followUps.addAll(followUps(dispute, record, at))));
        }
        return followUps;
    }

    /** What follows for a dispute from the record it is about: that the record was found, and that it answers the dispute. */
    static List<Dispute> followUps(RecordHistory dispute, RecordHistory record, Instant at) {
        if (!Disputes.isOpen(dispute)) {
            return List.of();
        }
        Dispute filed = (Dispute) dispute.versions().get(0).body();
        Dispute found = DisputeVersions.found(record.recordId(), filed, at);
        List<Dispute> followUps = new ArrayList<>();
        if (!Disputes.isFound(dispute)) {
            followUps.add(found);
        }
        Disputes.correction(filed, record)
                .map(correction ->
                        DisputeVersions.endedByTheRegister(correction.header().getEventId(), found, at))
                .ifPresent(followUps::add);
        return followUps;
    }

    private static List<RecordHistory> histories(String personKey, List<RecordEvent> events) {
        return Dossier.fold(personKey, events).histories();
    }
}
