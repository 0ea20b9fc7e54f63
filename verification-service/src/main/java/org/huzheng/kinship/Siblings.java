package org.huzheng.kinship;

import java.util.List;
import java.util.Optional;
import org.huzheng.event.Sex;
import org.huzheng.exchange.SharedParents;
import org.huzheng.kinship.Tie.Standing;

/** Which parents two people share, by the parents' ties of each. */
record Siblings(List<Tie> parentsOfFirst, List<Tie> parentsOfSecond) {

    /** What is known of one parent's place. */
    private enum Place {
        SAME,
        DIFFERENT,
        UNKNOWN
    }

    /** Which they share; empty when no shared parent is known. */
    Optional<SharedParents> shared() {
        Place father = place(Sex.MALE);
        Place mother = place(Sex.FEMALE);
        if (father == Place.SAME && mother == Place.SAME) {
            return Optional.of(SharedParents.BOTH);
        }
        if (father == Place.SAME) {
            return Optional.of(mother == Place.DIFFERENT ? SharedParents.FATHER_ONLY : SharedParents.FATHER_AT_LEAST);
        }
        return mother == Place.SAME
                ? Optional.of(father == Place.DIFFERENT ? SharedParents.MOTHER_ONLY : SharedParents.MOTHER_AT_LEAST)
                : Optional.empty();
    }

    /** Whether both parents of both are known and none is shared. */
    boolean shareNone() {
        return place(Sex.MALE) == Place.DIFFERENT && place(Sex.FEMALE) == Place.DIFFERENT;
    }

    private Place place(Sex sex) {
        Optional<Node> one = known(parentsOfFirst, sex);
        Optional<Node> other = known(parentsOfSecond, sex);
        if (one.isEmpty() || other.isEmpty()) {
            return Place.UNKNOWN;
        }
        return one.get().isSameAs(other.get()) ? Place.SAME : Place.DIFFERENT;
    }

    private static Optional<Node> known(List<Tie> parents, Sex sex) {
        return parents.stream()
                .filter(tie -> tie.standing() == Standing.STANDS && tie.to().sex() == sex)
                .map(Tie::to)
                .findFirst();
    }
}
