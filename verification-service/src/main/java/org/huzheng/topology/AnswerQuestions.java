package org.huzheng.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.huzheng.catalogue.Topic;
import org.huzheng.decision.Freshness;
import org.huzheng.decision.PartialAnswers.ReadState;
import org.huzheng.decision.RecordDecoder;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.RequestForm;
import org.huzheng.exchange.Scope;
import org.huzheng.exchange.Watch;
import org.huzheng.exchange.WatchEntry;
import org.huzheng.wire.Received;

/**
 * Answers a question to one person from that person's own records, with how far every feed had been read, and notes who looked. From then on
 * events in the standing scopes re-open the case, and where a feed is behind what was agreed, so does the mark that says it has caught up.
 */
final class AnswerQuestions implements Processor<String, Received, String, SpecificRecord> {
    private final ProcessorContext<String, SpecificRecord> context;
    private final KeyValueStore<String, Watch> watches;
    private final AwaitedFeeds awaitedFeeds;
    private final ReadPositions positions;
    private final Searching searching;

    private AnswerQuestions(ProcessorContext<String, SpecificRecord> context, RecordDecoder decoder) {
        this.context = context;
        watches = context.getStateStore(Stores.WATCHES);
        awaitedFeeds = new AwaitedFeeds(context.getStateStore(Stores.AWAITED_FEEDS));
        positions = new ReadPositions(context);
        searching = Searching.in(context, decoder);
    }

    @Override
    public void process(Record<String, Received> record) {
        PartialQuestion question = (PartialQuestion) record.value().record();
        ReadState read = positions.readState(question, Places.metadata(context).partition());
        for (Topic topic : Searching.topicsOf(question)) {
            if (isStaleFor(question, topic, read)) {
                awaitedFeeds.await(topic.name(), question);
            }
        }
        question.getScopes().stream().filter(Scope::getStanding).forEach(scope -> watch(question, scope));
        context.forward(
                new Record<>(
                        question.getReplyKey(),
                        searching.answer(question, Places.locator(context), read),
                        record.timestamp()),
                JudgingTopology.TO_ANSWERS);
        context.forward(
                new Record<>(
                        question.getPersonKey(),
                        Searching.accessOf(question, Places.locator(context), record.timestamp()),
                        record.timestamp()),
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

    private void watch(PartialQuestion question, Scope scope) {
        String key = FoldRecords.watchKey(
                question.getPersonKey(),
                Searching.topicOf(scope.getRecordType()).name());
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

    /** Supplies {@link AnswerQuestions}. */
    record Supplier(RecordDecoder decoder) implements ProcessorSupplier<String, Received, String, SpecificRecord> {
        @Override
        public Processor<String, Received, String, SpecificRecord> get() {
            return new Deferred<>(context -> new AnswerQuestions(context, decoder));
        }
    }
}
