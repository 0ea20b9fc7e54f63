package org.huzheng.dossier;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One person's own records. The fold is commutative and idempotent: any order of the same events, with any repeats, gives an equal dossier.
 *
 * @param personKey the person
 * @param histories every record the person has, sorted by type and record id
 */
public record Dossier(String personKey, List<RecordHistory> histories) {
    public Dossier {
        histories = List.copyOf(histories);
    }

    /** Folds events that all lie at this person's key. */
    public static Dossier fold(String personKey, Collection<RecordEvent> events) {
        Map<String, Map<String, List<RecordEvent>>> grouped = new TreeMap<>();
        for (RecordEvent event : events) {
            grouped.computeIfAbsent(event.recordType(), type -> new TreeMap<>())
                    .computeIfAbsent(event.header().getRecordId(), id -> new ArrayList<>())
                    .add(event);
        }
        List<RecordHistory> histories = new ArrayList<>();
        grouped.forEach((type, records) ->
                records.forEach((id, versions) -> histories.add(RecordHistory.of(type, id, versions))));
        return new Dossier(personKey, histories);
    }

    /** Records of one type, sorted by record id. */
    public List<RecordHistory> recordsOf(String recordType) {
        return histories.stream()
                .filter(history -> history.recordType().equals(recordType))
                .toList();
    }

    /** Contradictory records of one type. */
    public List<RecordState.Contradictory> contradictoryOf(String recordType) {
        return statesOf(recordType, RecordState.Contradictory.class);
    }

    /** Records of one type that are in force, with their bodies. */
    public <T extends SpecificRecord> List<Stated<T>> inForce(String recordType, Class<T> body) {
        return statesOf(recordType, RecordState.InForce.class).stream()
                .map(state ->
                        new Stated<>(state.event(), body.cast(state.event().body())))
                .toList();
    }

    /** Records of one type that have ended, with the bodies they ended with. */
    public <T extends SpecificRecord> List<Stated<T>> ended(String recordType, Class<T> body) {
        return statesOf(recordType, RecordState.Ended.class).stream()
                .map(state ->
                        new Stated<>(state.event(), body.cast(state.event().body())))
                .toList();
    }

    /** Records of one type that were taken back as never true, with what was taken back. */
    public <T extends SpecificRecord> List<Stated<T>> annulled(String recordType, Class<T> body) {
        return statesOf(recordType, RecordState.Annulled.class).stream()
                .map(state ->
                        new Stated<>(state.event(), body.cast(state.event().body())))
                .toList();
    }

    /** Versions of records of one type that were once true and no longer are. */
    public <T extends SpecificRecord> List<Stated<T>> former(String recordType, Class<T> body) {
        return recordsOf(recordType).stream()
                .flatMap(history -> history.former().stream())
                .map(event -> new Stated<>(event, body.cast(event.body())))
                .toList();
    }

    /** Last day on which one of this person's record versions was so; null while it lasts or when the register does not say. */
    public @Nullable LocalDate lastDayOf(RecordEvent version) {
        return histories.stream()
                .filter(history -> history.versions().contains(version))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("expected a version of this person's records, found " + version))
                .lastDayOf(version);
    }

    private <S extends RecordState> List<S> statesOf(String recordType, Class<S> kind) {
        return recordsOf(recordType).stream()
                .map(RecordHistory::state)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /**
     * A record and what it says.
     *
     * @param event the event that says so
     * @param body what it says
     */
    public record Stated<T extends SpecificRecord>(RecordEvent event, T body) {
        /** Each once, in order: one event may lie under several keys. */
        public static <T extends SpecificRecord> List<Stated<T>> eachOnce(Stream<Stated<T>> heard) {
            Map<String, Stated<T>> found = new LinkedHashMap<>();
            heard.forEach(stated -> found.putIfAbsent(stated.event().header().getEventId(), stated));
            return List.copyOf(found.values());
        }

        @Override
        public String toString() {
            return "Stated[" + event + "]";
        }
    }
}
