package org.huzheng.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

/** Searches one person's own records in one partition for a question. */
final class Searching {
    private final OwnRecords ownRecords;

    Searching(OwnRecords ownRecords) {
        this.ownRecords = ownRecords;
    }

    /** From the dossiers of a task. */
    static Searching in(ProcessorContext<?, ?> context, RecordDecoder decoder) {
        KeyValueStore<Bytes, byte[]> dossiers = context.getStateStore(Stores.DOSSIERS);
        return new Searching(new OwnRecords(dossiers, decoder));
    }

    /** The answer to a question that lies at a place. What was folded since the records had been read so far is not in it. */
    PartialAnswer answer(PartialQuestion question, Locator at, ReadState read) {
        List<OwnEvent> events = new ArrayList<>();
        for (Topic topic : topicsOf(question)) {
            long position = read.positions().getOrDefault(topic.name(), ReadPositions.NOT_READ);
            events.addAll(eventsOn(topic, question, read.partition(), position));
        }
        return PartialAnswers.answer(question, at, read, events);
    }

    private List<OwnEvent> eventsOn(Topic topic, PartialQuestion question, int partition, long position) {
        if (!topic.equals(Topics.POINTERS)) {
            return ownRecords.of(question.getPersonKey(), topic.name(), partition).stream()
                    .filter(own -> isRead(own, position))
                    .toList();
        }
        PointersHeard pointers = new PointersHeard(question);
        ownRecords.each(
                question.getPersonKey(), topic.name(), partition, own -> !isRead(own, position) || pointers.hear(own));
        return pointers.all();
    }

    private static boolean isRead(OwnEvent own, long position) {
        return own.event().locator().getOffset() <= position;
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
