package org.huzheng.topology;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.Freshness;
import org.huzheng.decision.PartialAnswers;
import org.huzheng.decision.PointerMarks;
import org.huzheng.decision.RecordDecoder;
import org.huzheng.dispute.Disputes;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.dossier.RecordHistory;
import org.huzheng.event.ChangeType;
import org.huzheng.event.EventHeader;
import org.huzheng.event.FeedMark;
import org.huzheng.exchange.Dispute;
import org.huzheng.exchange.Reexamination;
import org.huzheng.exchange.Watch;
import org.huzheng.exchange.WatchEntry;
import org.huzheng.wire.Received;

/**
 * Folds every record event into its person's dossier and advances the position for every record, marks and repeats too. An event that falls
 * into a watched scope re-opens the cases that rest on it, and so does a dispute about a record in one; a mark that says its feed has caught up, those that
 * were suspended for it. A dispute of which the record is found says so, and one that the register answers is ended. Enrolments go on, as pointers, to the keys of their employers.
 */
final class FoldRecords implements Processor<String, Received, String, SpecificRecord> {
    private static final Map<String, Topic> RECORD_TOPICS =
            Topics.recordTopics().stream().collect(Collectors.toUnmodifiableMap(Topic::name, Function.identity()));
    private static final String NO_EVENT = "";
    /** Lies where a record is disputed and nobody watches, so that its further versions are looked at. */
    private static final Watch NOBODY = new Watch(List.of());

    private final ProcessorContext<String, SpecificRecord> context;
    private final KeyValueStore<String, Long> positions;
    private final KeyValueStore<String, Long> feeds;
    private final KeyValueStore<String, Watch> watches;
    private final KnownMarks knownMarks;
    private final AwaitedFeeds awaitedFeeds;
    private final OwnRecords ownRecords;
    private final DisputedRecords disputedRecords;
    private final PointerWriter pointers;
    private final PointerMarks pointerMarks;
    private final KeyValueStore<Bytes, byte[]> dossiers;
    private final FoldProgress.Folding progress;

    private FoldRecords(ProcessorContext<String, SpecificRecord> context, Supplier parts) {
        this.context = context;
        positions = context.getStateStore(Stores.POSITIONS);
        feeds = context.getStateStore(Stores.FEEDS);
        knownMarks = new KnownMarks(context.getStateStore(Stores.KNOWN_MARKS));
        watches = context.getStateStore(Stores.WATCHES);
        awaitedFeeds = new AwaitedFeeds(context.getStateStore(Stores.AWAITED_FEEDS));
        dossiers = context.getStateStore(Stores.DOSSIERS);
        ownRecords = new OwnRecords(dossiers, parts.decoder());
        disputedRecords = new DisputedRecords(context.getStateStore(Stores.OPEN_DISPUTES), ownRecords);
        pointers =
                new PointerWriter(context, context.getStateStore(Stores.POINTER_MARKS), parts.generationPartitions());
        pointerMarks = PointerWriter.heard(context.getStateStore(Stores.HEARD_MARKS));
        progress = parts.progress().begin(context.taskId().partition(), new ReadPositions(context));
    }

    @Override
    public void process(Record<String, Received> record) {
        RecordMetadata place = Places.metadata(context);
        Optional<Instant> completeUntil = fold(record, place);
        progress.folded(place.topic(), place.offset(), record.timestamp(), completeUntil);
    }

    @Override
    public void close() {
        progress.end();
    }

    /** Until when its topic is known to be complete, if the record is a mark that says so. */
    private Optional<Instant> fold(Record<String, Received> record, RecordMetadata place) {
        boolean makesPointers = PointerMarks.isSource(place.topic());
        if (makesPointers) {
            pointers.begin(place.topic(), positions);
        }
        positions.put(place.topic(), place.offset());
        if (record.value().record() instanceof FeedMark mark) {
            Optional<Instant> completeUntil = completeUntil(place.topic(), mark);
            completeUntil.ifPresent(committedBefore -> hear(place.topic(), committedBefore, record.timestamp()));
            if (makesPointers) {
                pointers.forward(mark, place, record.timestamp());
            }
            return completeUntil;
        }
        EventHeader header = RecordEvent.headerOf(record.value().record());
        OwnRecords.put(
                dossiers,
                record.key(),
                place.topic(),
                header,
                place.offset(),
                record.timestamp(),
                record.value().bytes());
        if (record.value().record() instanceof Dispute dispute) {
            foldDispute(dispute, place.partition(), record.timestamp());
            return Optional.empty();
        }
        Watch watch = watches.get(watchKey(record.key(), place.topic()));
        if (watch != null) {
            List<RecordEvent> versions =
                    ownRecords.versions(record.key(), place.topic(), place.partition(), header.getRecordId()).stream()
                            .map(PartialAnswers.OwnEvent::event)
                            .toList();
            reexamine(watching(watch, versions), header.getEventId(), record.timestamp());
            forward(
                    disputedRecords.followUps(
                            record.key(),
                            place.topic(),
                            place.partition(),
                            versions,
                            Instant.ofEpochMilli(record.timestamp())),
                    record.timestamp());
        }
        if (makesPointers) {
            pointers.point(record);
        }
        return Optional.empty();
    }

    /** What a mark says of its topic: of what departments publish its own time, of the pointers the time of the source that is furthest behind. */
    private Optional<Instant> completeUntil(String topic, FeedMark mark) {
        return topic.equals(Topics.POINTERS.name()) ? pointerMarks.hear(mark) : Optional.of(mark.getCommittedBefore());
    }

    private void hear(String topic, Instant committedBefore, long appendedAt) {
        feeds.put(topic, committedBefore.toEpochMilli());
        knownMarks.note(topic, committedBefore, Instant.ofEpochMilli(appendedAt));
        wakeIfCaughtUp(topic, committedBefore, appendedAt);
    }

    /**
     * Whoever rests on a disputed record is judged again: those who asked for the person's disputes, and those who were certified before disputes were asked
     * for, by the watch on the record.
     */
    private void foldDispute(Dispute dispute, int partition, long appendedAt) {
        Topic topic = Searching.topicOf(dispute.getRecordType());
        RecordHistory versions = disputedRecords.versionsOf(dispute, partition);
        String key = watchKey(dispute.getPersonKey(), topic.name());
        Watch watch = watches.get(key);
        boolean isDisputed = disputedRecords.note(dispute, Disputes.isOpen(versions), topic);
        if (watch == null && isDisputed) {
            watches.put(key, NOBODY);
        } else if (NOBODY.equals(watch) && !isDisputed) {
            watches.delete(key);
        }
        if (dispute.getHeader().getChangeType() == ChangeType.CORRECTED) {
            // only the record was found: no answer changes
            return;
        }
        Optional<RecordHistory> disputed = disputedRecords.recordOf(dispute, topic, partition);
        Set<WatchEntry> watching = new LinkedHashSet<>();
        Watch ofDisputes = watches.get(watchKey(dispute.getPersonKey(), Topics.DISPUTES.name()));
        if (ofDisputes != null) {
            watching.addAll(ofDisputes.getEntries());
        }
        if (watch != null) {
            disputed.ifPresent(record -> watching.addAll(watching(watch, record.versions())));
        }
        reexamine(watching, dispute.getHeader().getEventId(), appendedAt);
        disputed.ifPresent(record ->
                forward(DisputedRecords.followUps(versions, record, Instant.ofEpochMilli(appendedAt)), appendedAt));
    }

    private void forward(List<Dispute> disputes, long at) {
        disputes.forEach(dispute ->
                context.forward(new Record<>(dispute.getPersonKey(), dispute, at), JudgingTopology.TO_DISPUTES));
    }

    /** Who watches a record: an earlier version may lie in a scope even where the last no longer does. */
    private static List<WatchEntry> watching(Watch watch, List<RecordEvent> versions) {
        return watch.getEntries().stream()
                .filter(entry -> versions.stream()
                        .anyMatch(version -> PartialAnswers.overlap(entry.getFromDate(), entry.getToDate(), version)))
                .toList();
    }

    private void reexamine(Collection<WatchEntry> watching, String causeEventId, long at) {
        Set<String> requests = new HashSet<>();
        for (WatchEntry entry : watching) {
            if (requests.add(entry.getRequestId())) {
                reexamine(entry.getRequestId(), entry.getReplyKey(), causeEventId, at);
            }
        }
    }

    /** A mark that is itself behind when it is appended comes from a feed that is still catching up. */
    private void wakeIfCaughtUp(String topic, Instant committedBefore, long appendedAt) {
        Topic feed = Objects.requireNonNull(RECORD_TOPICS.get(topic), "a mark lies on a record topic");
        if (!Freshness.isBehind(feed, committedBefore, Instant.ofEpochMilli(appendedAt))) {
            awaitedFeeds
                    .wake(topic)
                    .forEach(wait -> reexamine(wait.getRequestId(), wait.getReplyKey(), NO_EVENT, appendedAt));
        }
    }

    private void reexamine(String requestId, String replyKey, String causeEventId, long at) {
        context.forward(
                new Record<>(
                        replyKey, new Reexamination(requestId, replyKey, Places.locator(context), causeEventId), at),
                JudgingTopology.TO_REQUESTS);
    }

    static String watchKey(String personKey, String topic) {
        return personKey + " " + topic;
    }

    /** Supplies {@link FoldRecords}. */
    record Supplier(RecordDecoder decoder, int generationPartitions, FoldProgress progress)
            implements ProcessorSupplier<String, Received, String, SpecificRecord> {
        @Override
        public Processor<String, Received, String, SpecificRecord> get() {
            return new Deferred<>(context -> new FoldRecords(context, this));
        }
    }
}
