package org.huzheng.adapter.publish;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.mapping.RowMapper;
import org.huzheng.adapter.quarantine.QuarantineComposer;
import org.huzheng.adapter.quarantine.QuarantineEntry;
import org.huzheng.adapter.quarantine.QuarantineReader;
import org.huzheng.catalogue.Topic;
import org.jspecify.annotations.Nullable;

/** Puts refused rows into the department's quarantine, takes them through a mapping again, and erases them. Used by the session's thread. */
public final class QuarantineUpkeep {
    private final Topic topic;
    private final QuarantineComposer composer;
    private final QuarantineReader reader;
    private final Transactions transactions;
    private final RowPreparation preparation;
    private final Supplier<Supersessions> supersessionsOnTopic;
    private final Progress progress;
    private @Nullable Supersessions supersessions;

    QuarantineUpkeep(
            Topic topic,
            QuarantineComposer composer,
            QuarantineReader reader,
            Transactions transactions,
            RowPreparation preparation,
            Supplier<Supersessions> supersessionsOnTopic,
            Progress progress) {
        this.topic = topic;
        this.composer = composer;
        this.reader = reader;
        this.transactions = transactions;
        this.preparation = preparation;
        this.supersessionsOnTopic = supersessionsOnTopic;
        this.progress = progress;
    }

    /** What lies there. */
    public QuarantineReader reader() {
        return reader;
    }

    void send(Transmission transmission, MappedRow.Refused refused) {
        transmission.sendRecord(topic, composer.keyOf(refused), composer.compose(refused, Instant.now()));
    }

    /** Takes over what was committed of what supersedes refused rows, if it was read before. */
    void remember(Progress.Entry superseding) {
        if (supersessions != null) {
            supersessions.put(superseding);
        }
    }

    /**
     * Takes refused rows through a mapping again and settles each in one transaction: it is published and leaves the quarantine, or leaves it since it
     * says nothing any more, or stays. Rows are judged as they would be if the source handed them over now, with the position they had.
     *
     * @param note what else to write in the transaction, seeing what became of the rows
     * @throws org.apache.kafka.common.KafkaException as {@link ExchangeSession#publish} does
     */
    public Replay.Outcome replay(
            List<QuarantineEntry> entries,
            RowMapper mapper,
            Function<Replay.Outcome, ProducerRecord<String, byte[]>> note) {
        if (supersessions == null) {
            supersessions = supersessionsOnTopic.get();
        }
        BatchDraft draft = transactions.draft();
        Replay replay = new Replay(mapper, preparation, supersessions, draft);
        entries.forEach(replay::add);
        Transmission transmission = transactions.begin();
        transmission.sendEvents(draft.events());
        Supersessions.entriesOf(draft).forEach(transmission::sendProgress);
        replay.settled().forEach(key -> sendErasure(transmission, key));
        for (Replay.RefusedOtherwise refused : replay.refusedOtherwise()) {
            if (!composer.keyOf(refused.row()).equals(refused.key())) {
                sendErasure(transmission, refused.key());
            }
            send(transmission, refused.row());
        }
        transmission.send(note.apply(replay.outcome()));
        transactions.commit(transmission, draft);
        return replay.outcome();
    }

    /**
     * Erases entries: nobody reads them from now on, and the broker's compaction removes them.
     *
     * @param keys their keys
     * @param notes what else to write in the transaction
     */
    public void erase(Collection<String> keys, List<ProducerRecord<String, byte[]>> notes) {
        Transmission transmission = transactions.begin();
        keys.forEach(key -> sendErasure(transmission, key));
        notes.forEach(transmission::send);
        transmission.commit();
    }

    /** Erases entries whose time is up, and keeps when that was done. */
    public void sweep(Collection<String> keys, Instant at) {
        Transmission transmission = transactions.begin();
        keys.forEach(key -> sendErasure(transmission, key));
        transmission.sendProgress(Progress.entryOfSweep(at));
        transmission.commit();
        progress.putSwept(at);
    }

    /** When that was done last, in this life or one before; empty before the first time. */
    public Optional<Instant> lastSweep() {
        return progress.swept();
    }

    private void sendErasure(Transmission transmission, String key) {
        transmission.send(new ProducerRecord<>(topic.name(), key, null));
    }
}
