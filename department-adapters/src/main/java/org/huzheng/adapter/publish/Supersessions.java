package org.huzheng.adapter.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.catalogue.Topic;

/**
 * What the source has said last without the last published version showing it: a record deleted before anything was published of it, or whose
 * own versions cannot be compared with the deletion; whatever the last complete snapshot did not hand over; and a record of which a row was
 * refused and that then was again, or still, what is published. A row that lies in quarantine from before must not turn it back.
 *
 * <p>Lies in the progress topic and is read only when rows are taken out of quarantine.
 */
final class Supersessions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GONE = "gone/";
    private static final String REFUSED = "refused/";
    private static final String SNAPSHOT = "snapshot";
    private static final String STATED = "stated";

    private final Map<String, Supersession> lastSaid = new HashMap<>();
    private Optional<SourceVersion> snapshotFrom = Optional.empty();

    /**
     * When a record was gone, or said anew.
     *
     * @param at position of what said so
     * @param stated version the register stated with it, if it did
     */
    record Supersession(SourceVersion at, Optional<SourceVersion> stated) {
        static Supersession of(MappedRow.Deletion row) {
            return new Supersession(row.version(), row.stated());
        }

        static Supersession of(MappedRow.Version row) {
            return new Supersession(
                    row.row().version(), row.mapping().statesVersion() ? Optional.of(row.version()) : Optional.empty());
        }
    }

    /** The record of which an entry says that a row was refused. */
    static Optional<RecordReference> refusedIn(Progress.Entry entry) {
        if (!entry.key().startsWith(REFUSED)) {
            return Optional.empty();
        }
        String[] name = entry.key().substring(REFUSED.length()).split("/", 2);
        return Optional.of(new RecordReference(name[0], name[1]));
    }

    private static String nameOf(RecordReference record) {
        return record.recordType() + "/" + record.recordId();
    }

    static Supersessions read(Consumer<String, byte[]> consumer, Topic topic) {
        Supersessions supersessions = new Supersessions();
        ProgressReader.read(consumer, topic, supersessions::put);
        return supersessions;
    }

    /** What is to be kept of rows judged together: of which records rows were refused, and what superseded such rows. */
    static List<Progress.Entry> entriesOf(BatchDraft draft) {
        List<Progress.Entry> entries = new ArrayList<>();
        draft.refusedRecords().forEach(record -> entries.add(new Progress.Entry(REFUSED + nameOf(record), "")));
        draft.superseded().forEach((record, what) -> entries.add(entryOf(record, what)));
        return entries;
    }

    private static Progress.Entry entryOf(RecordReference record, Supersession what) {
        ObjectNode node = nodeOf(what.at());
        what.stated().ifPresent(stated -> node.set(STATED, nodeOf(stated)));
        return new Progress.Entry(GONE + nameOf(record), node.toString());
    }

    /** Says that a complete snapshot began with this version: what is older and still there was handed over again. */
    static Progress.Entry entryOfSnapshot(SourceVersion from) {
        return new Progress.Entry(SNAPSHOT, nodeOf(from).toString());
    }

    /** Takes over what superseded refused rows of a record. */
    void put(RecordReference record, Supersession what) {
        lastSaid.put(GONE + nameOf(record), what);
    }

    /** Takes over an entry of the progress topic, if it is about this. */
    void put(Progress.Entry entry) {
        if (entry.key().equals(SNAPSHOT)) {
            snapshotFrom = Optional.of(versionOf(read(entry)));
        } else if (entry.key().startsWith(GONE)) {
            JsonNode node = read(entry);
            Optional<SourceVersion> stated =
                    node.has(STATED) ? Optional.of(versionOf(node.path(STATED))) : Optional.empty();
            lastSaid.put(entry.key(), new Supersession(versionOf(node), stated));
        }
    }

    /**
     * Whether a row says nothing any more.
     *
     * @param at its position
     * @param stated version the register states in it, if it does
     */
    boolean supersede(RecordReference record, SourceVersion at, Optional<SourceVersion> stated) {
        Supersession said = lastSaid.get(GONE + nameOf(record));
        boolean superseded = said != null && precedes(at, stated, said);
        return superseded || snapshotFrom.filter(from -> at.compareTo(from) < 0).isPresent();
    }

    /** By the register's own versions where both state one: of several callers, the older row may have come later. */
    private static boolean precedes(SourceVersion at, Optional<SourceVersion> stated, Supersession said) {
        boolean bothStated = stated.isPresent() && said.stated().isPresent();
        return bothStated ? stated.get().compareTo(said.stated().get()) < 0 : at.compareTo(said.at()) < 0;
    }

    private static ObjectNode nodeOf(SourceVersion version) {
        return JSON.createObjectNode().put("epoch", version.epoch()).put("position", version.position());
    }

    private static SourceVersion versionOf(JsonNode node) {
        return new SourceVersion(
                node.path("epoch").asInt(), node.path("position").asLong());
    }

    private static JsonNode read(Progress.Entry entry) {
        try {
            return JSON.readTree(entry.value());
        } catch (JsonProcessingException e) {
            throw new PublishException(
                    "progress topic: expected an entry of an adapter, found another at key " + entry.key(), e);
        }
    }
}
