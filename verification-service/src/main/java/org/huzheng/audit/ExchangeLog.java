package org.huzheng.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.audit.LogReader.Entry;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.Freshness;
import org.huzheng.decision.PointerMarks;
import org.huzheng.decision.RecordDecoder;
import org.huzheng.event.FeedMark;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.PartialAnswer;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.Reexamination;
import org.huzheng.wire.UndecodableRecordException;

/**
 * What the topics hold, as far as decisions rest on it: requests, questions, answers, decisions, and the record events of the people asked.
 * Events of people nobody asked about are counted and dropped, so the memory needed grows with the questions, not with the population.
 */
final class ExchangeLog {
    /** Names the Streams dead-letter handler gives the origin of a record (KIP-1034). */
    private static final String ORIGIN_TOPIC = "__streams.errors.topic";

    private static final String ORIGIN_PARTITION = "__streams.errors.partition";
    private static final String ORIGIN_OFFSET = "__streams.errors.offset";

    private final RecordDecoder decoder;
    private final Set<Locator> deadLetters = new HashSet<>();
    private final Map<Locator, Logged> triggers = new HashMap<>();
    private final Map<String, Logged> requests = new LinkedHashMap<>();
    private final Map<String, Logged> claims = new LinkedHashMap<>();
    private final Map<Locator, Logged> questions = new HashMap<>();
    private final Map<String, List<HeardAnswer>> answers = new HashMap<>();
    private final List<Entry> decisions = new ArrayList<>();
    private final Map<String, List<Entry>> eventsByPerson = new HashMap<>();
    private final Map<String, TreeMap<Long, Instant>> marks = new HashMap<>();
    private final Map<String, TreeMap<Long, MarkOfHour>> marksOfHours = new HashMap<>();
    private final Map<Integer, PointerMarks> pointerMarks = new HashMap<>();
    private final Set<String> peopleAsked = new HashSet<>();
    private long recordEvents;

    ExchangeLog(RecordDecoder decoder) {
        this.decoder = decoder;
    }

    /** A record of the exchange and where it lies. */
    record Logged(Entry entry, SpecificRecord record) {}

    /** A partial answer and where it lies. */
    record HeardAnswer(Entry entry, PartialAnswer answer) {}

    static ExchangeLog read(LogReader reader, RecordDecoder decoder, FeedMarks feedMarks) {
        ExchangeLog log = new ExchangeLog(decoder);
        reader.read(List.of(Topics.DEAD_LETTERS), log::deadLetter);
        reader.read(List.of(Topics.REQUESTS), log::request);
        reader.read(List.of(Topics.CLAIMS), log::claim);
        reader.read(List.of(Topics.QUESTIONS), log::question);
        reader.read(List.of(Topics.ANSWERS), log::answer);
        reader.read(List.of(Topics.DECISIONS), log.decisions::add);
        reader.read(Topics.recordTopics(), entry -> log.recordEvent(entry, feedMarks));
        return log;
    }

    /** Tells feed marks from record events. */
    @FunctionalInterface
    interface FeedMarks {
        /** The feed mark, empty when the value is something else. */
        Optional<FeedMark> of(byte[] value);
    }

    /** Whether records of a type lie on a topic. */
    static boolean isOn(String topic, String recordType) {
        return Topics.recordTopicOf(recordType)
                .map(of -> of.name().equals(topic))
                .orElse(false);
    }

    Map<String, Logged> requests() {
        return requests;
    }

    /** Claims that were to be judged where their person's records lie. */
    Map<String, Logged> claims() {
        return claims;
    }

    List<Entry> decisions() {
        return decisions;
    }

    Optional<Logged> trigger(Locator place) {
        return Optional.ofNullable(triggers.get(place));
    }

    Optional<Logged> question(Locator place) {
        return Optional.ofNullable(questions.get(place));
    }

    List<HeardAnswer> answers(String requestId, int judgement) {
        return answers.getOrDefault(judgementKey(requestId, judgement), List.of());
    }

    List<Entry> eventsOf(String personKey) {
        return eventsByPerson.getOrDefault(personKey, List.of());
    }

    /** Last feed mark of a partition at or before an offset. */
    Optional<Instant> markAt(Topic topic, int partition, long offset) {
        TreeMap<Long, Instant> known = marks.get(topic.name() + "-" + partition);
        return known == null
                ? Optional.empty()
                : Optional.ofNullable(known.floorEntry(offset)).map(Map.Entry::getValue);
    }

    /** What the last of the first marks of each hour appended until then says, as far as the partition was read. */
    Optional<Instant> markKnownAt(Topic topic, int partition, long offset, Instant time) {
        TreeMap<Long, MarkOfHour> known = marksOfHours.getOrDefault(topic.name() + "-" + partition, new TreeMap<>());
        return known.headMap(Freshness.hourOf(time), true).descendingMap().values().stream()
                .filter(mark -> mark.offset() <= offset && !mark.appendedAt().isAfter(time))
                .map(MarkOfHour::committedBefore)
                .findFirst();
    }

    /** The first mark of an hour. */
    private record MarkOfHour(long offset, Instant appendedAt, Instant committedBefore) {}

    long deadLetters() {
        return deadLetters.size();
    }

    long recordEvents() {
        return recordEvents;
    }

    private void deadLetter(Entry entry) {
        deadLetters.add(new Locator(
                text(entry, ORIGIN_TOPIC),
                Integer.parseInt(text(entry, ORIGIN_PARTITION)),
                Long.parseLong(text(entry, ORIGIN_OFFSET))));
    }

    private static String text(Entry entry, String header) {
        byte[] value = entry.headers().get(header);
        if (value == null) {
            throw new AuditException(
                    "dead letter at " + entry.place() + ": expected header " + header + ", found none");
        }
        return new String(value, java.nio.charset.StandardCharsets.UTF_8);
    }

    private void request(Entry entry) {
        decode(entry).ifPresent(record -> {
            Logged logged = new Logged(entry, record);
            triggers.put(entry.place(), logged);
            if (!(record instanceof Reexamination)) {
                requests.putIfAbsent(RequestIds.of(record), logged);
            }
        });
    }

    private void claim(Entry entry) {
        decode(entry).ifPresent(record -> {
            claims.putIfAbsent(RequestIds.of(record), new Logged(entry, record));
            peopleAsked.add(RequestIds.applicantOf(record));
        });
    }

    private void question(Entry entry) {
        decode(entry).ifPresent(record -> {
            questions.put(entry.place(), new Logged(entry, record));
            peopleAsked.add(((PartialQuestion) record).getPersonKey());
        });
    }

    private void answer(Entry entry) {
        decode(entry).ifPresent(record -> {
            PartialAnswer answer = (PartialAnswer) record;
            answers.computeIfAbsent(
                            judgementKey(answer.getRequestId(), answer.getJudgement()), key -> new ArrayList<>())
                    .add(new HeardAnswer(entry, answer));
        });
    }

    private void recordEvent(Entry entry, FeedMarks feedMarks) {
        if (deadLetters.contains(entry.place())) {
            return;
        }
        Optional<FeedMark> mark = feedMarks.of(entry.value());
        if (mark.isPresent()) {
            completeUntil(entry, mark.get()).ifPresent(committedBefore -> mark(entry, committedBefore));
            return;
        }
        recordEvents++;
        if (entry.key() != null && peopleAsked.contains(entry.key())) {
            eventsByPerson
                    .computeIfAbsent(entry.key(), key -> new ArrayList<>())
                    .add(entry);
        }
    }

    /** What a mark says of its topic, as {@code FoldRecords} hears it: of the pointers, the time of the source that is furthest behind. */
    private Optional<Instant> completeUntil(Entry entry, FeedMark mark) {
        return entry.place().getTopic().equals(Topics.POINTERS.name())
                ? pointerMarks
                        .computeIfAbsent(entry.place().getPartition(), partition -> PointerMarks.inMemory())
                        .hear(mark)
                : Optional.of(mark.getCommittedBefore());
    }

    private void mark(Entry entry, Instant committedBefore) {
        String partition = entry.place().getTopic() + "-" + entry.place().getPartition();
        long offset = entry.place().getOffset();
        marks.computeIfAbsent(partition, key -> new TreeMap<>()).put(offset, committedBefore);
        marksOfHours
                .computeIfAbsent(partition, key -> new TreeMap<>())
                .putIfAbsent(
                        Freshness.hourOf(entry.appendedAt()),
                        new MarkOfHour(offset, entry.appendedAt(), committedBefore));
    }

    /** The record, or nothing when the service could not read it either. */
    private Optional<SpecificRecord> decode(Entry entry) {
        if (deadLetters.contains(entry.place())) {
            return Optional.empty();
        }
        try {
            return Optional.of(decoder.decode(entry.value()));
        } catch (UndecodableRecordException unreadable) {
            // whatever rested on it will differ, and is reported with its place
            return Optional.empty();
        }
    }

    private static String judgementKey(String requestId, int judgement) {
        return requestId + "/" + judgement;
    }
}
