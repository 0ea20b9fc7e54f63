package org.huzheng.decision;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.dossier.Dossier;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.dossier.RecordState;
import org.huzheng.household.IdentityLink;
import org.huzheng.household.LinkKind;
import org.jspecify.annotations.Nullable;

/**
 * One person under every key that the household register's identity links give them, as far as heard. Whichever of a person's numbers is asked
 * about, the same records speak.
 *
 * @param key key the request names
 * @param keys that key and those linked to it, directly or through another
 * @param dossiers records under those keys that were heard, sorted by key
 */
public record Identity(String key, Set<String> keys, List<Dossier> dossiers) {
    private static final String IDENTITY_LINK = IdentityLink.getClassSchema().getFullName();

    public Identity {
        keys = Set.copyOf(keys);
        dossiers = List.copyOf(dossiers);
    }

    /** The person as far as heard: every link is followed from each key that has been asked. */
    public static Identity of(String key, CaseFile file) {
        TreeSet<String> keys = new TreeSet<>();
        Deque<String> following = new ArrayDeque<>(List.of(key));
        while (!following.isEmpty()) {
            String next = following.remove();
            if (keys.add(next) && file.hasHeard(next)) {
                following.addAll(linkedTo(file.dossierOf(next)));
            }
        }
        return new Identity(
                key,
                keys,
                keys.stream().filter(file::hasHeard).map(file::dossierOf).toList());
    }

    /** The same person as their records were on a day. */
    public Identity on(LocalDate day) {
        return new Identity(
                key,
                keys,
                dossiers.stream().map(dossier -> AsOf.on(day, dossier)).toList());
    }

    /** Keys of this person that have not been asked yet, sorted. */
    public List<String> unheard(CaseFile file) {
        return keys.stream().filter(linked -> !file.hasHeard(linked)).sorted().toList();
    }

    /** Links that say one of the numbers serves two people. */
    public List<RecordEvent> sharedByTwo() {
        return inForce(IDENTITY_LINK, IdentityLink.class).stream()
                .filter(link -> link.body().getKind() == LinkKind.SHARED_BY_TWO)
                .map(Stated::event)
                .toList();
    }

    /** Links that say the number asked about was obtained by fraud. */
    public List<RecordEvent> obtainedByFraud() {
        return inForce(IDENTITY_LINK, IdentityLink.class).stream()
                .filter(link -> link.body().getKind() == LinkKind.FALSE_IDENTITY
                        && link.body().getFormerKey().equals(key))
                .map(Stated::event)
                .toList();
    }

    /** Links to numbers this person obtained by fraud. */
    public List<Stated<IdentityLink>> fraudulentNumbers() {
        return inForce(IDENTITY_LINK, IdentityLink.class).stream()
                .filter(link -> link.body().getKind() == LinkKind.FALSE_IDENTITY
                        && keys.contains(link.body().getCurrentKey()))
                .toList();
    }

    /** Last day on which a record version of this person was so; null while it lasts or when the register does not say. */
    public @Nullable LocalDate lastDayOf(RecordEvent version) {
        return dossierOf(version).lastDayOf(version);
    }

    /** The key under which a record version of this person lies. */
    public String keyOf(RecordEvent version) {
        return dossierOf(version).personKey();
    }

    private Dossier dossierOf(RecordEvent version) {
        return dossiers.stream()
                .filter(dossier -> dossier.histories().stream()
                        .anyMatch(history -> history.versions().contains(version)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("expected a version of this person's records, found " + version));
    }

    /** Records of one type in force under any of the keys. */
    public <T extends SpecificRecord> List<Stated<T>> inForce(String recordType, Class<T> body) {
        return dossiers.stream()
                .flatMap(dossier -> dossier.inForce(recordType, body).stream())
                .toList();
    }

    /** Records of one type that have ended under any of the keys. */
    public <T extends SpecificRecord> List<Stated<T>> ended(String recordType, Class<T> body) {
        return dossiers.stream()
                .flatMap(dossier -> dossier.ended(recordType, body).stream())
                .toList();
    }

    /** Records of one type that were taken back as never true, under any of the keys. */
    public <T extends SpecificRecord> List<Stated<T>> annulled(String recordType, Class<T> body) {
        return dossiers.stream()
                .flatMap(dossier -> dossier.annulled(recordType, body).stream())
                .toList();
    }

    /** Versions of records of one type that were once true and no longer are, under any of the keys. */
    public <T extends SpecificRecord> List<Stated<T>> former(String recordType, Class<T> body) {
        return dossiers.stream()
                .flatMap(dossier -> dossier.former(recordType, body).stream())
                .toList();
    }

    /** Events of records of these types that a department published in one version with two contents. */
    public List<RecordEvent> contradictory(List<String> recordTypes) {
        List<RecordEvent> events = new ArrayList<>();
        for (Dossier dossier : dossiers) {
            for (String type : recordTypes) {
                dossier.contradictoryOf(type).stream()
                        .map(RecordState.Contradictory::events)
                        .forEach(events::addAll);
            }
        }
        return events;
    }

    private static Set<String> linkedTo(Dossier dossier) {
        Set<String> keys = new TreeSet<>();
        for (Stated<IdentityLink> link : dossier.inForce(IDENTITY_LINK, IdentityLink.class)) {
            if (joins(link.body().getKind())) {
                keys.add(link.body().getFormerKey());
                keys.add(link.body().getCurrentKey());
            }
        }
        return keys;
    }

    /** Whether both numbers are one person's in law; what was recorded under a number obtained by fraud is not its holder's record. */
    private static boolean joins(LinkKind kind) {
        return switch (kind) {
            case CHANGED, MERGED -> true;
            case SHARED_BY_TWO, FALSE_IDENTITY, UNKNOWN -> false;
        };
    }
}
