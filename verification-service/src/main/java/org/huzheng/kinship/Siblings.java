package org.huzheng.kinship;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.event.Sex;
import org.huzheng.exchange.SharedParents;
import org.huzheng.kinship.Tie.Standing;

/** Which parents two people share, by the parents' ties of each. */
record Siblings(List<Tie> parentsOfFirst, List<Tie> parentsOfSecond) {

    /** Whether the same parent of one sex is known of both. */
    private enum Match {
        SAME,
        DIFFERENT,
        UNKNOWN
    }

    /** Which they share; empty when no shared parent is known. */
    Optional<SharedParents> shared() {
        Match father = place(Sex.MALE);
        Match mother = place(Sex.FEMALE);
        if (father == Match.SAME && mother == Match.SAME) {
            return Optional.of(SharedParents.BOTH);
        }
        if (father == Match.SAME) {
            return Optional.of(mother == Match.DIFFERENT ? SharedParents.FATHER_ONLY : SharedParents.FATHER_AT_LEAST);
        }
        return mother == Match.SAME
                ? Optional.of(father == Match.DIFFERENT ? SharedParents.MOTHER_ONLY : SharedParents.MOTHER_AT_LEAST)
                : Optional.empty();
    }

    /**
     * Whether they need not share a parent, whatever a household calls them.
     *
     * @param head sex of the head whose children they are said to be; UNKNOWN where that is unknown, or they are said to be siblings of the head
     */
    boolean mayShareNone(Sex head) {
        return shared().isEmpty()
                && (head == Sex.UNKNOWN
                        ? place(Sex.MALE) == Match.DIFFERENT || place(Sex.FEMALE) == Match.DIFFERENT
                        : place(head) == Match.DIFFERENT);
    }

    /** The parents of each that are known, by whom it is told which they share. */
    List<RecordEvent> events() {
        return Stream.of(Sex.MALE, Sex.FEMALE)
                .filter(sex -> place(sex) != Match.UNKNOWN)
                .flatMap(sex -> ties().stream()
                        .filter(tie ->
                                tie.standing() == Standing.STANDS && tie.to().sex() == sex))
                .flatMap(tie -> tie.allEvents().stream())
                .distinct()
                .toList();
    }

    List<Tie> ties() {
        return Stream.concat(parentsOfFirst.stream(), parentsOfSecond.stream()).toList();
    }

    private Match place(Sex sex) {
        Optional<Node> one = known(parentsOfFirst, sex);
        Optional<Node> other = known(parentsOfSecond, sex);
        if (one.isEmpty() || other.isEmpty()) {
            return Match.UNKNOWN;
        }
        if (one.get().isSameAs(other.get())) {
            return Match.SAME;
        }
        // one person may have a number here and a foreign document there
        return one.get().isKnownByNumber() && other.get().isKnownByNumber() ? Match.DIFFERENT : Match.UNKNOWN;
    }

    private static Optional<Node> known(List<Tie> parents, Sex sex) {
        return parents.stream()
                .filter(tie -> tie.standing() == Standing.STANDS && tie.to().sex() == sex)
                .map(Tie::to)
                .findFirst();
    }
}
