package org.huzheng.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.dossier.RecordEvent;

/** Turns the records of a case into events. A later item with the same record id is the next version and says only what changed. */
public final class CaseRecords {
    private static final Set<String> OF_ONE_VERSION =
            Set.of("change", "version", "reason", "recorded", "run", "appended");

    private final CaseBodies bodies;
    private final List<CaseEvent> events = new ArrayList<>();
    private final Map<String, String> versionNames = new HashMap<>();
    private final Map<String, Said> last = new HashMap<>();

    /** What a record said last. */
    private record Said(ObjectNode node, long version, String eventId, String recordType) {}

    private CaseRecords(Cast cast) {
        bodies = new CaseBodies(cast);
    }

    static CaseRecords of(Cast cast, JsonNode items) {
        CaseRecords records = new CaseRecords(cast);
        items.forEach(item -> records.add((ObjectNode) item));
        return records;
    }

    public List<CaseEvent> events() {
        return events;
    }

    /** The events of further records, or further versions, after those there are. */
    List<CaseEvent> later(JsonNode items) {
        int before = events.size();
        items.forEach(item -> add((ObjectNode) item));
        return List.copyOf(events.subList(before, events.size()));
    }

    /** The events of one record, oldest first. */
    public List<CaseEvent> of(String record) {
        return events.stream().filter(event -> event.record().equals(record)).toList();
    }

    /** How a case calls an event: by its record's id if it is the record's last version, else {@code id/version}. */
    String nameOf(String eventId) {
        String name = versionNames.get(eventId);
        if (name == null) {
            throw new IllegalArgumentException("expected an event of the case, found " + eventId);
        }
        String record = name.substring(0, name.lastIndexOf('/'));
        return last.get(record).eventId().equals(eventId) ? record : name;
    }

    private void add(ObjectNode item) {
        if (!item.has("months")) {
            addOne(item);
            return;
        }
        String[] bounds = item.get("months").asText().split("\\.\\.");
        YearMonth end = YearMonth.parse(bounds[1]);
        for (YearMonth month = YearMonth.parse(bounds[0]); !month.isAfter(end); month = month.plusMonths(1)) {
            ObjectNode one = item.deepCopy();
            one.remove("months");
            String type = CaseBodies.typeOf(item);
            one.put(type, item.get(type).asText() + "-" + month);
            one.put("month", month.toString());
            addOne(one);
        }
    }

    private void addOne(ObjectNode item) {
        String type = CaseBodies.typeOf(item);
        String record = item.get(type).asText();
        Said before = last.get(record);
        if (before != null && !item.has("change")) {
            throw new IllegalArgumentException("record " + record + ": a later version says what changed");
        }
        ObjectNode now =
                before == null ? item.deepCopy() : before.node().deepCopy().setAll(item);
        if (before == null && now.has("about")) {
            Said about = last.get(now.get("about").asText());
            now.put("disputedEvent", about.eventId());
            now.put("recordType", about.recordType());
        }
        long version = item.has("version") ? item.get("version").asLong() : before == null ? 1 : before.version() + 1;
        now.put("version", version);
        String previous = before == null ? null : before.eventId();
        Optional<Instant> appended = item.has("appended")
                ? Optional.of(Instant.parse(item.get("appended").asText()))
                : Optional.empty();
        String eventId = null;
        for (String key : new TreeSet<>(bodies.keysOf(type, now))) {
            SpecificRecord event = bodies.event(type, now, previous);
            events.add(new CaseEvent(record, CaseBodies.topicOf(type), key, event, appended));
            eventId = RecordEvent.headerOf(event).getEventId();
        }
        ObjectNode kept = now.deepCopy();
        kept.remove(OF_ONE_VERSION);
        last.put(
                record,
                new Said(
                        kept,
                        version,
                        eventId,
                        CaseBodies.topicOf(type).schemas().get(0).getFullName()));
        versionNames.put(eventId, record + "/" + version);
    }
}
