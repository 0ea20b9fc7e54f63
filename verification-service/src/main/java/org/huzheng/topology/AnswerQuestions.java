package org.huzheng.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.Freshness;
import org.huzheng.decision.PartialAnswers;
import org.huzheng.decision.PartialAnswers.OwnEvent;
import org.huzheng.decision.PartialAnswers.ReadState;
import org.huzheng.decision.RecordDecoder;
import org.huzheng.exchange.Access;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.RequestForm;
import org.huzheng.exchange.Scope;
import org.huzheng.exchange.Watch;
import org.huzheng.exchange.WatchEntry;
import org.huzheng.wire.Received;
import org.jspecify.annotations.Nullable;

/**
 * Answers a question to one person from that person's own records, with how far every feed had been read, and notes who looked. From then on
 * events in the standing scopes re-open the case, and where a feed is behind what was agreed, so does the mark that says it has caught up.
 */
final class AnswerQuestions implements Processor<String, Received, String, SpecificRecord> {
    private static final long NOT_READ = -1;

    private final ProcessorContext<String, SpecificRecord> context;
    private final KeyValueStore<String, Long> positions;
    private final KeyValueStore<String, Long> feeds;
    private final KnownMarks knownMarks;
    private final KeyValueStore<String, Watch> watches;
    private final AwaitedFeeds awaitedFeeds;
    private final OwnRecords ownRecords;

    private AnswerQuestions(ProcessorContext<String, SpecificRecord> context, RecordDecoder decoder) {
        this.context = context;
        positions = context.getStateStore(Stores.POSITIONS);
        feeds = context.getStateStore(Stores.FEEDS);
        knownMarks = new KnownMarks(context.getStateStore(Stores.KNOWN_MARKS));
        watches = context.getStateStore(Stores.WATCHES);
        awaitedFeeds = new AwaitedFeeds(context.getStateStore(Stores.AWAITED_FEEDS));
        KeyValueStore<Bytes, byte[]> dossiers = context.getStateStore(Stores.DOSSIERS);
        ownRecords = new OwnRecords(dossiers, decoder);
    }

    @Override
    public void process(Record<String, Received> record) {
        PartialQuestion question = (PartialQuestion) record.value().record();
        int partition = Places.metadata(context).partition();
        List<OwnEvent> events = new ArrayList<>();
        ReadState read = readState(partition, question.getKnownAt());
        for (Topic topic : topicsOf(question)) {
            if (isStaleFor(question, topic, read)) {
                awaitedFeeds.await(topic.name(), question);
            }
            events.addAll(ownRecords.of(question.getPersonKey(), topic.name(), partition));
        }
        question.getScopes().stream().filter(Scope::getStanding).forEach(scope -> watch(question, scope));
        context.forward(
                new Record<>(
                        question.getReplyKey(),
                        PartialAnswers.answer(question, Places.locator(context), read, events),
                        record.timestamp()),
                JudgingTopology.TO_ANSWERS);
        context.forward(
                new Record<>(question.getPersonKey(), accessOf(question, record.timestamp()), record.timestamp()),
                JudgingTopology.TO_ACCESS);
    }

    /** Whether the case will be STALE by this feed and has a certificate that may be suspended for it: only re-examined cases have. */
    private static boolean isStaleFor(PartialQuestion question, Topic feed, ReadState read) {
        Instant requestedAt = question.getRequestedAt();
        return question.getJudgement() > 1
                && question.getForm() == RequestForm.CERTIFICATE
                && requestedAt != null
                && Freshness.isBehind(feed, read.feeds().get(feed.name()), requestedAt);
    }

    private static List<Topic> topicsOf(PartialQuestion question) {
        return question.getScopes().stream()
                .map(Scope::getRecordType)
                .distinct()
                .map(AnswerQuestions::topicOf)
                .toList();
    }

    private static Topic topicOf(String recordType) {
        return Topics.recordTopicOf(recordType)
                .orElseThrow(() ->
                        new IllegalArgumentException("expected a record type of the catalogue, found " + recordType));
    }

    private ReadState readState(int partition, @Nullable Instant knownAt) {
        Map<String, Long> offsets = new HashMap<>();
        Map<String, Instant> marks = new HashMap<>();
        for (Topic topic : Topics.recordTopics()) {
            Long offset = positions.get(topic.name());
            offsets.put(topic.name(), offset == null ? NOT_READ : offset);
            markOf(topic, knownAt).ifPresent(mark -> marks.put(topic.name(), mark));
        }
        return new ReadState(partition, offsets, marks);
    }

    private Optional<Instant> markOf(Topic topic, @Nullable Instant knownAt) {
        return knownAt == null
                ? Optional.ofNullable(feeds.get(topic.name())).map(Instant::ofEpochMilli)
                : knownMarks.knownAt(topic.name(), knownAt);
    }

    private void watch(PartialQuestion question, Scope scope) {
        String key = FoldRecords.watchKey(
                question.getPersonKey(), topicOf(scope.getRecordType()).name());
        Watch known = watches.get(key);
        WatchEntry entry =
                new WatchEntry(question.getRequestId(), question.getReplyKey(), scope.getFromDate(), scope.getToDate());
        List<WatchEntry> entries = new ArrayList<>(known == null ? List.of() : known.getEntries());
        if (!entries.contains(entry)) {
            entries.add(entry);
            entries.sort(Comparator.comparing(WatchEntry::getRequestId));
            watches.put(key, new Watch(entries));
        }
    }

    private static Access accessOf(PartialQuestion question, long at) {
        return Access.newBuilder()
                .setRequestId(question.getRequestId())
                .setJudgement(question.getJudgement())
                .setAsker(question.getAsker())
                .setPurpose(question.getPurpose())
                .setForm(question.getForm())
                .setRecordTypes(question.getScopes().stream()
                        .map(Scope::getRecordType)
                        .distinct()
                        .sorted()
                        .toList())
                .setAt(Instant.ofEpochMilli(at))
                .build();
    }

    /** Supplies {@link AnswerQuestions}. */
    record Supplier(RecordDecoder decoder) implements ProcessorSupplier<String, Received, String, SpecificRecord> {
        @Override
        public Processor<String, Received, String, SpecificRecord> get() {
            return new Deferred<>(context -> new AnswerQuestions(context, decoder));
        }
    }
}
