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
import org.huzheng.event.ChangeType;
import org.huzheng.exchange.Dispute;
import org.huzheng.exchange.OpenDisputes;

/** Which of a person's records are disputed, and which disputes the register has answered by what it published since. */
final class DisputedRecords {
    private final KeyValueStore<String, OpenDisputes> openDisputes;
    private final OwnRecords ownRecords;

    DisputedRecords(KeyValueStore<String, OpenDisputes> openDisputes, OwnRecords ownRecords) {
        this.openDisputes = openDisputes;
        this.ownRecords = ownRecords;
    }

    /**
     * The record a dispute is about, as far as it has come.
     *
     * @param topic topic of the record
     * @param partition partition the person's records lie in
     */
    Optional<RecordHistory> recordOf(Dispute dispute, Topic topic, int partition) {
        String personKey = dispute.getPersonKey();
        return Disputes.recordOf(dispute, histories(personKey, ownRecords.of(personKey, topic.name(), partition)));
    }

    /** Notes a version of a dispute: that it is open, or that it has ended. */
    void note(Dispute dispute, Topic topic) {
        String key = FoldRecords.watchKey(dispute.getPersonKey(), topic.name());
        OpenDisputes before = openDisputes.get(key);
        TreeSet<String> ids = new TreeSet<>(before == null ? List.of() : before.getRecordIds());
        String id = dispute.getHeader().getRecordId();
        boolean changed = dispute.getHeader().getChangeType() == ChangeType.ENDED ? ids.remove(id) : ids.add(id);
        if (changed && ids.isEmpty()) {
            openDisputes.delete(key);
        } else if (changed) {
            openDisputes.put(key, new OpenDisputes(List.copyOf(ids)));
        }
    }

    /**
     * The endings of those open disputes of a person that a record, as it is now, has answered.
     *
     * @param at append time of the version that came last
     */
    List<Dispute> answeredBy(String personKey, String topic, int partition, String recordId, Instant at) {
        OpenDisputes open = openDisputes.get(FoldRecords.watchKey(personKey, topic));
        if (open == null) {
            return List.of();
        }
        List<RecordHistory> records = histories(personKey, ownRecords.versions(personKey, topic, partition, recordId));
        List<Dispute> ended = new ArrayList<>();
        for (String id : open.getRecordIds()) {
            List<RecordHistory> disputes =
                    histories(personKey, ownRecords.versions(personKey, Topics.DISPUTES.name(), partition, id));
            for (RecordHistory history : disputes) {
                Dispute dispute = (Dispute) history.versions().get(0).body();
                Disputes.recordOf(dispute, records)
                        .filter(record -> Disputes.isOpen(history))
                        .flatMap(record -> answer(dispute, record, at))
                        .ifPresent(ended::add);
            }
        }
        return ended;
    }

    /** The ending of a dispute that a record has answered. */
    static Optional<Dispute> answer(Dispute dispute, RecordHistory record, Instant at) {
        return Disputes.correction(dispute, record)
                .map(RecordEvent::header)
                .map(header -> DisputeVersions.endedByTheRegister(header.getEventId(), dispute, at));
    }

    private static List<RecordHistory> histories(String personKey, List<OwnEvent> events) {
        return Dossier.fold(personKey, events.stream().map(OwnEvent::event).toList())
                .histories();
    }
}
