package org.huzheng.adapter.publish;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mark.FeedMarks;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.RowTally;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;

/**
 * One life of the adapter on the exchange: from what was committed before, transaction by transaction, until something fails. Then it is closed
 * and another one opened, which takes the same way as after a crash. Used by one thread.
 */
public final class ExchangeSession implements AutoCloseable {
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

    private final Topic progressTopic;
    private final Topic quarantineTopic;
    private final Producer<String, byte[]> producer;
    private final Consumer<String, byte[]> consumer;
    private final Serializer<SpecificRecord> serializer;
    private final EventReader reader;
    private final EventComposer composer;
    private final QuarantineComposer quarantine;
    private final FeedMarks marks;
    private final RecordIndex index;
    private final RowPreparation preparation;
    private final Progress progress;
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
            String adapterRun,
            ExchangeClients clients,
            Producer<String, byte[]> producer,
            Consumer<String, byte[]> consumer,
            RecordIndex index) {
        this.progressTopic = Topics.adapterProgressOf(mapping.department());
        this.quarantineTopic = Topics.quarantineOf(mapping.department());
        this.producer = producer;
        this.consumer = consumer;
        this.serializer = clients.valueSerializer();
        this.index = index;
        this.preparation = new RowPreparation(index);
        Deserializer<SpecificRecord> deserializer = clients.valueDeserializer();
        this.reader = new EventReader(consumer, deserializer);
        this.composer = new EventComposer(mapping.department(), adapterRun);
        this.quarantine = new QuarantineComposer(mapping, adapterRun);
        this.progress = ProgressReader.read(consumer, progressTopic);
        new IndexFeed(mapping, index, consumer, deserializer).catchUp(clients.topicIds(mapping.department()));
        this.snapshots = new SnapshotWatch(mapping, index);
        Map<Topic, Integer> partitions = new HashMap<>();
        for (Topic topic : Topics.recordTopicsOf(mapping.department())) {
            List<PartitionInfo> found = producer.partitionsFor(topic.name());
            partitions.put(topic, found.size());
        }
        this.marks = new FeedMarks(mapping.department(), adapterRun, partitions);
    }

    /**
     * Fences off whatever life of this adapter there was before, and reads what it committed.
     *
     * @param adapterRun run the events will name
     * @param state directory for what is kept between lives to begin sooner; it may be lost
     * @throws org.apache.kafka.common.KafkaException if the exchange is away, refuses us, or holds something else than expected
     */
    public static ExchangeSession open(Mapping mapping, String adapterRun, ExchangeClients clients, Path state) {
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
            ExchangeSession session = new ExchangeSession(mapping, adapterRun, clients, producer, consumer, index);
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

    /** What became of the rows stored with that position. */
    public RowTally settledWithPosition() {
        return progress.settled();
    }

    /** What became of all rows so far, in this life and those before. */
    public Totals totals() {
        return progress.totals();
    }

    /** What can be said of rows before they are published; asked by any thread, and for one batch at a time. */
    public List<PreparedRow> prepare(List<MappedRow> rows) {
        return preparation.prepare(rows);
    }

    /**
     * Publishes rows, in one transaction with the source's position after them and, if given, feed marks behind them.
     *
     * @param rows the batch's rows, prepared after the batch before was published; they are asked for one by one, while those before them are on their way
     * @param batch the batch, for where the source stands after it and for the snapshot it belongs to
     * @param mark time before which everything the source committed is then published
     * @throws org.apache.kafka.common.KafkaException if it is not committed, or not known to be; the session must then be closed
     */
    public Settled publish(Iterable<PreparedRow> rows, SourceBatch batch, Optional<Instant> mark) {
        if (batch.items().isEmpty() && batch.position().isEmpty() && mark.isEmpty()) {
            return new Settled(Totals.none(), List.of());
        }
        Iterable<PreparedRow> watched = snapshots.watch(rows, batch.snapshot());
        Totals absent = publishAbsences();
        BatchDraft draft = new BatchDraft(preparation, reader, composer);
        Transmission transmission = new Transmission(producer, serializer);
        producer.beginTransaction();
        for (PreparedRow row : watched) {
            draft.add(row);
            transmission.send(draft.events());
        }
        sendQuarantine(draft);
        mark.ifPresent(this::sendMarks);
        RowTally tally = RowTally.of(draft.outcomes());
        batch.position().ifPresent(position -> {
            sendProgress(Progress.entryOf(position));
            sendProgress(Progress.entryOf(tally));
        });
        commit(draft, transmission);
        batch.position().ifPresent(position -> {
            progress.put(position);
            progress.put(tally);
        });
        return new Settled(absent.plus(draft.totals()), draft.outcomes());
    }

    /** What a snapshot no longer holds, in transactions of their own before the one that ends it: there may be any number. */
    private Totals publishAbsences() {
        Totals absent = Totals.none();
        for (List<MappedRow.Deletion> some = snapshots.nextAbsent(); !some.isEmpty(); some = snapshots.nextAbsent()) {
            BatchDraft draft = new BatchDraft(preparation, reader, composer);
            draft.addAbsent(some);
            Transmission transmission = new Transmission(producer, serializer);
            producer.beginTransaction();
            transmission.send(draft.events());
            commit(draft, transmission);
            absent = absent.plus(draft.totals());
        }
        return absent;
    }

    /** Commits what was sent, with the totals after it. Only then is it taken for published. */
    private void commit(BatchDraft draft, Transmission transmission) {
        Totals totals = progress.totals().plus(draft.totals());
        if (!totals.equals(progress.totals())) {
            sendProgress(Progress.entryOf(totals));
        }
        producer.commitTransaction();
        index.put(transmission.placed(draft), transmission.completeBelow());
        progress.put(totals);
    }

    private void sendMarks(Instant committedBefore) {
        for (ProducerRecord<String, SpecificRecord> mark : marks.at(committedBefore)) {
            byte[] value = serializer.serialize(mark.topic(), mark.value());
            send(new ProducerRecord<>(mark.topic(), mark.partition(), mark.key(), value));
        }
    }

    private void sendQuarantine(BatchDraft draft) {
        Instant now = Instant.now();
        for (MappedRow.Refused refused : draft.refused()) {
            byte[] value = serializer.serialize(quarantineTopic.name(), quarantine.compose(refused, now));
            String key = refused.row().origin() + " " + refused.row().location();
            send(new ProducerRecord<>(quarantineTopic.name(), key, value));
        }
    }

    private void sendProgress(Progress.Entry entry) {
        send(new ProducerRecord<>(
                progressTopic.name(), entry.key(), entry.value().getBytes(StandardCharsets.UTF_8)));
    }

    /** Sends what is not referred to later. */
    @SuppressWarnings("FutureReturnValueIgnored") // A record that is not written fails the commit.
    private void send(ProducerRecord<String, byte[]> record) {
        producer.send(record);
    }

    /** Whatever is not committed is aborted by the next life. */
    @Override
    public void close() {
        try {
            producer.close(CLOSE_WAIT);
            consumer.close();
            serializer.close();
        } finally {
            // The next life opens it again.
            snapshots.close();
            index.close();
        }
    }
}
