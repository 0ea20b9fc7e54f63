package org.huzheng.adapter.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.catalogue.Topic;

/**
 * What the source has said is gone without the last published version showing it: a record deleted before anything was published of it, or whose
 * own versions cannot be compared with the deletion; and whatever the last complete snapshot did not hand over. A row that lies in quarantine
 * from before must not bring it back.
 *
 * <p>Lies in the progress topic and is read only when rows are taken out of quarantine.
 */
final class Departures {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GONE = "gone/";
    private static final String SNAPSHOT = "snapshot";

    private final Map<String, SourceVersion> goneAt = new HashMap<>();
    private Optional<SourceVersion> snapshotFrom = Optional.empty();

    static Departures read(Consumer<String, byte[]> consumer, Topic topic) {
        Departures departures = new Departures();
        ProgressReader.read(consumer, topic, departures::put);
        return departures;
    }

    /** Says that a record was gone as of this version of its row. */
    static Progress.Entry entryOf(RecordReference record, SourceVersion version) {
        return new Progress.Entry(GONE + record.recordType() + "/" + record.recordId(), textOf(version));
    }

    /** Says that a complete snapshot began with this version: what is older and still there was handed over again. */
    static Progress.Entry entryOfSnapshot(SourceVersion from) {
        return new Progress.Entry(SNAPSHOT, textOf(from));
    }

    /** Takes over an entry of the progress topic, if it is about this. */
    void put(Progress.Entry entry) {
        if (entry.key().equals(SNAPSHOT)) {
            snapshotFrom = Optional.of(versionOf(entry));
        } else if (entry.key().startsWith(GONE)) {
            goneAt.put(entry.key(), versionOf(entry));
        }
    }

    /** Whether a row of this record and version says nothing any more. */
    boolean supersede(RecordReference record, SourceVersion version) {
        SourceVersion gone = goneAt.get(GONE + record.recordType() + "/" + record.recordId());
        return (gone != null && version.compareTo(gone) < 0)
                || snapshotFrom.filter(from -> version.compareTo(from) < 0).isPresent();
    }

    private static String textOf(SourceVersion version) {
        return JSON.createObjectNode()
                .put("epoch", version.epoch())
                .put("position", version.position())
                .toString();
    }

    private static SourceVersion versionOf(Progress.Entry entry) {
        try {
            JsonNode node = JSON.readTree(entry.value());
            return new SourceVersion(
                    node.path("epoch").asInt(), node.path("position").asLong());
        } catch (JsonProcessingException e) {
            throw new PublishException(
                    "progress topic: expected an entry of an adapter, found another at key " + entry.key(), e);
        }
    }
}
