package org.huzheng.adapter.publish;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mark.FeedMarks;
import org.huzheng.adapter.quarantine.QuarantineComposer;
import org.huzheng.adapter.quarantine.QuarantineReader;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.RowTally;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.identity.PersonKeyDerivation;

/**
 * One life of the adapter on the exchange: from what was committed before, transaction by transaction, until something fails. Then it is closed
 * and another one opened, which takes the same way as after a crash. Used by one thread.
 */
public final class ExchangeSession implements AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final Consumer<String, byte[]> consumer;
    private final Serializer<SpecificRecord> serializer;
    private final QuarantineUpkeep quarantine;
    private final Transactions transactions;
    private final FeedMarks marks;
    private final RecordIndex index;
    private final RowPreparation preparation;
    private final Progress progress;
    private final Disappearances disappearances;
    private final SnapshotWatch snapshots;

    /**
     * What one transaction settled.
     *
     * @param totals what became of its rows
     * @param outcomes what became of each row, in their order
     */
    public record Settled(Totals totals, List<RowOutcome> outcomes) {
        public Settled {
            outcomes = List.copyOf(outcomes);
        }
    }

    private ExchangeSession(
            Mapping mapping,
            PersonKeyDerivation keys,
            String adapterRun,
            ExchangeClients clients,
            Producer<String, byte[]> producer,
            Consumer<String, byte[]> consumer,
            RecordIndex index) {
        Topic progressTopic = Topics.adapterProgressOf(mapping.department());
        this.producer = producer;
        this.consumer = consumer;
        this.serializer = clients.valueSerializer();
        this.index = index;
        this.preparation = new RowPreparation(index);
        Deserializer<SpecificRecord> deserializer = clients.valueDeserializer(mapping.department());
        this.transactions = new Transactions(
                producer,
                serializer,
                progressTopic,
                index,
                new EventReader(consumer, deserializer),
                new EventComposer(mapping.department(), adapterRun));
        new IndexFeed(mapping, index, consumer, deserializer).catchUp(clients.topicIds(mapping.department()));
        this.progress = new Progress();
        ProgressReader.read(consumer, progressTopic, entry -> {
            progress.read(entry);
            Supersessions.refusedIn(entry).map(List::of).ifPresent(index::refuse);
        });
        Map<Topic, Integer> partitions = new HashMap<>();
        for (Topic topic : mapping.department().recordTopics()) {
            List<PartitionInfo> found = producer.partitionsFor(topic.name());
            partitions.put(topic, found.size());
        }
        this.disappearances = new Disappearances(mapping, index, transactions, progress, partitions);
        this.snapshots = new SnapshotWatch(mapping, index, disappearances);
        this.quarantine = new QuarantineUpkeep(
                Topics.quarantineOf(mapping.department()),
                new QuarantineComposer(mapping, keys, adapterRun),
                new QuarantineReader(consumer, deserializer, mapping.department()),
                transactions,
                preparation,
                () -> Supersessions.read(consumer, progressTopic),
                progress);
        this.marks = new FeedMarks(mapping.department(), adapterRun, partitions);
    }

    /**
     * Fences off whatever life of this adapter there was before, and reads what it committed.
     *
     * @param keys tags refused rows
     * @param adapterRun run the events will name
     * @param state directory for what is kept between lives to begin sooner; it may be lost
     * @throws org.apache.kafka.common.KafkaException if the exchange is away, refuses us, or holds something else than expected
     */
    public static ExchangeSession open(
            Mapping mapping, PersonKeyDerivation keys, String adapterRun, ExchangeClients clients, Path state) {
        // Before anybody is fenced off: a second adapter on the same directory ends here.
        RecordIndex index =
                RecordIndex.open(state.resolve(mapping.department().code()).resolve("index"));
        Producer<String, byte[]> producer = null;
        Consumer<String, byte[]> consumer = null;
        boolean opened = false;
        try {
            producer = clients.producer(mapping.department());
            // First, so that nothing of an earlier life is committed after its progress is read.
            producer.initTransactions();
            consumer = clients.consumer(mapping.department());
            ExchangeSession session =
                    new ExchangeSession(mapping, keys, adapterRun, clients, producer, consumer, index);
            opened = true;
            return session;
        } finally {
            if (!opened) {
                index.close();
                if (producer != null) {
                    producer.close(Duration.ZERO);
                }
                if (consumer != null) {
                    consumer.close();
                }
            }
        }
    }

    /** Where the source stood when rows were last stored; empty before the first. */
    public Optional<String> sourcePosition() {
        return progress.position();
    }

    /** Whether what the source held was not believed when it was read whole last: too much had disappeared. */
    public boolean isSourceDoubted() {
        return disappearances.isDoubted();
    }

    /** What became of the rows stored with that position. */
    public RowTally settledWithPosition() {
        return progress.settled();
    }

    /** Time of the last feed mark, in this life or one before; empty before the first. */
    public Optional<Instant> lastMark() {
        return progress.marked();
    }

    /** What became of all rows so far, in this life and those before. */
    public Totals totals() {
        return progress.totals();
    }

    /**
     * What can be said of rows before they are published; asked by any thread, and for one batch at a time.
     *
     * @param traces for each row, what tells of its way
     */
    public List<PreparedRow> prepare(List<MappedRow> rows, List<RowTrace> traces) {
        return preparation.prepare(rows, traces);
    }

    /**
     * Publishes rows, in one transaction with the source's position after them and, if given, feed marks behind them.
     *
     * @param rows the batch's rows, prepared after the batch before was published; asked for one by one, while those before are on their way
     * @param batch the batch, for where the source stands after it and for the snapshot it belongs to
     * @param mark time before which everything the source committed is then published
     * @throws org.apache.kafka.common.KafkaException if it is not committed, or not known to be; the session must then be closed
     * @throws DisappearedException if a snapshot ends that lacks more than may be gone; the session must then be closed
     */
    public Settled publish(Iterable<PreparedRow> rows, SourceBatch batch, Optional<Instant> mark) {
        Optional<String> position = batch.position();
        if (batch.items().isEmpty() && position.isEmpty() && batch.snapshot().isEmpty() && mark.isEmpty()) {
            return new Settled(Totals.none(), List.of());
        }
        Iterable<PreparedRow> watched = snapshots.watch(rows, batch);
        Totals absent = publishAbsences();
        if (absent.withdrawals() > 0) {
            watched = preparedAnew(watched);
        }
        BatchDraft draft = transactions.draft();
        Transmission transmission = transactions.begin();
        for (PreparedRow row : watched) {
            draft.add(row);
            transmission.sendEvents(draft.events());
        }
        draft.refused().forEach(refused -> quarantine.send(transmission, refused));
        mark.ifPresent(time -> {
            marks.at(time).forEach(transmission::sendMark);
            transmission.sendProgress(Progress.entryOf(time));
        });
        List<Progress.Entry> superseding = supersessionsIn(draft);
        superseding.forEach(transmission::sendProgress);
        Optional<Progress.Entry> belief = snapshots.completedFrom().flatMap(from -> disappearances.belief());
        belief.ifPresent(transmission::sendProgress);
        RowTally tally = RowTally.of(draft.outcomes());
        position.ifPresent(text -> {
            transmission.sendProgress(Progress.entryOf(text));
            transmission.sendProgress(Progress.entryOf(tally));
        });
        commitCounted(transmission, draft);
        position.ifPresent(text -> {
            progress.put(text);
            progress.put(tally);
        });
        mark.ifPresent(progress::put);
        superseding.forEach(quarantine::remember);
        belief.ifPresent(progress::read);
        return new Settled(absent.plus(draft.totals()), draft.outcomes());
    }

    /** A row of the batch may delete what has just been withdrawn. */
    private List<PreparedRow> preparedAnew(Iterable<PreparedRow> rows) {
        List<MappedRow> mapped = new ArrayList<>();
        List<RowTrace> traces = new ArrayList<>();
        rows.forEach(row -> {
            mapped.add(row.row());
            traces.add(row.trace());
        });
        return preparation.prepare(mapped, traces);
    }

    /** What a snapshot no longer holds, in transactions of their own before the one that ends it: there may be any number. */
    private Totals publishAbsences() {
        Totals absent = Totals.none();
        for (List<MappedRow.Deletion> some = snapshots.nextAbsent(); !some.isEmpty(); some = snapshots.nextAbsent()) {
            BatchDraft draft = transactions.draft();
            draft.addAbsent(preparation.prepare(some));
            Transmission transmission = transactions.begin();
            transmission.sendEvents(draft.events());
            commitCounted(transmission, draft);
            absent = absent.plus(draft.totals());
        }
        return absent;
    }

    /** Commits with the totals after it. */
    private void commitCounted(Transmission transmission, BatchDraft draft) {
        Totals totals = progress.totals().plus(draft.totals());
        if (!totals.equals(progress.totals())) {
            transmission.sendProgress(Progress.entryOf(totals));
        }
        transactions.commit(transmission, draft);
        progress.put(totals);
    }

    private List<Progress.Entry> supersessionsIn(BatchDraft draft) {
        List<Progress.Entry> superseding = Supersessions.entriesOf(draft);
        snapshots.completedFrom().ifPresent(from -> superseding.add(Supersessions.entryOfSnapshot(from)));
        return superseding;
    }

    /** The source is closed and will be opened anew: a snapshot that was under way begins anew too. */
    public void sourceClosed() {
        snapshots.forget();
    }

    /** The department's quarantine. */
    public QuarantineUpkeep quarantine() {
        return quarantine;
    }

    /** Whatever is not committed is aborted by the next life. */
    @Override
    public void close() {
        try {
            // Nothing to wait for: a transaction that is not committed by now is not to be.
            producer.close(Duration.ZERO);
            consumer.close();
            serializer.close();
        } finally {
            // The next life opens it again.
            snapshots.close();
            index.close();
        }
    }
}
