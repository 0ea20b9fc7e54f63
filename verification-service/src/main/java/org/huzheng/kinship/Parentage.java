package org.huzheng.kinship;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.civilaffairs.Adoption;
import org.huzheng.decision.Registered;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.event.StatedPerson;
import org.huzheng.exchange.Relation;
import org.huzheng.exchange.RelationBasis;
import org.huzheng.kinship.Statement.Voice;
import org.huzheng.medical.Birth;
import org.jspecify.annotations.Nullable;

/**
 * What the records of two people say about one being the other's parent: the child's entry, birth records, adoptions of the child.
 *
 * @param inverted whether the first of the two is the child
 */
record Parentage(Speaker child, Speaker parent, boolean inverted) {

    List<Statement> statements() {
        List<Statement> all = new ArrayList<>();
        for (Place place : Place.values()) {
            List<Statement> said = new ArrayList<>();
            boolean fits = place.sex() == parent.sex();
            Relation relation = inverted ? Line.CHILD.of(child.sex()) : Line.PARENT.of(place.sex());
            // another mother says nothing about a man: only a person of the place's sex can be denied it
            Stream.concat(ofEntry(place, relation).stream(), ofBirths(place, relation).stream())
                    .filter(statement -> statement.is(Voice.AFFIRMS) || fits)
                    .forEach(said::add);
            if (!fits && said.stream().anyMatch(statement -> statement.is(Voice.AFFIRMS))) {
                said.add(Statement.stated(relation, Voice.UNFIT, parent.entry().event(), Period.UNKNOWN));
            }
            all.addAll(fits ? withAdoptions(place, said) : said);
        }
        return all;
    }

    private List<Statement> ofEntry(Place place, Relation relation) {
        StatedPerson stated = place.inEntry(child.entry().body());
        return stated == null || isOfFormerAdopter(place, stated)
                ? List.of()
                : List.of(Statement.stated(
                        relation, parent.voiceOf(stated), child.entry().event(), child.period()));
    }

    /** What the birth records of the two say of this place: that of the child's own birth whoever it names, another child's where the child's entry cites it. */
    private List<Statement> ofBirths(Place place, Relation relation) {
        List<Statement> said = new ArrayList<>();
        for (Stated<Birth> birth : births()) {
            StatedPerson stated = place.inBirth(birth.body());
            if (stated == null) {
                continue;
            }
            Period period = new Period(birth.event().validFrom(), null);
            if (Births.isOf(birth.body(), child.person(), child.entry())) {
                said.add(Statement.stated(relation, parent.voiceOf(stated), birth.event(), period));
            } else if (parent.person().is(stated) && Births.hasSameCertificate(birth.body(), child.entry())) {
                said.add(Statement.stated(relation, Voice.NAMES_ANOTHER, birth.event(), period));
            }
        }
        return said;
    }

    /** Birth records of the two: one lies at everybody it gives a number of. */
    private List<Stated<Birth>> births() {
        return Stated.eachOnce(Stream.concat(child.person().births().stream(), parent.person().births().stream()));
    }

    private List<Statement> withAdoptions(Place place, List<Statement> said) {
        Relation adoptive = inverted ? Line.ADOPTED_CHILD.of(child.sex()) : Line.ADOPTIVE_PARENT.of(parent.sex());
        List<Statement> all = new ArrayList<>();
        List<Stated<Adoption>> inForce = adoptions(place, false);
        if (!byParent(inForce, place).isEmpty()) {
            // what the entry says of this place it says of the adoption; the birth record speaks of nature
            said.stream()
                    .filter(statement -> !statement.restsOn(Person.BIRTH) || statement.is(Voice.AFFIRMS))
                    .map(statement -> statement.restsOn(Person.BIRTH) ? statement : statement.of(adoptive))
                    .forEach(all::add);
        } else if (!inForce.isEmpty()) {
            // whomever an entry names in the adopter's place, of the child's nature it says nothing; that it names this
            // parent all the same contradicts the adoption
            said.forEach(statement -> all.add(
                    statement.restsOn(Person.RESIDENT) && !statement.is(Voice.AFFIRMS)
                            ? statement.of(adoptive)
                            : supersededBy(inForce.get(0), statement)));
        } else if (!byOthers(place, false).isEmpty()) {
            Stated<Adoption> adoption = byOthers(place, false).get(0);
            said.forEach(statement -> all.add(supersededBy(adoption, statement)));
            all.add(ofAdoption(place, adoption, adoptive));
        } else {
            Optional<Stated<Adoption>> dissolved = dissolvedOfAdult(place);
            said.forEach(statement -> all.add(dissolved
                    .map(adoption -> touchedBy(
                            adoption,
                            statement,
                            Voice.LEFT_TO_AGREEMENT,
                            statement.period().until()))
                    .orElse(statement)));
        }
        inForce.forEach(adoption -> all.add(ofAdoption(place, adoption, adoptive)));
        byParent(adoptions(place, true), place)
                .forEach(adoption -> all.add(Statement.stated(
                        adoptive,
                        Voice.WAS_SO,
                        adoption.event(),
                        new Period(
                                adoption.event().validFrom(), adoption.event().validTo()))));
        return all;
    }

    /** Whether the entry names somebody who had adopted the child when it was written, and no longer has: it says so of the adoption, and is over with it. */
    private boolean isOfFormerAdopter(Place place, StatedPerson stated) {
        return adoptions(place, true).stream()
                .filter(adoption -> child.period().beganWithin(periodOf(adoption)))
                .map(adoption -> place.inAdoption(adoption.body()))
                .anyMatch(adopter -> adopter != null && isOne(stated, adopter));
    }

    private boolean isOne(StatedPerson one, StatedPerson other) {
        return (one.getPersonKey() != null && one.getPersonKey().equals(other.getPersonKey()))
                || (parent.person().is(one) && parent.person().is(other));
    }

    private static Period periodOf(Stated<Adoption> adoption) {
        return new Period(adoption.event().validFrom(), adoption.event().validTo());
    }

    /**
     * What entries and booklets say of somebody who was this child's adoptive parent, or was registered to be: a booklet of the days of the adoption is over with it; what
     * they say otherwise contradicts the register, unless it was written before an adoption that never was.
     *
     * @param said what all records of the two say
     */
    List<Statement> heldAgainstFormerAdoptions(List<Statement> said) {
        List<Statement> all = said;
        for (Place place : Place.values()) {
            if (place.sex() == parent.sex()
                    && byParent(adoptions(place, false), place).isEmpty()) {
                all = heldAgainstFormerAdoptions(place, all);
            }
        }
        return all;
    }

    private List<Statement> heldAgainstFormerAdoptions(Place place, List<Statement> heard) {
        Relation natural = inverted ? Line.CHILD.of(child.sex()) : Line.PARENT.of(place.sex());
        List<Statement> affirming = heard.stream()
                .filter(statement -> statement.relation() == natural && statement.is(Voice.AFFIRMS))
                .toList();
        if (affirming.stream().anyMatch(statement -> statement.restsOn(Person.BIRTH))) {
            return heard;
        }
        List<Stated<Adoption>> dissolved = byParent(adoptions(place, true), place);
        List<Stated<Adoption>> annulled = byParent(annulledAdoptions(), place);
        List<Statement> all = new ArrayList<>(heard);
        for (Statement statement : affirming) {
            if (dissolved.stream().anyMatch(adoption -> statement.period().beganWithin(periodOf(adoption)))) {
                all.remove(statement);
            } else if (!dissolved.isEmpty()) {
                dissolved.forEach(adoption ->
                        all.add(Statement.stated(natural, Voice.IS_OVER, adoption.event(), Period.UNKNOWN)));
            } else {
                annulled.stream()
                        .filter(adoption -> !wasWrittenBefore(adoption, statement))
                        .forEach(adoption ->
                                all.add(Statement.stated(natural, Voice.NEVER_SO, adoption.event(), Period.UNKNOWN)));
            }
        }
        return all;
    }

    /** Whether records spoke, and were written down, before an adoption began. */
    private static boolean wasWrittenBefore(Stated<Adoption> adoption, Statement statement) {
        LocalDate from = adoption.event().validFrom();
        return statement.period().beganBefore(from)
                && statement.events().stream()
                        .allMatch(event -> Registered.dayOfWriting(event).isBefore(from));
    }

    private List<Stated<Adoption>> byParent(List<Stated<Adoption>> adoptions, Place place) {
        return adoptions.stream()
                .filter(adoption -> parent.person().is(place.inAdoption(adoption.body())))
                .toList();
    }

    /** Adoptions of the child that were taken back; one that was only moved to another child goes on there. */
    private List<Stated<Adoption>> annulledAdoptions() {
        List<String> alive = Stream.of(child.person(), parent.person())
                .flatMap(person -> person.adoptions().stream())
                .map(adoption -> adoption.event().header().getRecordId())
                .toList();
        return Stated.eachOnce(Stream.of(child.person(), parent.person())
                .flatMap(person -> person.annulledAdoptions().stream())
                .filter(adoption -> child.person().is(adoption.body().getAdopted())
                        && !alive.contains(adoption.event().header().getRecordId())));
    }

    private Statement ofAdoption(Place place, Stated<Adoption> adoption, Relation adoptive) {
        StatedPerson adopter = place.inAdoption(adoption.body());
        Voice voice = adopter == null ? Voice.NAMES_ANOTHER : parent.voiceOf(adopter);
        return Statement.stated(
                adoptive, voice, adoption.event(), new Period(adoption.event().validFrom(), null));
    }

    /** The natural parent's place went to the adopter: what the birth record affirms was so until then. */
    private static Statement supersededBy(Stated<Adoption> adoption, Statement said) {
        return touchedBy(adoption, said, Voice.WAS_SO, adoption.event().validFrom());
    }

    /** What an adoption makes of a birth record that affirms a natural parent; what other records say is for them to say. */
    private static Statement touchedBy(
            Stated<Adoption> adoption, Statement said, Voice voice, @Nullable LocalDate until) {
        if (!said.is(Voice.AFFIRMS) || !said.restsOn(Person.BIRTH)) {
            return said;
        }
        return new Statement(
                said.relation(),
                voice,
                RelationBasis.STATED,
                Stream.concat(said.events().stream(), Stream.of(adoption.event()))
                        .toList(),
                new Period(said.period().from(), until));
    }

    /** An adoption by others that was dissolved when the child was of age: their kinship with the natural parents does not come back by itself (Civil Code 1117). */
    private Optional<Stated<Adoption>> dissolvedOfAdult(Place place) {
        return Stream.concat(
                        adoptions(place, true).stream()
                                .filter(adoption -> !parent.person().is(place.inAdoption(adoption.body()))),
                        byOthers(place, true).stream())
                .filter(adoption ->
                        Person.wasOfAge(child.entry(), adoption.event().validTo()))
                .findFirst();
    }

    /** Adoptions by somebody in the other place alone, whose spouse this parent never was: they end both natural parents' rights (Civil Code 1111). */
    private List<Stated<Adoption>> byOthers(Place place, boolean ended) {
        return adoptions(place.other(), ended).stream()
                .filter(adoption -> place.inAdoption(adoption.body()) == null
                        && !isOrWasSpouse(place.other().inAdoption(adoption.body())))
                .toList();
    }

    /** Whether an entry or a marriage of the parent ever named this adopter, who need not have been asked. */
    private boolean isOrWasSpouse(@Nullable StatedPerson adopter) {
        return adopter != null
                && adopter.getPersonKey() != null
                && Circle.spouseKeys(parent).contains(adopter.getPersonKey());
    }

    /** Adoptions of the child by somebody in this place, each once. */
    private List<Stated<Adoption>> adoptions(Place place, boolean ended) {
        return Stated.eachOnce(Stream.of(child.person(), parent.person())
                .flatMap(person -> (ended ? person.endedAdoptions() : person.adoptions()).stream())
                .filter(adoption ->
                        child.person().is(adoption.body().getAdopted()) && place.inAdoption(adoption.body()) != null));
    }

    /** Whether an adoption of the child by somebody in the parent's place is in force. */
    boolean isAdopted() {
        return Stream.of(Place.values())
                .filter(place -> place.sex() == parent.sex())
                .anyMatch(place -> !adoptions(place, false).isEmpty());
    }

    /** Key of the mother the child's entry states; empty when it states none by number, or the other of the two. */
    Optional<String> motherKey() {
        return Optional.ofNullable(child.entry().body().getMother())
                .map(StatedPerson::getPersonKey)
                .filter(key -> !parent.person().is(key));
    }

    /** What the birth records of the child's mother that do not lie at the two say of the father, who is one of the two. */
    List<Statement> statementsOf(Person mother) {
        Relation relation = inverted ? Line.CHILD.of(child.sex()) : Relation.FATHER;
        List<Statement> said = new ArrayList<>();
        List<Stated<Birth>> ofTheTwo = births();
        List<Stated<Birth>> all = Stated.eachOnce(Stream.concat(ofTheTwo.stream(), mother.births().stream()));
        // those that lie at the two come first, each once
        for (Stated<Birth> birth : all.subList(ofTheTwo.size(), all.size())) {
            StatedPerson stated = birth.body().getFather();
            if (stated != null && Births.isOf(birth.body(), child.person(), child.entry())) {
                said.add(Statement.stated(
                        relation,
                        parent.voiceOf(stated),
                        birth.event(),
                        new Period(birth.event().validFrom(), null)));
            }
        }
        return said;
    }
}
