package org.huzheng.kinship;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.huzheng.decision.CaseFile;
import org.huzheng.dossier.Dossier;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.dossier.RecordState;
import org.huzheng.event.Sex;
import org.huzheng.exchange.PersonSummary;
import org.huzheng.household.IdentityLink;
import org.huzheng.household.LifeStatus;
import org.huzheng.household.LinkKind;
import org.huzheng.household.Resident;
import org.huzheng.medical.Birth;
import org.jspecify.annotations.Nullable;

/**
 * One of the two people of a case, under every key they are known by.
 *
 * @param key key the request names
 * @param keys that key and those linked to it
 * @param dossiers their records, by key
 */
record Person(String key, Set<String> keys, List<Dossier> dossiers) {
    static final String RESIDENT = Resident.getClassSchema().getFullName();
    static final String IDENTITY_LINK = IdentityLink.getClassSchema().getFullName();
    static final String BIRTH = Birth.getClassSchema().getFullName();

    Person {
        keys = Set.copyOf(keys);
        dossiers = List.copyOf(dossiers);
    }

    /** The person as far as heard: the key asked for and every linked key that has been asked too. */
    static Person of(String key, CaseFile file) {
        Set<String> keys = new TreeSet<>(linkedTo(file.dossierOf(key)));
        keys.add(key);
        List<Dossier> dossiers =
                keys.stream().filter(file::hasHeard).map(file::dossierOf).toList();
        return new Person(key, keys, dossiers);
    }

    /** Keys linked to this person's that have not been asked yet, sorted. */
    List<String> unheard(CaseFile file) {
        return keys.stream().filter(linked -> !file.hasHeard(linked)).sorted().toList();
    }

    boolean is(@Nullable String personKey) {
        return personKey != null && keys.contains(personKey);
    }

    List<Stated<Resident>> entries() {
        return dossiers.stream()
                .flatMap(dossier -> dossier.inForce(RESIDENT, Resident.class).stream())
                .toList();
    }

    List<Stated<Resident>> endedEntries() {
        return dossiers.stream()
                .flatMap(dossier -> dossier.ended(RESIDENT, Resident.class).stream())
                .toList();
    }

    List<Stated<Resident>> formerEntries() {
        return dossiers.stream()
                .flatMap(dossier -> dossier.former(RESIDENT, Resident.class).stream())
                .toList();
    }

    List<Stated<Birth>> births() {
        return dossiers.stream()
                .flatMap(dossier -> dossier.inForce(BIRTH, Birth.class).stream())
                .toList();
    }

    /** Events of records a department published in one version with two contents. */
    List<RecordEvent> contradictory() {
        List<RecordEvent> events = new ArrayList<>();
        for (Dossier dossier : dossiers) {
            for (String type : List.of(RESIDENT, BIRTH, IDENTITY_LINK)) {
                dossier.contradictoryOf(type).stream()
                        .map(RecordState.Contradictory::events)
                        .forEach(events::addAll);
            }
        }
        return events;
    }

    /** Links that say the number serves two people. */
    List<RecordEvent> sharedByTwo() {
        return dossiers.stream()
                .flatMap(dossier -> dossier.inForce(IDENTITY_LINK, IdentityLink.class).stream())
                .filter(link -> link.body().getKind() == LinkKind.SHARED_BY_TWO)
                .map(Stated::event)
                .toList();
    }

    /** The entry that speaks for the person: the one in force, else the last that ended; empty when there is none or several in force. */
    Optional<Stated<Resident>> entry() {
        List<Stated<Resident>> inForce = entries();
        if (inForce.size() == 1) {
            return Optional.of(inForce.get(0));
        }
        List<Stated<Resident>> ended = endedEntries();
        return inForce.isEmpty() && !ended.isEmpty() ? Optional.of(ended.get(ended.size() - 1)) : Optional.empty();
    }

    static Sex sexOf(Stated<Resident> entry) {
        return entry.body().getSex();
    }

    static boolean hasDied(Stated<Resident> entry) {
        return entry.body().getLifeStatus() == LifeStatus.DECEASED;
    }

    PersonSummary summary(Stated<Resident> entry) {
        Resident resident = entry.body();
        return PersonSummary.newBuilder()
                .setPersonKey(key)
                .setName(resident.getName())
                .setSex(resident.getSex())
                .setBirthDate(resident.getBirthDate())
                .setIdentityNumber(resident.getIdentityNumber())
                .build();
    }

    private static Set<String> linkedTo(Dossier dossier) {
        Set<String> keys = new TreeSet<>();
        for (Stated<IdentityLink> link : dossier.inForce(IDENTITY_LINK, IdentityLink.class)) {
            if (link.body().getKind() != LinkKind.SHARED_BY_TWO) {
                keys.add(link.body().getFormerKey());
                keys.add(link.body().getCurrentKey());
            }
        }
        return keys;
    }
}
