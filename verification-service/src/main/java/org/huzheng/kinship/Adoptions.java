package org.huzheng.kinship;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.civilaffairs.Adoption;
import org.huzheng.decision.Registered;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.event.StatedPerson;
import org.huzheng.exchange.Relation;
import org.huzheng.exchange.RelationBasis;
import org.huzheng.kinship.Statement.Voice;
import org.jspecify.annotations.Nullable;

/** What adoptions of a child, in force, dissolved or annulled, make of what records say of a parent. */
record Adoptions(Parentage parentage) {

    private Speaker child() {
        return parentage.child();
    }

    private Speaker parent() {
        return parentage.parent();
    }

    /** What records say of a place, and what adoptions into it say themselves. */
    List<Statement> over(Place place, List<Statement> said) {
        Relation adoptive =
                parentage.inverted() ? Line.ADOPTED_CHILD.of(child().sex()) : Line.ADOPTIVE_PARENT.of(parent().sex());
        List<Statement> all = new ArrayList<>();
        List<Stated<Adoption>> inForce = adoptions(place, false);
        if (!byParent(inForce, place).isEmpty()) {
            // what the entry says of this place it says of the adoption; the birth record speaks of nature
            said.stream()
                    .filter(statement -> !statement.restsOn(Person.BIRTH) || statement.is(Voice.AFFIRMS))
                    .map(statement -> statement.restsOn(Person.BIRTH)
                            ? statement
                            : ofTheAdoption(statement.of(adoptive), byParent(inForce, place)))
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
                .forEach(adoption -> all.add(
                        Statement.stated(adoptive, Voice.WAS_SO, adoption.event(), Period.of(adoption.event()))));
        return all;
    }

    /** What an entry says of an adoption it says from the first day of that on. */
    private static Statement ofTheAdoption(Statement said, List<Stated<Adoption>> adoptions) {
        Period since = new Period(adoptions.get(0).event().validFrom(), null);
        return new Statement(
                said.relation(),
                said.voice(),
                said.basis(),
                said.events(),
                said.period().and(since));
    }

    /** The adoption that is over and of whose days the child's entry is, where that names the adopter. */
    Optional<Stated<Adoption>> formerAdoption(Place place) {
        return Optional.ofNullable(place.inEntry(child().entry().body()))
                .flatMap(stated -> parentage.others().formerAdoption(child().person(), place, stated));
    }

    /**
     * What entries and booklets say of somebody who was this child's adoptive parent, or was registered to be: a booklet of the days of the adoption is over with it; what
     * they say otherwise contradicts the register, unless it was written before an adoption that never was. What a booklet that was left before an adoption by others
     * says of a natural parent was so until then.
     *
     * @param said what all records of the two say
     */
    List<Statement> heldAgainst(List<Statement> said) {
        List<Statement> all = said;
        for (Place place : Place.values()) {
            if (place.sex() == parent().sex()
                    && byParent(adoptions(place, false), place).isEmpty()) {
                all = heldAgainstFormer(place, beforeThoseByOthers(place, all));
            }
        }
        return all;
    }

    private Relation natural(Place place) {
        return parentage.inverted() ? Line.CHILD.of(child().sex()) : Line.PARENT.of(place.sex());
    }

    private List<Statement> beforeThoseByOthers(Place place, List<Statement> heard) {
        Optional<Stated<Adoption>> adoption = Stream.concat(
                        adoptions(place, false).stream(), byOthers(place, false).stream())
                .findFirst();
        return adoption.isEmpty()
                ? heard
                : heard.stream()
                        .map(statement -> statement.relation() == natural(place)
                                        && statement.is(Voice.AFFIRMS)
                                        && statement.basis() == RelationBasis.COMPOSED
                                        && statement
                                                .period()
                                                .endedBefore(
                                                        adoption.get().event().validFrom())
                                ? withAdoption(
                                        adoption.get(),
                                        statement,
                                        Voice.WAS_SO,
                                        statement.period().until())
                                : statement)
                        .toList();
    }

    private List<Statement> heldAgainstFormer(Place place, List<Statement> heard) {
        Relation natural = natural(place);
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
            if (dissolved.stream().anyMatch(adoption -> statement.period().beganWithin(Period.of(adoption.event())))) {
                all.remove(statement);
            } else if (!dissolved.isEmpty()) {
                dissolved.forEach(adoption ->
                        all.add(Statement.stated(natural, Voice.IS_OVER, adoption.event(), Period.UNKNOWN)));
            } else {
                annulled.stream()
                        .filter(adoption -> !wasWrittenBefore(adoption, statement.period(), statement.events()))
                        .forEach(adoption ->
                                all.add(Statement.stated(natural, Voice.NEVER_SO, adoption.event(), Period.UNKNOWN)));
            }
        }
        return all;
    }

    /** Whether records spoke, and were written down, before an adoption began. */
    static boolean wasWrittenBefore(Stated<Adoption> adoption, Period said, Collection<RecordEvent> events) {
        LocalDate from = adoption.event().validFrom();
        return from != null
                && said.beganBefore(from)
                && events.stream()
                        .allMatch(event -> Registered.dayOfWriting(event).isBefore(from));
    }

    private List<Stated<Adoption>> byParent(List<Stated<Adoption>> adoptions, Place place) {
        return adoptions.stream()
                .filter(adoption -> parent().person().is(place.inAdoption(adoption.body())))
                .toList();
    }

    /** Adoptions of the child that were taken back; one that was only moved to another child goes on there. */
    private List<Stated<Adoption>> annulledAdoptions() {
        List<String> alive = Stream.of(child().person(), parent().person())
                .flatMap(person -> person.adoptions().stream())
                .map(adoption -> adoption.event().header().getRecordId())
                .toList();
        return Stated.eachOnce(Stream.of(child().person(), parent().person())
                .flatMap(person -> person.annulledAdoptions().stream())
                .filter(adoption -> child().person().is(adoption.body().getAdopted())
                        && !alive.contains(adoption.event().header().getRecordId())));
    }

    private Statement ofAdoption(Place place, Stated<Adoption> adoption, Relation adoptive) {
        StatedPerson adopter = place.inAdoption(adoption.body());
        Voice voice = adopter == null ? Voice.NAMES_ANOTHER : parent().voiceOf(adopter);
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
        return withAdoption(adoption, said, voice, until);
    }

    private static Statement withAdoption(
            Stated<Adoption> adoption, Statement said, Voice voice, @Nullable LocalDate until) {
        return new Statement(
                said.relation(),
                voice,
                said.basis(),
                Stream.concat(said.events().stream(), Stream.of(adoption.event()))
                        .toList(),
                new Period(said.period().from(), until));
    }

    /** An adoption by others that was dissolved when the child was of age: their kinship with the natural parents does not come back by itself (Civil Code 1117). */
    private Optional<Stated<Adoption>> dissolvedOfAdult(Place place) {
        return Stream.concat(
                        adoptions(place, true).stream()
                                .filter(adoption -> !parent().person().is(place.inAdoption(adoption.body()))),
                        byOthers(place, true).stream())
                .filter(adoption ->
                        Person.wasOfAge(child().entry(), adoption.event().validTo()))
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
                && parentage.others().areOrWereSpouses(parent(), adopter.getPersonKey());
    }

    /** Whoever adopted the child alone, into the other place, of a parent of whom records speak: whether they were ever married to this parent is for them to say too. */
    List<String> adoptersAlone(List<Statement> said) {
        List<String> keys = new ArrayList<>();
        for (Place place : Place.values()) {
            boolean isSaid = place.sex() == parent().sex()
                    && said.stream()
                            .anyMatch(statement ->
                                    statement.relation() == natural(place) && !statement.is(Voice.NAMES_ANOTHER));
            if (isSaid) {
                Stream.concat(byOthers(place, false).stream(), byOthers(place, true).stream())
                        .map(adoption -> place.other().inAdoption(adoption.body()))
                        .flatMap(adopter -> Stream.ofNullable(adopter == null ? null : adopter.getPersonKey()))
                        .forEach(keys::add);
            }
        }
        return keys;
    }

    /** Adoptions of the child by somebody in this place, each once. */
    private List<Stated<Adoption>> adoptions(Place place, boolean ended) {
        return Stated.eachOnce(Stream.of(child().person(), parent().person())
                .flatMap(person -> (ended ? person.endedAdoptions() : person.adoptions()).stream())
                .filter(adoption -> child().person().is(adoption.body().getAdopted())
                        && place.inAdoption(adoption.body()) != null));
    }

    /** Whether an adoption of the child by somebody in the parent's place is in force. */
    boolean isAdopted() {
        return Stream.of(Place.values())
                .filter(place -> place.sex() == parent().sex())
                .anyMatch(place -> !adoptions(place, false).isEmpty());
    }
}
