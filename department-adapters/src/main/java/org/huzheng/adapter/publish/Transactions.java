package org.huzheng.adapter.publish;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.Serializer;
import org.huzheng.catalogue.Topic;

/** Drafts, begins and commits the transactions of a session; only what is committed is in the record index. */
final class Transactions {
    private final Producer<String, byte[]> producer;
    private final Serializer<SpecificRecord> serializer;
    private final Topic progressTopic;
    private final RecordIndex index;
    private final EventReader reader;
    private final EventComposer composer;

    Transactions(
            Producer<String, byte[]> producer,
            Serializer<SpecificRecord> serializer,
            Topic progressTopic,
            RecordIndex index,
            EventReader reader,
            EventComposer composer) {
        this.producer = producer;
        this.serializer = serializer;
        this.progressTopic = progressTopic;
        this.index = index;
        this.reader = reader;
        this.composer = composer;
    }

    /** What one of them will hold: nothing yet. */
    BatchDraft draft() {
        return new BatchDraft(reader, composer);
    }

    Transmission begin() {
        return new Transmission(producer, serializer, progressTopic);
    }

    /** Commits a transaction that holds the events of a draft. */
    void commit(Transmission transmission, BatchDraft draft) {
        transmission.commit();
        index.put(transmission.placed(draft), transmission.completeBelow());
        index.refuse(draft.refusedRecords());
        draft.settleTraces();
    }
}
