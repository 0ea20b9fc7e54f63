package org.huzheng.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.certificate.KnownCertificateTypes;
import org.huzheng.decision.CaseJudging;
import org.huzheng.decision.CaseStep;
import org.huzheng.decision.JudgingInPlace;
import org.huzheng.decision.PartialAnswers;
import org.huzheng.decision.PartialAnswers.OwnEvent;
import org.huzheng.decision.PartialAnswers.ReadState;
import org.huzheng.decision.PointerMarks;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.employer.EmployerPointers;
import org.huzheng.exchange.AnswerReceived;
import org.huzheng.exchange.CaseState;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.Scope;
import org.huzheng.issuance.TestWire;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.RecordDigest;
import org.jspecify.annotations.Nullable;

/** The judges alone, by plain calls: every question is answered from lists in memory, in the order they were asked. */
final class PureExchange implements CaseExchange {
    private final AvroWire wire = new TestWire().wire();
    private final CaseJudging judging = new CaseJudging(KnownCertificateTypes.all(), wire::decode);
    private final Map<String, Long> positions = new HashMap<>();
    private final Map<String, TreeMap<Instant, Instant>> marks = new HashMap<>();
    private final Map<String, List<OwnEvent>> eventsByKey = new HashMap<>();
    private long exchangeOffset;

    @Override
    public void append(CaseEvent event, Instant at) {
        Locator place = append(event.topic(), event.key(), event.value(), at);
        EmployerPointers.of(event.key(), event.value(), place)
                .ifPresent(pointer -> append(Topics.POINTERS, pointer.key(), pointer.pointer(), at));
    }

    private Locator append(Topic topic, String key, SpecificRecord record, Instant at) {
        byte[] value = wire.encode(topic.name(), record);
        Locator locator = new Locator(topic.name(), 0, next(topic.name()));
        eventsByKey
                .computeIfAbsent(key, events -> new ArrayList<>())
                .add(new OwnEvent(RecordEvent.of(locator, RecordDigest.sha256(value), wire.decode(value)), value, at));
        return locator;
    }

    @Override
    public void mark(Topic topic, Instant committedBefore, Instant at) {
        next(topic.name());
        marks.computeIfAbsent(topic.name(), name -> new TreeMap<>()).put(at, committedBefore);
    }

    CaseJudging judging() {
        return judging;
    }

    /** A case before anybody is asked. */
    CaseState open(SpecificRecord request, Instant at) {
        return CaseJudging.newCase(wire.encode(Topics.REQUESTS.name(), request), request, place(Topics.REQUESTS), at);
    }

    @Override
    public List<SpecificRecord> ask(SpecificRecord request, Instant at) {
        CaseState state = open(request, at);
        CaseStep step = judging.begin(state, state.getTrigger(), at);
        while (step.decision().isEmpty()) {
            List<PartialQuestion> questions = step.questions();
            if (questions.isEmpty()) {
                throw new IllegalStateException("expected a question or a decision, found neither");
            }
            for (PartialQuestion question : questions) {
                step = judging.hear(state, answer(question, at));
            }
        }
        return List.of(step.decision().orElseThrow());
    }

    /** Judged where the person's records lie; empty where somebody else has to be asked. */
    Optional<SpecificRecord> askInPlace(SpecificRecord request, Instant at) {
        return new JudgingInPlace(judging)
                .judge(
                        wire.encode(Topics.CLAIMS.name(), request),
                        request,
                        place(Topics.CLAIMS),
                        at,
                        question -> answer(question, at).getAnswer())
                .map(JudgingInPlace.Judged::decision);
    }

    AnswerReceived answer(PartialQuestion question, Instant at) {
        Set<String> topics = question.getScopes().stream()
                .map(Scope::getRecordType)
                .map(type -> Topics.recordTopicOf(type).orElseThrow().name())
                .collect(Collectors.toSet());
        List<OwnEvent> events = eventsByKey.getOrDefault(question.getPersonKey(), List.of()).stream()
                .filter(own -> topics.contains(own.event().locator().getTopic()))
                .toList();
        return new AnswerReceived(
                PartialAnswers.answer(question, place(Topics.QUESTIONS), readState(question.getKnownAt()), events),
                place(Topics.ANSWERS),
                at);
    }

    private ReadState readState(@Nullable Instant knownAt) {
        Map<String, Long> read = new HashMap<>();
        Map<String, Instant> feeds = new HashMap<>();
        for (Topic topic : Topics.recordTopics()) {
            read.put(topic.name(), positions.getOrDefault(topic.name(), -1L));
            lastMark(topic, knownAt).ifPresent(mark -> feeds.put(topic.name(), mark));
        }
        return new ReadState(0, read, feeds);
    }

    /** Pointers are as fresh as the older of what they are made from. */
    private Optional<Instant> lastMark(Topic topic, @Nullable Instant knownAt) {
        if (topic.equals(Topics.POINTERS)) {
            List<Optional<Instant>> sources = PointerMarks.SOURCES.stream()
                    .map(source -> lastMark(source, knownAt))
                    .toList();
            return sources.stream().allMatch(Optional::isPresent)
                    ? sources.stream().flatMap(Optional::stream).min(Comparator.naturalOrder())
                    : Optional.empty();
        }
        TreeMap<Instant, Instant> known = marks.getOrDefault(topic.name(), new TreeMap<>());
        Map.Entry<Instant, Instant> last = knownAt == null ? known.lastEntry() : known.floorEntry(knownAt);
        return Optional.ofNullable(last).map(Map.Entry::getValue);
    }

    Locator place(Topic topic) {
        return new Locator(topic.name(), 0, exchangeOffset++);
    }

    private long next(String topic) {
        return positions.merge(topic, 0L, (last, zero) -> last + 1);
    }
}
