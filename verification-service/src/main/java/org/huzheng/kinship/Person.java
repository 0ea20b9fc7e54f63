package org.huzheng.kinship;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.huzheng.civilaffairs.Adoption;
import org.huzheng.civilaffairs.Marriage;
import org.huzheng.decision.CaseFile;
import org.huzheng.decision.Identity;
import org.huzheng.decision.Registered;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.event.Sex;
import org.huzheng.event.StatedPerson;
import org.huzheng.exchange.PersonSummary;
import org.huzheng.household.IdentityLink;
import org.huzheng.household.LifeStatus;
import org.huzheng.household.Resident;
import org.huzheng.medical.Birth;
import org.jspecify.annotations.Nullable;

/**
 * A person of a case, under every key they are known by.
 *
 * @param identity their keys and records
 */
record Person(Identity identity) {
    static final String RESIDENT = Resident.getClassSchema().getFullName();
    static final String IDENTITY_LINK = IdentityLink.getClassSchema().getFullName();
    static final String BIRTH = Birth.getClassSchema().getFullName();
    static final String MARRIAGE = Marriage.getClassSchema().getFullName();
    static final String ADOPTION = Adoption.getClassSchema().getFullName();

    /** Every record type that kinship rests on. */
    static final List<String> RECORD_TYPES = List.of(RESIDENT, BIRTH, IDENTITY_LINK, MARRIAGE, ADOPTION);

    private static final int OF_AGE = 18;

    /** Whoever died has not moved since, though the register may not say when they did either. */
    private static final Comparator<Stated<Resident>> BY_END = Comparator.comparing(Person::hasDied)
            .thenComparing(entry -> entry.event().validTo(), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(entry -> entry.event().header().getRecordedAt())
            .thenComparing(entry -> entry.event().header().getRecordId());

    /**
     * What an entry, or an earlier version of it, said and when.
     *
     * @param entry the entry
     * @param period days on which it was so
     */
    record Residence(Stated<Resident> entry, Period period) {}

    static Person of(String key, CaseFile file) {
        return new Person(Identity.of(key, file));
    }

    String key() {
        return identity.key();
    }

    boolean is(@Nullable String personKey) {
        return personKey != null && identity.keys().contains(personKey);
    }

    boolean is(@Nullable StatedPerson stated) {
        return stated != null && is(stated.getPersonKey());
    }

    boolean isSameAs(Person other) {
        return identity.keys().stream().anyMatch(other.identity.keys()::contains);
    }

    List<Stated<Resident>> entries() {
        return identity.inForce(RESIDENT, Resident.class);
    }

    /** What entries said once and the one that speaks now need not say: earlier versions, and entries that ended before it. */
    List<Stated<Resident>> formerEntries() {
        List<Stated<Resident>> former = new ArrayList<>(identity.former(RESIDENT, Resident.class));
        Optional<Stated<Resident>> speaking = entry();
        identity.ended(RESIDENT, Resident.class).stream()
                .filter(ended -> speaking.filter(ended::equals).isEmpty())
                .forEach(former::add);
        return former;
    }

    /** Where the person is and was registered: the entry that speaks now, those that ended, then what earlier versions said. */
    List<Residence> residences() {
        List<Residence> residences = new ArrayList<>();
        Optional<Stated<Resident>> speaking = entry();
        speaking.ifPresent(entry -> residences.add(residence(entry)));
        identity.ended(RESIDENT, Resident.class).stream()
                .filter(ended -> speaking.filter(ended::equals).isEmpty())
                .forEach(entry -> residences.add(residence(entry)));
        identity.former(RESIDENT, Resident.class).forEach(entry -> residences.add(residence(entry)));
        return residences;
    }

    private Residence residence(Stated<Resident> entry) {
        return new Residence(entry, new Period(entry.event().validFrom(), identity.lastDayOf(entry.event())));
    }

    /** Every name the person's entries have had. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        residences().forEach(residence -> names.add(residence.entry().body().getName()));
        return names;
    }

    List<Stated<Birth>> births() {
        return identity.inForce(BIRTH, Birth.class);
    }

    List<Stated<Marriage>> marriages() {
        return identity.inForce(MARRIAGE, Marriage.class);
    }

    List<Stated<Marriage>> endedMarriages() {
        return identity.ended(MARRIAGE, Marriage.class);
    }

    /** Marriages that were registered and never were. */
    List<Stated<Marriage>> annulledMarriages() {
        return identity.annulled(MARRIAGE, Marriage.class);
    }

    List<Stated<Adoption>> adoptions() {
        return identity.inForce(ADOPTION, Adoption.class);
    }

    List<Stated<Adoption>> endedAdoptions() {
        return identity.ended(ADOPTION, Adoption.class);
    }

    /** Adoptions that were registered and never were. */
    List<Stated<Adoption>> annulledAdoptions() {
        return identity.annulled(ADOPTION, Adoption.class);
    }

    /** Events of records a department published in one version with two contents. */
    List<RecordEvent> contradictory() {
        return identity.contradictory(RECORD_TYPES);
    }

    /** The entry that speaks for the person: the one in force, else the last that ended; empty when there is none or several in force. */
    Optional<Stated<Resident>> entry() {
        List<Stated<Resident>> inForce = entries();
        if (inForce.size() == 1) {
            return Optional.of(inForce.get(0));
        }
        return inForce.isEmpty()
                ? identity.ended(RESIDENT, Resident.class).stream().max(BY_END)
                : Optional.empty();
    }

    /** The day by which they had died; empty where the entry that speaks does not say so. */
    Optional<LocalDate> lastDay() {
        return entry().filter(Person::hasDied).map(new Registered(identity)::lastDay);
    }

    /** Whether the entry that speaks says that they have died, and not when. */
    boolean hasUndatedDeath() {
        Registered registered = new Registered(identity);
        return entry().filter(Person::hasDied)
                .filter(death -> !registered.isDated(death))
                .isPresent();
    }

    static Sex sexOf(Stated<Resident> entry) {
        return entry.body().getSex();
    }

    static boolean hasDied(Stated<Resident> entry) {
        return entry.body().getLifeStatus() == LifeStatus.DECEASED;
    }

    /** Whether a person was of age (Civil Code 17: eighteen years) on a day; where the register names none, it cannot be ruled out. */
    static boolean wasOfAge(Stated<Resident> entry, @Nullable LocalDate day) {
        return day == null || !day.isBefore(entry.body().getBirthDate().plusYears(OF_AGE));
    }

    PersonSummary summary(Stated<Resident> entry) {
        Resident resident = entry.body();
        return PersonSummary.newBuilder()
                .setPersonKey(key())
                .setName(resident.getName())
                .setSex(resident.getSex())
                .setBirthDate(resident.getBirthDate())
                .setIdentityNumber(resident.getIdentityNumber())
                .build();
    }
}
