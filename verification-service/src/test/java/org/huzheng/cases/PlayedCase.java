package org.huzheng.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;

/**
 * A worked case with people, events and questions.
 *
 * @param source the case
 * @param run run whose keys these are
 * @param cast its people
 * @param records its record events
 * @param feedAges per topic, how long before the question its last feed mark was; empty for a feed without a mark
 */
public record PlayedCase(
        WorkedCase source, String run, Cast cast, CaseRecords records, Map<Topic, Optional<Duration>> feedAges) {
    private static final Duration FRESH = Duration.ofMinutes(1);

    static PlayedCase of(WorkedCase source, String run) {
        JsonNode node = source.node();
        Cast cast = Cast.of(node.required("people"), run);
        CaseRecords records = CaseRecords.of(cast, node.path("records"));
        return new PlayedCase(source, run, cast, records, feedAges(node.path("feeds")));
    }

    private static Map<Topic, Optional<Duration>> feedAges(JsonNode feeds) {
        Map<Topic, Optional<Duration>> ages = new HashMap<>();
        for (Topic topic : Topics.publishedTopics()) {
            String age = feeds.path(topic.name()).asText(FRESH.toString());
            ages.put(topic, age.equals("never") ? Optional.empty() : Optional.of(Duration.parse(age)));
        }
        feeds.fieldNames().forEachRemaining(name -> {
            if (ages.keySet().stream().noneMatch(topic -> topic.name().equals(name))) {
                throw new IllegalArgumentException(
                        "feeds: expected a topic that a department publishes, found " + name);
            }
        });
        return ages;
    }

    /** The key of the person a case calls by this symbol. */
    public String key(String symbol) {
        return cast.member(symbol).key();
    }

    /** A request as the files write questions. */
    public SpecificRecord request(String id, String question) {
        return request(id, WorkedCase.inline("question", question).node());
    }

    /** What the case asks. */
    public List<JsonNode> questions() {
        return new CaseRequests(cast).questions(source.node().required("ask"));
    }

    boolean isAboutKinship() {
        return questions().get(0).has("kinship");
    }

    /** A question as a request. */
    public SpecificRecord request(String id, JsonNode question) {
        return new CaseRequests(cast).request(run + "-" + id, question);
    }

    SpecificRecord mirroredRequest(String id, JsonNode question) {
        CaseRequests requests = new CaseRequests(cast);
        return requests.request(run + "-" + id, requests.mirrored(question));
    }

    /** Writes the feed marks as they stand for a question asked then. */
    void mark(CaseExchange exchange, Instant askedAt) {
        Map<Topic, Optional<Duration>> agesThen = feedAges(source.node().path("feedsThen"));
        knownTimes().forEach(time -> markAt(exchange, time, agesThen));
        markAt(exchange, askedAt, feedAges);
    }

    private static void markAt(CaseExchange exchange, Instant at, Map<Topic, Optional<Duration>> ages) {
        ages.forEach((topic, age) -> age.ifPresent(old -> exchange.mark(topic, at.minus(old), at)));
    }

    /** Times as of whose knowledge the case asks. */
    List<Instant> knownTimes() {
        return questions().stream()
                .filter(question -> question.has("knownAt"))
                .map(question -> Instant.parse(question.get("knownAt").asText()))
                .toList();
    }

    /** Whether the case says how old feeds were, so that it must be played alone. */
    boolean needsItsOwnFeeds() {
        return source.node().has("feeds") || source.node().has("feedsThen");
    }
}
