package org.huzheng.adapter.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.source.RowTally;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.event.ChangeType;
import org.huzheng.identity.PersonKey;

/**
 * How far an adapter has come, as its progress topic holds it: where the source stands, what became of the rows stored with that position, and the
 * totals. Each is a JSON object under a key of its own, so that compaction keeps the newest.
 */
final class Progress {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POSITION = "position";
    private static final String TOTALS = "totals";
    private static final String SETTLED = "settled";
    private static final String RECORD = "record/";

    private Optional<String> position = Optional.empty();
    private Totals totals = Totals.none();
    private RowTally settled = RowTally.none();

    /** One entry of the progress topic. */
    record Entry(String key, String value) {}

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

    void put(Totals newTotals) {
        totals = newTotals;
    }

    void put(RowTally newlySettled) {
        settled = newlySettled;
    }

    void put(String newPosition) {
        position = Optional.of(newPosition);
    }

    /** Takes over an entry as read from the topic. */
    void read(Entry entry) {
        try {
            if (entry.key().equals(POSITION)) {
                position = Optional.of(entry.value());
            } else if (entry.key().equals(TOTALS)) {
                totals = totalsOf(JSON.readTree(entry.value()));
            } else if (entry.key().equals(SETTLED)) {
                settled = JSON.readValue(entry.value(), RowTally.class);
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw unlike(entry, e);
        }
    }

    /** What an earlier release, whose events carried no digest, stated here of a record; empty if the entry is of something else. */
    static Optional<Map.Entry<RecordReference, PublishedVersion>> recordOf(Entry entry) {
        if (!entry.key().startsWith(RECORD)) {
            return Optional.empty();
        }
        try {
            String name = entry.key().substring(RECORD.length());
            int slash = name.indexOf('/');
            RecordReference record = new RecordReference(name.substring(0, slash), name.substring(slash + 1));
            return Optional.of(Map.entry(record, versionOf(JSON.readTree(entry.value()))));
        } catch (JsonProcessingException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw unlike(entry, e);
        }
    }

    private static PublishException unlike(Entry entry, Exception cause) {
        return new PublishException(
                "progress topic: expected an entry of an adapter, found another at key " + entry.key(), cause);
    }

    static Entry entryOf(String position) {
        return new Entry(POSITION, position);
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

    private static PublishedVersion versionOf(JsonNode node) {
        List<PublishedVersion.Place> places = new ArrayList<>(1);
        for (JsonNode place : node.path("places")) {
            places.add(new PublishedVersion.Place(
                    new PersonKey(place.path(0).asText()),
                    place.path(1).asInt(),
                    place.path(2).asLong()));
        }
        List<PublishedVersion.Earlier> earlier = new ArrayList<>(0);
        for (JsonNode known : node.path("earlier")) {
            earlier.add(new PublishedVersion.Earlier(
                    new SourceVersion(known.path(0).asInt(), known.path(1).asLong()),
                    BodyDigest.parse(known.path(2).asText())));
        }
        return new PublishedVersion(
                new SourceVersion(
                        node.path("epoch").asInt(), node.path("version").asLong()),
                ChangeType.valueOf(node.path("change").asText()),
                BodyDigest.parse(node.path("body").asText()),
                places,
                earlier);
    }
}
