package org.huzheng.kinship;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.event.StatedPerson;
import org.huzheng.exchange.Relation;
import org.huzheng.exchange.RelationBasis;
import org.huzheng.kinship.Statement.Voice;
import org.huzheng.medical.Birth;

/**
 * What the records of two people say about one being the other's parent: the child's entry, birth records, adoptions of the child.
 *
 * @param inverted whether the first of the two is the child
 * @param others what was heard of others
 */
record Parentage(Speaker child, Speaker parent, boolean inverted, Others others) {

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
            all.addAll(fits ? adoptions().over(place, said) : said);
        }
        return all;
    }

    private List<Statement> ofEntry(Place place, Relation relation) {
        StatedPerson stated = place.inEntry(child.entry().body());
        return stated == null || adoptions().formerAdoption(place).isPresent()
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
                // that the entry names a former adopter instead rests on the adoption
                List<RecordEvent> events = Stream.concat(
                                Stream.of(birth.event()), adoptions().formerAdoption(place).map(Stated::event).stream())
                        .toList();
                said.add(new Statement(relation, parent.voiceOf(stated), RelationBasis.STATED, events, period));
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

    /** Adoptions of the child. */
    Adoptions adoptions() {
        return new Adoptions(this);
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
