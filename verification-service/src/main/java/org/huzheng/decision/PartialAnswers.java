package org.huzheng.decision;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.FeedState;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.OwnRecord;
import org.huzheng.exchange.PartialAnswer;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.Position;
import org.huzheng.exchange.Scope;
import org.jspecify.annotations.Nullable;

/** Answers a partial question from one person's own records. The service and the auditor call it with the same and get the same. */
public final class PartialAnswers {
    private static final Comparator<Locator> BY_PLACE = Comparator.comparing(Locator::getTopic)
            .thenComparingInt(Locator::getPartition)
            .thenComparingLong(Locator::getOffset);

    private PartialAnswers() {}

    /**
     * One record event of the person asked with its value bytes.
     *
     * @param event the event
     * @param value value bytes as they lie on the topic
     * @param appendedAt when it was appended
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are handed on, not copied
    public record OwnEvent(RecordEvent event, byte[] value, Instant appendedAt) {}

    /**
     * How far the person's partition had been read.
     *
     * @param partition partition of the person asked
     * @param positions for every record topic there was, the last offset consumed, -1 for one not yet read
     * @param feeds per topic of the records asked for, the time of the last feed mark known at the time asked about; a feed without a mark is absent
     */
    public record ReadState(int partition, Map<String, Long> positions, Map<String, Instant> feeds) {
        public ReadState {
            positions = Map.copyOf(positions);
            feeds = Map.copyOf(feeds);
        }
    }

    /** The answer, with every version of every record that was ever in a scope. */
    public static PartialAnswer answer(PartialQuestion question, Locator at, ReadState read, List<OwnEvent> events) {
        List<Position> positions = new ArrayList<>();
        new TreeMap<>(read.positions()).forEach((topic, offset) -> positions.add(new Position(topic, offset)));
        List<FeedState> feeds = new ArrayList<>();
        for (Topic topic : Topics.recordTopics()) {
            Instant mark = read.feeds().get(topic.name());
            if (mark != null && question.getScopes().stream().anyMatch(scope -> topic.allows(scope.getRecordType()))) {
                feeds.add(new FeedState(topic.name(), mark));
            }
        }
        return PartialAnswer.newBuilder()
                .setRequestId(question.getRequestId())
                .setJudgement(question.getJudgement())
                .setRound(question.getRound())
                .setPersonKey(question.getPersonKey())
                .setPartition(read.partition())
                .setQuestion(at)
                .setPositions(positions)
                .setFeeds(feeds)
                .setScopes(question.getScopes())
                .setRecords(
                        recordsInScope(question.getScopes(), knownAt(question.getKnownAt(), bounded(question, events))))
                .build();
    }

    /** Whether an event lies in a scope by its type and the days it was so. */
    public static boolean liesIn(Scope scope, RecordEvent event) {
        return scope.getRecordType().equals(event.recordType())
                && overlap(scope.getFromDate(), scope.getToDate(), event);
    }

    /** Whether the days an event was so overlap a period; a bound that is null is open. */
    public static boolean overlap(@Nullable LocalDate from, @Nullable LocalDate to, RecordEvent event) {
        LocalDate validFrom = event.validFrom();
        LocalDate validTo = event.validTo();
        boolean startsInTime = to == null || validFrom == null || !validFrom.isAfter(to);
        boolean endsInTime = from == null || validTo == null || !validTo.isBefore(from);
        return startsInTime && endsInTime;
    }

    /** All events, but of pointers no more than {@link PointersHeard} hears. */
    private static List<OwnEvent> bounded(PartialQuestion question, List<OwnEvent> events) {
        List<OwnEvent> pointers =
                events.stream().filter(PointersHeard::isPointer).toList();
        if (pointers.isEmpty()) {
            return events;
        }
        List<OwnEvent> bounded = new ArrayList<>(PointersHeard.of(question, pointers));
        events.stream().filter(own -> !PointersHeard.isPointer(own)).forEach(bounded::add);
        return bounded;
    }

    private static List<OwnEvent> knownAt(@Nullable Instant time, List<OwnEvent> events) {
        return time == null
                ? events
                : events.stream().filter(own -> !own.appendedAt().isAfter(time)).toList();
    }

    private static List<OwnRecord> recordsInScope(List<Scope> scopes, List<OwnEvent> events) {
        // A record whose period was corrected is in scope with all its versions, or the old version would count where
        // the new one does not.
        List<String> touched = events.stream()
                .map(OwnEvent::event)
                .filter(event -> scopes.stream().anyMatch(scope -> liesIn(scope, event)))
                .map(PartialAnswers::recordOf)
                .toList();
        var inScope = new HashSet<>(touched);
        return events.stream()
                .filter(own -> inScope.contains(recordOf(own.event())))
                .sorted(Comparator.comparing(own -> own.event().locator(), BY_PLACE))
                .map(own -> new OwnRecord(
                        own.event().recordType(),
                        own.event().locator(),
                        own.event().digest().buffer(),
                        ByteBuffer.wrap(own.value())))
                .toList();
    }

    private static String recordOf(RecordEvent event) {
        return event.recordType() + "\n" + event.header().getRecordId();
    }
}
