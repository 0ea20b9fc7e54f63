package org.huzheng.decision;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.dossier.Dossier;
import org.huzheng.exchange.FeedUsed;

/**
 * Everything heard in one judging of a request.
 *
 * @param requestedAt what feeds must not be behind: append time of the request, or of the event that re-opened it, or the earlier time it asks about
 * @param heard partial answers, sorted by round and person
 */
public record CaseFile(Instant requestedAt, List<Heard> heard) {
    public CaseFile {
        heard = List.copyOf(heard);
    }

    /**
     * What one person's records said.
     *
     * @param personKey person asked
     * @param dossier the person's records in the scopes searched, as of the day asked about
     * @param ofEveryDay the same records, of whatever day
     * @param searched record types searched
     * @param freshness per topic, the time of the last feed mark; a feed without a mark is absent
     */
    public record Heard(
            String personKey,
            Dossier dossier,
            Dossier ofEveryDay,
            List<String> searched,
            Map<String, Instant> freshness) {
        public Heard {
            searched = List.copyOf(searched);
            freshness = Map.copyOf(freshness);
        }
    }

    /** The same, of whatever day: what was heard before it was held to the day asked about. */
    public CaseFile ofEveryDay() {
        return with(Heard::ofEveryDay);
    }

    /** The day it was requested on, where the departments are. */
    public LocalDate requestedOn() {
        return requestedAt.atOffset(Registered.CHINA).toLocalDate();
    }

    /** The same as of a day, as {@link AsOf#on} has it. */
    public CaseFile on(LocalDate day) {
        return with(answer -> AsOf.on(day, answer.ofEveryDay()));
    }

    /** What a certificate of a day may have been made from, as {@link AsOf#readings} has it. */
    public Stream<CaseFile> readings(LocalDate day) {
        return AsOf.readings(day).map(reading -> with(answer -> reading.apply(answer.ofEveryDay())));
    }

    private CaseFile with(Function<Heard, Dossier> dossier) {
        return new CaseFile(
                requestedAt,
                heard.stream()
                        .map(answer -> new Heard(
                                answer.personKey(),
                                dossier.apply(answer),
                                answer.ofEveryDay(),
                                answer.searched(),
                                answer.freshness()))
                        .toList());
    }

    /** Whether this person has been asked. */
    public boolean hasHeard(String personKey) {
        return heard.stream().anyMatch(answer -> answer.personKey().equals(personKey));
    }

    /**
     * The records of a person that has been asked.
     *
     * @throws IllegalArgumentException if the person has not been asked
     */
    public Dossier dossierOf(String personKey) {
        return heard.stream()
                .filter(answer -> answer.personKey().equals(personKey))
                .findFirst()
                .map(Heard::dossier)
                .orElseThrow(() -> new IllegalArgumentException(
                        "case file: expected an answer about " + personKey + ", found none"));
    }

    /** Record types searched whose feed was older, at the time of the request, than its department agreed; sorted. */
    public List<String> staleRecordTypes() {
        TreeSet<String> stale = new TreeSet<>();
        for (Heard answer : heard) {
            for (String recordType : answer.searched()) {
                Topic feed = feedOf(recordType);
                if (Freshness.isBehind(feed, answer.freshness().get(feed.name()), requestedAt)) {
                    stale.add(recordType);
                }
            }
        }
        return List.copyOf(stale);
    }

    /** How complete every feed searched was, wherever it was asked: what the partition that was furthest behind had; sorted by topic. */
    List<FeedUsed> feedsUsed() {
        TreeMap<String, FeedUsed> feeds = new TreeMap<>();
        for (Heard answer : heard) {
            answer.searched().stream()
                    .map(CaseFile::feedOf)
                    .filter(Topic::isFeed)
                    .map(Topic::name)
                    .forEach(topic -> feeds.merge(
                            topic, new FeedUsed(topic, answer.freshness().get(topic)), CaseFile::furtherBehind));
        }
        return List.copyOf(feeds.values());
    }

    private static FeedUsed furtherBehind(FeedUsed one, FeedUsed other) {
        Instant first = one.getCompleteUntil();
        Instant second = other.getCompleteUntil();
        return first == null || (second != null && first.isBefore(second)) ? one : other;
    }

    private static Topic feedOf(String recordType) {
        return Topics.recordTopicOf(recordType)
                .orElseThrow(() ->
                        new IllegalArgumentException("expected a record type of the catalogue, found " + recordType));
    }
}
