package org.huzheng.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.PartialAnswers;
import org.huzheng.decision.PartialAnswers.OwnEvent;
import org.huzheng.decision.PartialAnswers.ReadState;
import org.huzheng.decision.PointersHeard;
import org.huzheng.decision.RecordDecoder;
import org.huzheng.exchange.Access;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.PartialAnswer;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.Scope;
import org.jspecify.annotations.Nullable;

/** Searches one person's own records in this partition for a question, with how far every feed had been read. */
final class Searching {
    private static final long NOT_READ = -1;

    private final KeyValueStore<String, Long> positions;
    private final KeyValueStore<String, Long> feeds;
    private final KnownMarks knownMarks;
    private final OwnRecords ownRecords;

    Searching(ProcessorContext<?, ?> context, RecordDecoder decoder) {
        positions = context.getStateStore(Stores.POSITIONS);
        feeds = context.getStateStore(Stores.FEEDS);
        knownMarks = new KnownMarks(context.getStateStore(Stores.KNOWN_MARKS));
        KeyValueStore<Bytes, byte[]> dossiers = context.getStateStore(Stores.DOSSIERS);
        ownRecords = new OwnRecords(dossiers, decoder);
    }

    /** How far this partition has been read, and of the topics the question searches how complete they were known to be by its time of knowledge. */
    ReadState readState(PartialQuestion question, int partition) {
        Map<String, Long> offsets = new HashMap<>();
        Map<String, Instant> marks = new HashMap<>();
        for (Topic topic : Topics.recordTopics()) {
            Long offset = positions.get(topic.name());
            offsets.put(topic.name(), offset == null ? NOT_READ : offset);
        }
        for (Topic topic : topicsOf(question)) {
            markOf(topic, question.getKnownAt()).ifPresent(mark -> marks.put(topic.name(), mark));
        }
        return new ReadState(partition, offsets, marks);
    }

    private Optional<Instant> markOf(Topic topic, @Nullable Instant knownAt) {
        return knownAt == null
                ? Optional.ofNullable(feeds.get(topic.name())).map(Instant::ofEpochMilli)
                : knownMarks.knownAt(topic.name(), knownAt);
    }

    /** The answer to a question that lies at a place. */
    PartialAnswer answer(PartialQuestion question, Locator at, ReadState read) {
        List<OwnEvent> events = new ArrayList<>();
        for (Topic topic : topicsOf(question)) {
            events.addAll(eventsOn(topic, question, read.partition()));
        }
        return PartialAnswers.answer(question, at, read, events);
    }

    private List<OwnEvent> eventsOn(Topic topic, PartialQuestion question, int partition) {
        if (!topic.equals(Topics.POINTERS)) {
            return ownRecords.of(question.getPersonKey(), topic.name(), partition);
        }
        PointersHeard pointers = new PointersHeard(question);
        ownRecords.each(question.getPersonKey(), topic.name(), partition, pointers::hear);
        return pointers.all();
    }

    /** Topics of the records a question searches. */
    static List<Topic> topicsOf(PartialQuestion question) {
        return question.getScopes().stream()
                .map(Scope::getRecordType)
                .distinct()
                .map(Searching::topicOf)
                .toList();
    }

    static Topic topicOf(String recordType) {
        return Topics.recordTopicOf(recordType)
                .orElseThrow(() ->
                        new IllegalArgumentException("expected a record type of the catalogue, found " + recordType));
    }

    /** Who looked at what. */
    static Access accessOf(PartialQuestion question, Locator place, long at) {
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
                .setQuestion(place)
                .build();
    }
}
