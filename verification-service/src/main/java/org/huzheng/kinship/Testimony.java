package org.huzheng.kinship;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.event.Sex;
import org.huzheng.event.StatedPerson;
import org.huzheng.exchange.Relation;
import org.huzheng.exchange.RelationBasis;
import org.huzheng.household.Resident;
import org.huzheng.medical.Birth;
import org.jspecify.annotations.Nullable;

/**
 * What every record of two people says about what the first is to the second.
 *
 * @param first the applicant
 * @param second the relative
 */
record Testimony(Person first, Stated<Resident> firstEntry, Person second, Stated<Resident> secondEntry) {
    // GB/T 4761: 02 head of household, 03 head of a collective household, 98 domestic worker, 99 not related
    private static final String HEAD = "02";
    private static final String HEAD_OF_COLLECTIVE = "03";
    private static final Set<String> NOT_KIN_OF_HEAD = Set.of("98", "99");

    /** How a record speaks of a relation. */
    enum Voice {
        /** It is so. */
        AFFIRMS,
        /** It was so once. */
        WAS_SO,
        /** Somebody else holds that place. */
        NAMES_ANOTHER,
        /** Somebody of this person's name, but without an identity number, holds that place. */
        NAMES_BY_NAME_ONLY,
        /** Somebody of another name, without an identity number, holds that place. */
        NAMES_ANOTHER_BY_NAME,
        /** It puts this person in a place that their own entry's sex does not fit. */
        UNFIT,
        /** The two live together in a way that does not settle it. */
        UNDETERMINED
    }

    /**
     * One record's statement.
     *
     * @param relation what the first is to the second
     * @param voice how it speaks of it
     * @param basis stated or composed
     * @param events records that say so
     * @param since since when, null when the records do not say
     */
    record Statement(
            Relation relation,
            Voice voice,
            RelationBasis basis,
            List<RecordEvent> events,
            @Nullable LocalDate since) {
        Statement {
            events = List.copyOf(events);
        }
    }

    static Testimony of(Person first, Person second) {
        return new Testimony(
                first, first.entry().orElseThrow(), second, second.entry().orElseThrow());
    }

    /** The fatherhood these records affirm, if they affirm one. */
    Optional<Paternity> paternity() {
        return statements().stream()
                .filter(said -> said.voice() == Voice.AFFIRMS)
                .flatMap(said -> switch (said.relation()) {
                    case FATHER -> Stream.of(new Paternity(second, secondEntry, first, firstEntry, said.relation()));
                    case SON, DAUGHTER ->
                        Person.sexOf(secondEntry) == Sex.MALE
                                ? Stream.of(new Paternity(first, firstEntry, second, secondEntry, said.relation()))
                                : Stream.empty();
                    case MOTHER, HUSBAND, WIFE, UNKNOWN -> Stream.<Paternity>empty();
                })
                .findFirst();
    }

    List<Statement> statements() {
        List<Statement> all = new ArrayList<>();
        all.addAll(parentStatements(second, secondEntry, first, firstEntry, false));
        all.addAll(parentStatements(first, firstEntry, second, secondEntry, true));
        Relation spouse = Relations.spouseOf(Person.sexOf(firstEntry));
        all.addAll(ofPlace(firstEntry, Resident::getSpouse, second, secondEntry, spouse));
        all.addAll(ofPlace(secondEntry, Resident::getSpouse, first, firstEntry, spouse));
        all.addAll(formerSpouseStatements());
        all.addAll(composed());
        return all.stream().filter(said -> said.relation() != Relation.UNKNOWN).toList();
    }

    /** What a child's entry and a parent's birth records say; {@code inverted} when the first person is the child. */
    private static List<Statement> parentStatements(
            Person child, Stated<Resident> childEntry, Person parent, Stated<Resident> parentEntry, boolean inverted) {
        List<Statement> all = new ArrayList<>();
        Sex childSex = Person.sexOf(childEntry);
        for (Place place : Place.values()) {
            List<Statement> said = new ArrayList<>();
            boolean fits = Relations.sexOf(place.relation()) == Person.sexOf(parentEntry);
            Relation relation = inverted ? Relations.childOf(childSex) : place.relation();
            // another mother says nothing about a man: only a person of the place's sex can be denied it
            said.addAll(ofPlace(childEntry, place::inEntry, parent, parentEntry, relation).stream()
                    .filter(statement -> statement.voice() == Voice.AFFIRMS || fits)
                    .toList());
            said.addAll(ofBirths(place, child, childEntry, parent, relation));
            if (!fits && said.stream().anyMatch(statement -> statement.voice() == Voice.AFFIRMS)) {
                said.add(
                        new Statement(relation, Voice.UNFIT, RelationBasis.STATED, List.of(parentEntry.event()), null));
            }
            all.addAll(said);
        }
        return all;
    }

    /** What a parent's own birth records say; what they say of the other parent is no statement about this one. */
    private static List<Statement> ofBirths(
            Place place, Person child, Stated<Resident> childEntry, Person parent, Relation relation) {
        List<Statement> said = new ArrayList<>();
        for (Stated<Birth> birth : parent.births()) {
            StatedPerson stated = place.inBirth(birth.body());
            if (stated == null || !parent.is(stated.getPersonKey())) {
                continue;
            }
            if (isBirthOf(birth.body(), child, childEntry)) {
                said.add(ofBirth(birth, relation, Voice.AFFIRMS));
            } else if (hasSameCertificate(birth.body(), childEntry)) {
                said.add(ofBirth(birth, relation, Voice.NAMES_ANOTHER));
            }
        }
        return said;
    }

    /** Whether this is the child's birth. The certificate number joins only until the child has an identity number. */
    static boolean isBirthOf(Birth birth, Person child, Stated<Resident> childEntry) {
        return birth.getChildKey() == null ? hasSameCertificate(birth, childEntry) : child.is(birth.getChildKey());
    }

    private static boolean hasSameCertificate(Birth birth, Stated<Resident> childEntry) {
        return birth.getBirthCertificateNumber().equals(childEntry.body().getBirthCertificateNumber());
    }

    /** A parent's place in a child's records. */
    private enum Place {
        MOTHER,
        FATHER;

        Relation relation() {
            return this == MOTHER ? Relation.MOTHER : Relation.FATHER;
        }

        @Nullable
        StatedPerson inEntry(Resident entry) {
            return this == MOTHER ? entry.getMother() : entry.getFather();
        }

        @Nullable
        StatedPerson inBirth(Birth birth) {
            return this == MOTHER ? birth.getMother() : birth.getFather();
        }
    }

    private static List<Statement> ofPlace(
            Stated<Resident> entry,
            Function<Resident, @Nullable StatedPerson> place,
            Person person,
            Stated<Resident> personEntry,
            Relation relation) {
        StatedPerson stated = place.apply(entry.body());
        if (stated == null) {
            return List.of();
        }
        Voice voice = voiceOf(stated, person, personEntry);
        return List.of(new Statement(
                relation,
                voice,
                RelationBasis.STATED,
                List.of(entry.event()),
                entry.event().validFrom()));
    }

    static Voice voiceOf(StatedPerson stated, Person person, Stated<Resident> personEntry) {
        if (stated.getPersonKey() != null) {
            return person.is(stated.getPersonKey()) ? Voice.AFFIRMS : Voice.NAMES_ANOTHER;
        }
        return personEntry.body().getName().equals(stated.getName())
                ? Voice.NAMES_BY_NAME_ONLY
                : Voice.NAMES_ANOTHER_BY_NAME;
    }

    static Statement ofBirth(Stated<Birth> birth, Relation relation, Voice voice) {
        return new Statement(
                relation,
                voice,
                RelationBasis.STATED,
                List.of(birth.event()),
                birth.event().validFrom());
    }

    private List<Statement> formerSpouseStatements() {
        Relation relation = Relations.spouseOf(Person.sexOf(firstEntry));
        List<Statement> said = new ArrayList<>();
        // what the entry that speaks now still says has not ended, however often earlier ones said it
        if (!statesSpouse(firstEntry, second)) {
            first.formerEntries().forEach(entry -> said.addAll(formerSpouse(entry, second, relation)));
        }
        if (!statesSpouse(secondEntry, first)) {
            second.formerEntries().forEach(entry -> said.addAll(formerSpouse(entry, first, relation)));
        }
        return said;
    }

    private static List<Statement> formerSpouse(Stated<Resident> entry, Person other, Relation relation) {
        return statesSpouse(entry, other)
                ? List.of(new Statement(
                        relation,
                        Voice.WAS_SO,
                        RelationBasis.STATED,
                        List.of(entry.event()),
                        entry.event().validFrom()))
                : List.of();
    }

    private static boolean statesSpouse(Stated<Resident> entry, Person other) {
        StatedPerson spouse = entry.body().getSpouse();
        return spouse != null && other.is(spouse.getPersonKey());
    }

    private List<Statement> composed() {
        Resident one = firstEntry.body();
        Resident other = secondEntry.body();
        boolean together = one.getHouseholdId().equals(other.getHouseholdId())
                && one.getHeadKey() != null
                && one.getHeadKey().equals(other.getHeadKey())
                && PeriodOfBoth.overlaps(firstEntry.event(), secondEntry.event());
        if (!together || isHeadOfCollective(one) || isHeadOfCollective(other)) {
            return List.of();
        }
        List<RecordEvent> events = List.of(firstEntry.event(), secondEntry.event());
        Optional<Relation> composed = agreesOnHead(first, one) && agreesOnHead(second, other)
                ? Composition.table()
                        .relation(one.getRelationToHead(), one.getSex(), other.getRelationToHead(), other.getSex())
                : Optional.empty();
        return composed.map(relation -> List.of(new Statement(
                        relation,
                        Voice.AFFIRMS,
                        RelationBasis.COMPOSED,
                        events,
                        PeriodOfBoth.begin(firstEntry.event(), secondEntry.event()))))
                .orElseGet(() -> areKinOfHead(one, other) ? undetermined(events) : List.of());
    }

    /** Whether exactly the person the entry names as head is coded as head; else its code says nothing. */
    private static boolean agreesOnHead(Person person, Resident entry) {
        return person.is(entry.getHeadKey()) == entry.getRelationToHead().equals(HEAD);
    }

    private List<Statement> undetermined(List<RecordEvent> events) {
        // the relation named is only a place-holder for "something": an undetermined composition speaks of every
        // relation
        return List.of(new Statement(
                Relations.childOf(Person.sexOf(firstEntry)), Voice.UNDETERMINED, RelationBasis.COMPOSED, events, null));
    }

    private static boolean isHeadOfCollective(Resident resident) {
        return resident.getRelationToHead().equals(HEAD_OF_COLLECTIVE);
    }

    private static boolean areKinOfHead(Resident one, Resident other) {
        return !NOT_KIN_OF_HEAD.contains(one.getRelationToHead())
                && !NOT_KIN_OF_HEAD.contains(other.getRelationToHead());
    }
}
