package org.huzheng.adapter.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.source.RowTally;
import org.huzheng.event.ChangeType;

/**
 * How far an adapter has come, as its progress topic holds it: where the source stands, what became of the rows stored with that position, the
 * totals, the last feed mark, when the quarantine was swept last, and whether the source is in doubt. Each lies under a key of its own, so that compaction keeps the newest.
 */
final class Progress {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Doubt>> DOUBTS = new TypeReference<>() {};
    static final String POSITION = "position";
    static final String TOTALS = "totals";
    private static final String SETTLED = "settled";
    private static final String MARKED = "marked";
    private static final String SWEPT = "swept";
    private static final String DOUBTED = "doubted";

    private Optional<String> position = Optional.empty();
    private Totals totals = Totals.none();
    private RowTally settled = RowTally.none();
    private Optional<Instant> marked = Optional.empty();
    private Optional<Instant> swept = Optional.empty();
    private Map<String, Doubt> doubted = Map.of();

    /** One entry of the progress topic. */
    record Entry(String key, String value) {}

    /**
     * What there was of a record type before the reading that lacked too much of it.
     *
     * @param known how many records
     * @param publishedBelow by partition of the type's topic, offset below which everything lies that was published by then; 0 where none is stated
     */
    record Doubt(long known, Map<Integer, Long> publishedBelow) {
        Doubt {
            publishedBelow = Map.copyOf(publishedBelow);
        }

        /** Whether the record was published for the first time since. */
        boolean precedes(PublishedVersion version) {
            return version.change() == ChangeType.CREATED
                    && version.places().stream()
                            .allMatch(place -> place.offset() >= publishedBelow.getOrDefault(place.partition(), 0L));
        }
    }

    Optional<String> position() {
        return position;
    }

    Totals totals() {
        return totals;
    }

    /** What became of the rows that were stored together with the position. */
    RowTally settled() {
        return settled;
    }

    /** The time of the last feed mark; empty before the first. */
    Optional<Instant> marked() {
        return marked;
    }

    /** When the quarantine was swept last; empty before the first time. */
    Optional<Instant> swept() {
        return swept;
    }

    /** The record types of which a snapshot that was refused lacked too much; none once a snapshot has been believed since. */
    Map<String, Doubt> doubted() {
        return doubted;
    }

    void putSwept(Instant at) {
        swept = Optional.of(at);
    }

    void put(Totals newTotals) {
        totals = newTotals;
    }

    void put(RowTally newlySettled) {
        settled = newlySettled;
    }

    void put(Instant newMark) {
        marked = Optional.of(newMark);
    }

    void put(String newPosition) {
        position = Optional.of(newPosition);
    }

    /** Takes over an entry as it lies in the topic. */
    void read(Entry entry) {
        try {
            if (entry.key().equals(POSITION)) {
                position = Optional.of(entry.value());
            } else if (entry.key().equals(TOTALS)) {
                totals = totalsOf(JSON.readTree(entry.value()));
            } else if (entry.key().equals(SETTLED)) {
                settled = JSON.readValue(entry.value(), RowTally.class);
            } else if (entry.key().equals(MARKED)) {
                marked = Optional.of(Instant.parse(entry.value()));
            } else if (entry.key().equals(SWEPT)) {
                swept = Optional.of(Instant.parse(entry.value()));
            } else if (entry.key().equals(DOUBTED)) {
                doubted = Map.copyOf(JSON.readValue(entry.value(), DOUBTS));
            }
        } catch (JsonProcessingException | DateTimeParseException | IllegalArgumentException e) {
            throw new PublishException(
                    "progress topic: expected an entry of an adapter, found another at key " + entry.key(), e);
        }
    }

    static Entry entryOf(String position) {
        return new Entry(POSITION, position);
    }

    static Entry entryOf(Instant mark) {
        return new Entry(MARKED, mark.toString());
    }

    static Entry entryOfSweep(Instant at) {
        return new Entry(SWEPT, at.toString());
    }

    static Entry entryOfDoubt(Map<String, Doubt> doubted) {
        return new Entry(DOUBTED, JSON.valueToTree(doubted).toString());
    }

    static Entry entryOf(RowTally settled) {
        return new Entry(SETTLED, JSON.valueToTree(settled).toString());
    }

    static Entry entryOf(Totals totals) {
        ObjectNode node = JSON.createObjectNode();
        node.put("rows", totals.rows())
                .put("published", totals.published())
                .put("deduplicated", totals.deduplicated())
                .put("quarantined", totals.quarantined())
                .put("withdrawals", totals.withdrawals());
        return new Entry(TOTALS, node.toString());
    }

    private static Totals totalsOf(JsonNode node) {
        return new Totals(
                node.path("rows").asLong(),
                node.path("published").asLong(),
                node.path("deduplicated").asLong(),
                node.path("quarantined").asLong(),
                node.path("withdrawals").asLong());
    }
}
