package org.huzheng.kinship;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.huzheng.civilaffairs.Adoption;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.event.StatedPerson;
import org.huzheng.kinship.Derivation.Step;
import org.huzheng.kinship.Tie.Standing;
import org.jspecify.annotations.Nullable;

/** Somebody in a parent's place, and what the records of the child say for and against. */
final class Holder {
    private final Circle circle;
    private final Place place;
    private final Node parent;
    private final Set<RecordEvent> events = new LinkedHashSet<>();
    private final Set<RecordEvent> against = new LinkedHashSet<>();
    private final List<Period> periods = new ArrayList<>();

    Holder(Circle circle, Place place, Node parent) {
        this.circle = circle;
        this.place = place;
        this.parent = parent;
    }

    Node parent() {
        return parent;
    }

    /** Days on which records say so. */
    Period period() {
        return Content.span(periods);
    }

    Holder saidBy(RecordEvent event) {
        events.add(event);
        periods.add(new Period(event.validFrom(), null));
        return this;
    }

    Holder saidBy(Household.Shared shared) {
        events.addAll(shared.events());
        periods.add(shared.period());
        return this;
    }

    /** Whether they are or were married to the adopter in the other place, so that the adoption leaves them a parent (Civil Code 1111). */
    boolean isSpouseOf(@Nullable StatedPerson adopter) {
        return adopter != null
                && circle.spouses(circle.node(adopter, place.other().sex())).stream()
                        .anyMatch(tie -> tie.to().isSameAs(parent)
                                && (tie.standing() == Standing.STANDS || tie.standing() == Standing.ENDED));
    }

    /** The holder with the entry that speaks for them. */
    Optional<Speaker> speaker() {
        return parent.person().flatMap(person -> person.entry().map(entry -> new Speaker(person, entry)));
    }

    boolean is(StatedPerson stated) {
        return circle.node(stated, place.sex()).isSameAs(parent);
    }

    /** What is left of a tie that somebody made who adopted the child once, or was registered to have; empty where they never were. */
    Optional<Tie> tieOfFormerAdopter(Person child, List<Stated<Adoption>> ended, List<Stated<Adoption>> annulled) {
        List<Stated<Adoption>> dissolved = adoptedBefore(child, ended);
        Period said = period();
        Optional<Stated<Adoption>> over = dissolved.stream()
                .filter(adoption -> said.beganWithin(Period.of(adoption.event())))
                .findFirst();
        if (over.isPresent()) {
            saidBy(over.get().event());
            return Optional.of(tie(true, Standing.ENDED));
        }
        dissolved.forEach(adoption -> deniedBy(adoption.event()));
        adoptedBefore(child, annulled).stream()
                .filter(adoption -> !Adoptions.wasWrittenBefore(adoption, said, events))
                .forEach(adoption -> deniedBy(adoption.event()));
        return Optional.empty();
    }

    private List<Stated<Adoption>> adoptedBefore(Person child, List<Stated<Adoption>> all) {
        return all.stream()
                .filter(adoption -> child.is(adoption.body().getAdopted()))
                .filter(adoption -> Optional.ofNullable(place.inAdoption(adoption.body()))
                        .filter(this::is)
                        .isPresent())
                .toList();
    }

    void deniedBy(RecordEvent event) {
        against.add(event);
    }

    /** Counts a record that names somebody in the place for or against. */
    Holder comparedWith(Optional<StatedPerson> stated, Optional<? extends Stated<?>> record) {
        return compared(stated, record, this::saidBy);
    }

    /** The same of an entry beside an adoption, which alone says since when. */
    Holder adoptedIn(Optional<StatedPerson> stated, Optional<? extends Stated<?>> entry) {
        return compared(stated, entry, this::citing);
    }

    private Holder compared(
            Optional<StatedPerson> stated, Optional<? extends Stated<?>> record, Consumer<RecordEvent> inFavour) {
        if (stated.isPresent() && record.isPresent()) {
            Consumer<RecordEvent> counted = mayBe(stated.get()) ? inFavour : this::deniedBy;
            counted.accept(record.get().event());
        }
        return this;
    }

    private boolean mayBe(StatedPerson stated) {
        Node other = circle.node(stated, place.sex());
        return other.isSameAs(parent) || (other.kind() == Node.Kind.NAME && other.mayBe(parent));
    }

    /** Rests on a record that says nothing of how long it has been so. */
    void citing(RecordEvent event) {
        events.add(event);
    }

    /** A tie of a child whom a household calls adopted or step, in one word. */
    Tie unsettled() {
        return tie(false, Standing.UNSETTLED);
    }

    Tie tie(boolean adoptive) {
        boolean unfit = parent.sex() != place.sex();
        if (unfit) {
            parent.entry().ifPresent(entry -> against.add(entry.event()));
        }
        return tie(adoptive, parent.kind() == Node.Kind.NAME ? Standing.BY_NAME : Standing.STANDS);
    }

    private Tie tie(boolean adoptive, Standing unlessDenied) {
        return new Tie(
                Step.PARENT,
                parent,
                adoptive,
                against.isEmpty() ? unlessDenied : Standing.CONTRADICTED,
                List.copyOf(events),
                List.copyOf(against),
                Content.span(periods));
    }
}
